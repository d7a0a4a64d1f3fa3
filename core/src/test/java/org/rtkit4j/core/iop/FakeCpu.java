package org.rtkit4j.core.iop;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.CpuRegisters;

/// The register that starts a CPU; remembers in what order it was started and stopped.
final class FakeCpu implements Registers {
    final List<String> written = new ArrayList<>();
    private int control;

    CpuControl control() {
        return new CpuControl(this);
    }

    boolean isRunning() {
        return CpuRegisters.RUN.get(control) != 0;
    }

    @Override
    public int read32(long offset) {
        return control;
    }

    @Override
    public void write32(long offset, int value) {
        control = value;
        written.add(isRunning() ? "start" : "stop");
    }

    @Override
    public long read64(long offset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void write64(long offset, long value) {
        throw new UnsupportedOperationException();
    }
}
