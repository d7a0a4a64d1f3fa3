package org.rtkit4j.core.mailbox;

import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.CpuRegisters;

/// Starts and stops the CPU of a co-processor, whose firmware is in place already.
public final class CpuControl {
    private final Registers registers;

    /// Takes the window that begins at the co-processor's base.
    public CpuControl(Registers registers) {
        this.registers = registers;
    }

    /// Sets RUN and leaves the other bits as they are.
    public void start() {
        int control = registers.read32(CpuRegisters.CPU_CONTROL);
        registers.write32(CpuRegisters.CPU_CONTROL, (int) CpuRegisters.RUN.put(control, 1));
    }

    /// Clears RUN. Only after a shutdown over RTKit: some co-processors hang when it is cleared under a live
    /// firmware.
    public void stop() {
        int control = registers.read32(CpuRegisters.CPU_CONTROL);
        registers.write32(CpuRegisters.CPU_CONTROL, (int) CpuRegisters.RUN.put(control, 0));
    }

    /// Returns whether RUN is set; the status register is not to be relied on.
    public boolean isStarted() {
        return CpuRegisters.RUN.get(registers.read32(CpuRegisters.CPU_CONTROL)) != 0;
    }
}
