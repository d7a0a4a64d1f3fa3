package org.rtkit4j.emulator.nvme;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/// What is wrong with the controller now. Any thread may ask.
final class ControllerFaults {
    // What the profile names, and what comes back with each reset.
    private final Set<ControllerFault> lasting;
    private volatile Set<ControllerFault> now;

    ControllerFaults(Collection<ControllerFault> lasting) {
        this.lasting = Set.copyOf(lasting);
        now = this.lasting;
    }

    boolean has(ControllerFault fault) {
        return now.contains(fault);
    }

    synchronized void add(ControllerFault fault) {
        var more = EnumSet.of(fault);
        more.addAll(now);
        now = more;
    }

    synchronized void remove(ControllerFault fault) {
        var fewer = EnumSet.noneOf(ControllerFault.class);
        fewer.addAll(now);
        fewer.remove(fault);
        now = fewer;
    }

    /// The co-processor was reset.
    void reset() {
        now = lasting;
    }
}
