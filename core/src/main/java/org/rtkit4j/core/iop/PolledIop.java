package org.rtkit4j.core.iop;

import java.util.function.LongSupplier;
import org.rtkit4j.core.session.Session;
import org.rtkit4j.core.session.SessionListener;

/// A co-processor whose mailbox its caller polls: no thread, no interrupt.
///
/// Methods that wait poll themselves. Between them the caller calls [#poll], or messages stay in the hardware's FIFO.
public final class PolledIop extends Iop {
    private static final int BUDGET = 64;

    private final Runnable idle;

    /// Makes a co-processor that takes its time from the system and spins where it waits.
    public PolledIop(IopProfile profile, Platform platform, SessionListener listener) {
        this(profile, platform, listener, System::nanoTime, Thread::onSpinWait);
    }

    /// Makes a co-processor with a clock and an idle strategy of the caller's.
    ///
    /// @param idle called whenever a poll has found nothing: spins, yields, parks, or moves a test's clock
    public PolledIop(
            IopProfile profile, Platform platform, SessionListener listener, LongSupplier clock, Runnable idle) {
        super(profile, platform, listener, clock);
        this.idle = idle;
    }

    /// Handles the messages that are there, at most 64, and keeps the deadlines.
    ///
    /// @return how many messages were handled
    public int poll() {
        return poll(BUDGET);
    }

    /// Handles the messages that are there, at most `budget`, and keeps the deadlines.
    ///
    /// Whoever waits for one answer asks for one: the FIFO is not looked at again then, which saves an access to
    /// the hardware between an answer and the next request.
    ///
    /// @param budget at least 1
    /// @return how many messages were handled
    public int poll(int budget) {
        if (budget < 1) {
            throw new IllegalArgumentException("a poll handles at least one message: budget=" + budget);
        }
        lock().lock();
        try {
            // Whoever holds the lock a second time is a listener, in a turn or in the middle of a command.
            if (lock().holdCount() > 1) {
                refuseInListener("poll");
            }
            return duty().work(budget);
        } finally {
            lock().unlock();
        }
    }

    @Override
    void awaitChange(long deadlineNanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        boolean worked = duty().work(BUDGET) > 0;
        if (!worked && !session().stage().isTerminal()) {
            lock().unlock();
            try {
                idle.run();
            } finally {
                lock().lock();
            }
        }
    }

    @Override
    void lookOnce() {
        duty().work(BUDGET);
    }

    // Polling keeps the deadlines itself: no need to ask when they are.
    @Override
    void awaitPhaseChange() throws InterruptedException {
        awaitChange(Session.NO_DEADLINE);
    }

    @Override
    void awaitRoom(long deadlineNanos) throws InterruptedException {
        awaitChange(deadlineNanos);
    }

    // What a listener asks is done by the turn that it is called in.
    @Override
    void onCommand() {
        if (lock().holdCount() == 1) {
            duty().work(BUDGET);
        }
    }

    @Override
    void onEarlyPoll() {}

    @Override
    boolean isOnLoop() {
        return false;
    }

    @Override
    boolean mustCloseLater() {
        return false;
    }

    @Override
    void onClosed() {}
}
