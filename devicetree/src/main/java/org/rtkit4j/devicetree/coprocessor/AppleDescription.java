package org.rtkit4j.devicetree.coprocessor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.devicetree.tree.Addresses;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.Property;
import org.rtkit4j.devicetree.tree.Window;

/// Describes a co-processor from Apple's own tree, as far as public sources tell what it says there.
///
/// A node compatible with `iop,...`: its first window is the co-processor, the mailbox is 0x8000 above. A node
/// `sart-NAME` or `dart-NAME` beside it is its memory filter, the `mapper` below a DART names the stream, and the nub
/// below the co-processor its own memory. Power domains of Apple's trees are not read. Source: m1n1 src/asc.c,
/// src/nvme.c, src/sart.c, proxyclient hw/dart.py.
final class AppleDescription {
    private static final long MAILBOX_OFFSET = 0x8000;
    private static final long MAILBOX_BYTES = 0x4000;
    private static final long DOCKCHANNEL_BYTES = 0x4000;

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
                windows(node, physical),
                filters(node),
                regions(node),
                List.of(),
                List.of(),
                List.of(),
                null,
                Map.of());
    }

    // A tree that was made, not Apple's own, may name the layout as Linux does.
    private static @Nullable String layout(Node node) {
        return node.compatible().stream()
                .map(name -> LAYOUTS.getOrDefault(name, name))
                .filter(FlattenedDescription::isApples)
                .findFirst()
                .orElse(null);
    }

    private static List<RegisterWindow> windows(Node node, List<Optional<Window>> physical) {
        List<RegisterWindow> windows = new ArrayList<>();
        physical.forEach(window -> windows.add(new RegisterWindow(null, window.orElse(null))));
        beside(node, "dockchannel-").ifPresent(channel -> dockChannel(Addresses.physical(channel), windows));
        return windows;
    }

    // The second window are interrupts, the third a FIFO's thresholds with its data behind them; the names are those
    // of Linux's tree. Source: m1n1 proxyclient experiments/mtp.py, hw/dockchannel.py.
    private static void dockChannel(List<Optional<Window>> physical, List<RegisterWindow> windows) {
        Window interrupts = physical.size() < 3 ? null : physical.get(1).orElse(null);
        Window fifo = physical.size() < 3 ? null : physical.get(2).orElse(null);
        if (interrupts != null && fifo != null) {
            windows.add(new RegisterWindow("irq", new Window(interrupts.address(), DOCKCHANNEL_BYTES)));
            windows.add(new RegisterWindow("config", new Window(fifo.address(), DOCKCHANNEL_BYTES)));
            long data = fifo.address() + DOCKCHANNEL_BYTES;
            windows.add(new RegisterWindow("data", new Window(data, DOCKCHANNEL_BYTES)));
        }
    }

    private static List<MemoryFilter> filters(Node node) {
        List<MemoryFilter> filters = new ArrayList<>();
        beside(node, "sart-")
                .ifPresent(sart -> filters.add(new MemoryFilter.Sart(sart, compatible(sart), first(sart))));
        beside(node, "dart-")
                .ifPresent(dart ->
                        filters.add(new MemoryFilter.Dart(dart, compatible(dart), first(dart), stream(dart), null)));
        return filters;
    }

    private static Optional<Node> beside(Node node, String prefix) {
        Node bus = node.parent();
        return bus == null ? Optional.empty() : bus.child(prefix + node.baseName());
    }

    private static int stream(Node dart) {
        return dart.children().stream()
                .filter(child -> child.baseName().startsWith("mapper-"))
                .findFirst()
                .map(mapper -> mapper.u32("reg").orElse(-1))
                .orElse(-1);
    }

    private static List<MemoryRegionNode> regions(Node node) {
        List<MemoryRegionNode> regions = new ArrayList<>();
        for (Node nub : node.children()) {
            long base = number(nub, "region-base");
            long size = number(nub, "region-size");
            if (base > 0 && size > 0) {
                regions.add(new MemoryRegionNode(nub, "region", new Window(base, size), List.of(), false));
            }
        }
        return regions;
    }

    // Two cells, the lower first; 0 where there is no such number.
    private static long number(Node node, String property) {
        int[] cells = node.property(property).map(Property::cells).orElse(new int[0]);
        return cells.length == 2 ? Integer.toUnsignedLong(cells[0]) | (long) cells[1] << Integer.SIZE : 0;
    }

    private static String compatible(Node node) {
        return node.compatible().isEmpty() ? "" : node.compatible().getFirst();
    }

    private static @Nullable Window first(Node node) {
        return Addresses.physical(node).stream()
                .findFirst()
                .flatMap(first -> first)
                .orElse(null);
    }
}
