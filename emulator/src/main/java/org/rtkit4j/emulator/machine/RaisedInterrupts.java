package org.rtkit4j.emulator.machine;

import java.util.concurrent.atomic.AtomicInteger;

/// The interrupts that a machine has raised and that no host has come for yet, by the round in which they were raised.
///
/// A round lasts until all that was ready at its beginning has had its turn. Any thread may raise and heed; rounds
/// change under the lock of the work queue.
public final class RaisedInterrupts {
    private volatile AtomicInteger current = new AtomicInteger();
    private volatile AtomicInteger former = new AtomicInteger();
    private volatile Runnable onRaised = () -> {};

    RaisedInterrupts() {}

    /// Has `listener` called after each that is raised.
    void onRaised(Runnable listener) {
        onRaised = listener;
    }

    /// Counts one; returns what is to count it back, by one, when the host comes.
    AtomicInteger raise() {
        AtomicInteger round = current;
        round.incrementAndGet();
        onRaised.run();
        return round;
    }

    boolean areHeeded() {
        return current.get() == 0 && areFormerHeeded();
    }

    /// Returns whether a host has come for all that were raised before this round.
    boolean areFormerHeeded() {
        return former.get() == 0;
    }

    /// Begins a round. All that were raised before the last one have been heeded.
    void nextRound() {
        AtomicInteger empty = former;
        former = current;
        current = empty;
    }

    /// Forgets those that nobody comes for.
    void abandon() {
        former = new AtomicInteger();
        current = new AtomicInteger();
    }
}
