package org.rtkit4j.devicetree.coprocessor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.Window;

/// Memory that the tree sets aside for a co-processor and that it may ask for.
///
/// @param node the region, usually below `/reserved-memory`
/// @param name from `memory-region-names`, null where there is none
/// @param window physical; null where the boot loader was to fill it in
/// @param iovas where the co-processor sees it, from `iommu-addresses`; none where the driver chooses
/// @param isNoMap whether the kernel must not map it
public record MemoryRegionNode(
        Node node, @Nullable String name, @Nullable Window window, List<Window> iovas, boolean isNoMap) {
    public MemoryRegionNode {
        iovas = List.copyOf(iovas);
    }
}
