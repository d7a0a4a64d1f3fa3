package org.rtkit4j.devicetree.coprocessor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.devicetree.tree.Addresses;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.Window;

/// Describes a co-processor from Apple's own tree, as far as public sources tell what it says there.
///
/// A node compatible with `iop,...`: its first window is the co-processor, the mailbox is 0x8000 above, and a
/// node `sart-NAME` beside it is its memory filter. Power domains, translations and regions of Apple's trees
/// are not read. Source: m1n1 src/asc.c, src/nvme.c, src/sart.c.
final class AppleDescription {
    private static final long MAILBOX_OFFSET = 0x8000;
    private static final long MAILBOX_BYTES = 0x4000;

    // v4 is what M1's tree says; v6 is how Asahi's mailbox driver calls the block that it knows as t6030.
    // *Guess* that the numbers are the same ones.
    private static final Map<String, String> LAYOUTS =
            Map.of("iop,ascwrap-v4", "apple,asc-mailbox-v4", "iop,ascwrap-v6", "apple,t6030-asc-mailbox");

    private AppleDescription() {}

    static Optional<CoprocessorNode> of(DeviceTree tree, Node node) {
        boolean isIop = node.compatible().stream().anyMatch(c -> c.startsWith("iop,"));
        List<Optional<Window>> physical = Addresses.physical(node);
        return isIop && !physical.isEmpty() ? Optional.of(describe(node, physical)) : Optional.empty();
    }

    private static CoprocessorNode describe(Node node, List<Optional<Window>> physical) {
        Window cpu = physical.getFirst().orElse(null);
        Window mailbox = cpu == null ? null : new Window(cpu.address() + MAILBOX_OFFSET, MAILBOX_BYTES);
        return new CoprocessorNode(
                node.baseName(),
                node,
                true,
                new MailboxNode(node, layout(node), mailbox, List.of(), List.of()),
                cpu,
                windows(physical),
                sart(node),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                Map.of());
    }

    private static @Nullable String layout(Node node) {
        return node.compatible().stream()
                .filter(LAYOUTS::containsKey)
                .map(LAYOUTS::get)
                .findFirst()
                .orElse(null);
    }

    private static List<RegisterWindow> windows(List<Optional<Window>> physical) {
        List<RegisterWindow> windows = new ArrayList<>();
        physical.forEach(window -> windows.add(new RegisterWindow(null, window.orElse(null))));
        return windows;
    }

    private static List<MemoryFilter> sart(Node node) {
        Node bus = node.parent();
        Node sart = bus == null ? null : bus.child("sart-" + node.baseName()).orElse(null);
        if (sart == null) {
            return List.of();
        }
        Window window = Addresses.physical(sart).stream()
                .findFirst()
                .flatMap(first -> first)
                .orElse(null);
        String compatible = sart.compatible().isEmpty() ? "" : sart.compatible().getFirst();
        return List.of(new MemoryFilter.Sart(sart, compatible, window));
    }
}
