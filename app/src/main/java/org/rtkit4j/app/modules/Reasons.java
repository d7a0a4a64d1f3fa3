package org.rtkit4j.app.modules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.rtkit4j.devicetree.closure.DeviceDriver;
import org.rtkit4j.devicetree.closure.NeededModule;
import org.rtkit4j.devicetree.graph.Edge;
import org.rtkit4j.devicetree.graph.Need;
import org.rtkit4j.devicetree.modules.Reason;

/// Reasons in words.
final class Reasons {
    private Reasons() {}

    /// Returns a chain as `a mboxes -> b, b clocks -> c`, or the device itself where it is the target.
    static String chain(Need need) {
        return need.chain().isEmpty()
                ? "drives " + need.device().name()
                : need.chain().stream().map(Edge::toString).collect(Collectors.joining(", "));
    }

    /// Returns the reasons for a module: the chain to the first device that it drives, how many more there
    /// are, and the modules that need it.
    static String of(NeededModule needed) {
        List<String> parts = new ArrayList<>();
        List<DeviceDriver> drives = needed.drives();
        if (!drives.isEmpty()) {
            String more = drives.size() == 1 ? "" : " (and %d more devices)".formatted(drives.size() - 1);
            parts.add(chain(drives.getFirst().need()) + more);
        }
        needed.reasons().stream().map(Reason::toString).forEach(parts::add);
        return String.join("; ", parts);
    }
}
