package org.rtkit4j.hardware.bridge;

import java.io.IOException;

/// A machine that is on, the memory that it works in, and its lines.
record PoweredMachine(ClaimedMemory memory, BridgeTarget target, LineWatch lines) implements AutoCloseable {
    /// Switches a machine on, with its lines armed.
    ///
    /// @param onRise called when a line has risen; must not block
    /// @throws IOException as the power switch does; the memory is given back then
    static PoweredMachine on(ClaimedMemory memory, BridgeTarget.PowerSwitch power, Runnable onRise) throws IOException {
        try {
            BridgeTarget target = power.on(memory.segment());
            var lines = new LineWatch(target.lines(), onRise);
            lines.start();
            return new PoweredMachine(memory, target, lines);
        } catch (IOException | RuntimeException | Error e) {
            memory.close();
            throw e;
        }
    }

    /// Switches it off, and gives the memory back.
    @Override
    public void close() {
        lines.stop();
        try {
            target.close();
        } finally {
            memory.close();
        }
    }
}
