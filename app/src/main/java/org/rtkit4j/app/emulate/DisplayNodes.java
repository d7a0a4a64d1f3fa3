package org.rtkit4j.app.emulate;

import java.util.List;
import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.emulator.display.Connector;
import org.rtkit4j.emulator.display.DisplayConfig;
import org.rtkit4j.emulator.dma.DmaSpec;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.register.DartRegisters;

/// The nodes of a display in Apple's tree, beside that of its co-processor: `disp0` with the registers that the
/// firmware may ask for, in that order, and `dart-disp0`, through which the picture is fetched. `external` says
/// whether it is a port: a Mac without a panel has its first monitor there, too.
///
/// Source: m1n1 experiments/dcp.py and fw/dcp/manager.py, which look for both names.
final class DisplayNodes {
    private DisplayNodes() {}

    /// Adds them, where a co-processor has a display.
    ///
    /// @param coprocessor name of its node
    /// @param ioBase where the addresses of `io`'s children begin
    static void addTo(NodeBuilder io, Profile profile, String coprocessor, long ioBase) {
        DisplayConfig display = profile.display();
        if (display == null) {
            return;
        }
        String name = name(coprocessor);
        io.child(name, node -> display(node, display, ioBase));
        if (display.dma() instanceof DmaSpec.WithDart dart) {
            io.child("dart-" + name, node -> dart(node, name, dart, ioBase));
        }
    }

    private static String name(String coprocessor) {
        return switch (coprocessor) {
            case "dcp" -> "disp0";
            case "dcpext" -> "dispext0";
            default -> coprocessor.replace("dcp", "disp");
        };
    }

    private static void display(NodeBuilder node, DisplayConfig display, long ioBase) {
        node.numbers("reg", 2, registers(display.iomfb().registers(), ioBase))
                .strings("compatible", "disp0,t8103")
                .u32("external", display.connector() == Connector.INTERNAL ? 0 : 1);
    }

    private static long[] registers(List<Region> regions, long ioBase) {
        long[] numbers = new long[2 * regions.size()];
        for (int i = 0; i < regions.size(); i++) {
            numbers[2 * i] = regions.get(i).start() - ioBase;
            numbers[2 * i + 1] = regions.get(i).sizeBytes();
        }
        return numbers;
    }

    private static void dart(NodeBuilder node, String name, DmaSpec.WithDart dart, long ioBase) {
        node.numbers("reg", 2, dart.physAddr() - ioBase, DartRegisters.BYTES)
                .strings("compatible", "dart,t8020")
                .u64("vm-base", MacTree.IOVA_BASE)
                .child("mapper-" + name, mapper -> mapper.u32("reg", dart.stream()));
    }
}
