package org.rtkit4j.devicetree.coprocessor;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.Window;

/// What stands between a co-processor and memory.
public sealed interface MemoryFilter {
    Node node();

    /// Returns the filter's registers, physical; null where they cannot be translated.
    @Nullable
    Window window();

    /// A list of allowed stretches of physical memory: what the co-processor sees are physical addresses.
    ///
    /// @param compatible the most specific string, `apple,t8103-sart` for example, which tells the version
    record Sart(Node node, String compatible, @Nullable Window window) implements MemoryFilter {}

    /// A translation: what the co-processor sees are addresses of its own (IOVA).
    ///
    /// @param compatible the most specific string, `apple,t8103-dart` for example
    /// @param stream the stream that the co-processor's accesses carry, -1 where the tree does not say
    /// @param dmaRange the addresses that may be handed out, null where the tree does not say
    record Dart(
            Node node,
            String compatible,
            @Nullable Window window,
            int stream,
            @Nullable Window dmaRange) implements MemoryFilter {}
}
