package org.rtkit4j.core.iop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.CpuRegisters;

/// The register that starts a CPU; remembers in what order it was started and stopped.
public final class FakeCpu implements Registers {
    public final List<String> written = new ArrayList<>();

    /// Whether every access fails, as behind a wire that has come off.
    public boolean isBroken;

    private int control;

    public CpuControl control() {
        return new CpuControl(this);
    }

    boolean isRunning() {
        return CpuRegisters.RUN.get(control) != 0;
    }

    @Override
    public int read32(long offset) {
        if (isBroken) {
            throw new UncheckedIOException(new IOException("the wire has come off"));
        }
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
