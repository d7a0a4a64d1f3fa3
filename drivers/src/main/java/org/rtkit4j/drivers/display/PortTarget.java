package org.rtkit4j.drivers.display;

import org.rtkit4j.wire.display.RemotePort.Target;

/// Where a display controller's port leads. Source: m1n1 `src/dcp/dptx_port_ep.c`.
///
/// @param core 0 to 15
/// @param port of the hardware that drives the lines, 0 to 15
/// @param die of that hardware, 0 to 15
public record PortTarget(int core, int port, int die) {
    public PortTarget {
        if (((core | port | die) & ~0xf) != 0) {
            throw new IllegalArgumentException("no such target: core=%d, port=%d, die=%d".formatted(core, port, die));
        }
    }

    /// Returns it as it is told to the firmware.
    long word() {
        return Target.CORE.put(Target.PORT.put(Target.DIE.put(Target.CONNECTED.mask(), die), port), core);
    }
}
