package org.rtkit4j.emulator.machine;

/// Runs a machine on one daemon thread until it is closed.
public final class MachineRunner implements AutoCloseable {
    private MachineRunner() {}

    public static MachineRunner start(Machine machine) {
        throw new UnsupportedOperationException(machine.toString());
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
