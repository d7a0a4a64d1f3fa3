package org.rtkit4j.benchmarks.suite;

import org.rtkit4j.wire.port.InterruptLine;

/// A line that nobody waits for: the mailbox is polled.
enum NoInterrupt implements InterruptLine {
    LINE;

    @Override
    public boolean isAsserted() {
        return false;
    }

    @Override
    public void arm(Runnable handler) {}

    @Override
    public void disarm() {}
}
