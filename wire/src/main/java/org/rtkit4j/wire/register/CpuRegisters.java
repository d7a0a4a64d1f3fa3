package org.rtkit4j.wire.register;

import static org.rtkit4j.wire.layout.Bits.flag;

import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;

/// The registers that start and stop a co-processor's CPU: byte offsets from its base, 32 bits wide.
///
/// The start bit is momentary: it matters when it is set. Clearing it under a live firmware hangs some co-processors;
/// clear it only after a shutdown over RTKit. Source: m1n1 `src/asc.c` and its history.
public final class CpuRegisters {
    public static final int CPU_CONTROL = 0x44;
    public static final int CPU_STATUS = 0x48;

    /// In CPU_CONTROL. Linux's NVMe driver writes whole values, 0x10 and 0; the others change this bit alone.
    public static final Bits RUN = flag("RUN", 4, "linux apple.c, m1n1 asc.c, qemu");

    public static final Layout CONTROL =
            Layout.named("CPU_CONTROL", Direction.BOTH, "Starts the CPU").with(RUN);

    /// In CPU_STATUS, whose bits the sources read differently: do not rely on it.
    public static final Bits STOPPED = flag("STOPPED", 1, "docs asc.md, m1n1 hw/asc.py");

    /// m1n1 reads this bit as "running", QEMU as "idle", which is its reset value.
    public static final Bits IDLE = flag("IDLE", 0, "docs asc.md, qemu");

    public static final Layout STATUS = Layout.named("CPU_STATUS", Direction.BOTH, "State of the CPU; sources disagree")
            .with(STOPPED, IDLE);

    private CpuRegisters() {}
}
