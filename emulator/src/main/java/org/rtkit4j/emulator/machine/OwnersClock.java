package org.rtkit4j.emulator.machine;

import java.util.function.LongSupplier;

/// A clock that its owner moves, whatever the machine does.
final class OwnersClock extends MachineClock {
    private final LongSupplier owner;
    private final RaisedInterrupts interrupts = new RaisedInterrupts();

    OwnersClock(LongSupplier owner) {
        this.owner = owner;
    }

    @Override
    public long getAsLong() {
        return owner.getAsLong();
    }

    @Override
    void hold() {}

    @Override
    void advance(long nextDueNanos, boolean isIdle) {}

    @Override
    void release(long nextDueNanos) {}

    @Override
    void limit(long nextDueNanos) {}

    @Override
    void letGo() {}

    @Override
    boolean isHeld() {
        return false;
    }

    @Override
    RaisedInterrupts interrupts() {
        return interrupts;
    }
}
