package org.rtkit4j.emulator.machine;

import java.util.function.LongSupplier;

/// The time of a machine, in nanoseconds from an arbitrary start; never backwards. Any thread may read it.
///
/// Firmware, and a host in the same process, live by it. What keeps it hears of the machine's work from the queue,
/// under whose lock all but [#getAsLong] are called.
public abstract sealed class MachineClock implements LongSupplier permits OwnersClock, PacedClock {
    MachineClock() {}

    /// Returns a clock that its owner moves, such as a test's, or that moves by itself, such as [System#nanoTime].
    public static MachineClock of(LongSupplier owner) {
        return new OwnersClock(owner);
    }

    /// Returns a clock that shows as much of the time of `wall` as the machine has kept up with. It stands while work
    /// waits for its turn and while a host has not come for an interrupt, so that neither firmware nor host is late
    /// only because its thread was given no CPU.
    ///
    /// @param wall nanoseconds from an arbitrary start: [System#nanoTime], or a test's
    public static MachineClock pacing(LongSupplier wall) {
        return new PacedClock(wall);
    }

    /// There is work.
    abstract void hold();

    /// All that was ready a while ago has had its turn.
    ///
    /// @param nextDueNanos when work is due that waits for its time
    /// @param isIdle whether no other work is ready, so that it may run
    abstract void advance(long nextDueNanos, boolean isIdle);

    /// There is nothing to do before `nextDueNanos`.
    abstract void release(long nextDueNanos);

    /// Work that waits for its time is due at `nextDueNanos` already.
    abstract void limit(long nextDueNanos);

    /// Nobody runs the machine from now on, until somebody takes work again.
    abstract void letGo();

    /// Returns whether it stands until the machine is looked at again. From any thread.
    abstract boolean isHeld();

    /// Returns the interrupts that hold it.
    abstract RaisedInterrupts interrupts();
}
