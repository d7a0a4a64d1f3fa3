package org.rtkit4j.app.modules;

import java.io.PrintWriter;
import java.util.List;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.devicetree.closure.DeviceDriver;
import org.rtkit4j.devicetree.closure.ModuleClosure;
import org.rtkit4j.devicetree.graph.Edge;
import org.rtkit4j.devicetree.graph.Strength;
import org.rtkit4j.devicetree.modules.KernelModule;

/// The devices of a closure and what they need as a graph for Graphviz: boxes are devices, ellipses modules;
/// dashed is optional, red is a device without a driver.
final class ClosureDot {
    private ClosureDot() {}

    static void write(ModuleClosure closure, PrintWriter out) {
        out.println("digraph modules {");
        out.println("  rankdir=LR;");
        List<DeviceDriver> devices = closure.devices();
        for (DeviceDriver device : devices) {
            String id = id(device, device.need().device().path());
            out.println("  %s [shape=box%s, label=%s];"
                    .formatted(
                            id,
                            device.blocks() ? ", color=red" : "",
                            quoted(device.need().device().name())));
            for (Edge edge : device.board().graph().suppliersOf(device.need().device())) {
                if (edge.strength() != Strength.NONE) {
                    out.println("  %s -> %s [label=%s%s];"
                            .formatted(
                                    id,
                                    id(device, edge.supplier().path()),
                                    quoted(edge.property()),
                                    edge.strength() == Strength.OPTIONAL ? ", style=dashed" : ""));
                }
            }
            for (KernelModule module : device.modules()) {
                out.println("  %s -> %s [style=dotted];".formatted(id, quoted(module.name())));
            }
        }
        out.println("}");
    }

    private static String id(DeviceDriver device, String path) {
        return quoted(device.board().name() + ":" + path);
    }

    private static String quoted(String text) {
        return '"' + Terminal.escape(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
