package org.rtkit4j.core.iop;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Session;
import org.rtkit4j.core.session.SessionConfig;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.core.session.Stage;

/// A session that several threads use: one lock around it, and waits that a deadline, a fault or a cancellation ends.
///
/// How a wait lets something happen is the adapter's to know. Whoever calls from outside does not hold the lock; a
/// listener's thread does. That is how the calls that a listener may not make are recognised.
abstract sealed class GuardedSession permits Iop {
    private final Platform platform;
    private final Session session;
    private final DutyCycle duty;
    private final LongSupplier clock;
    private final SessionLock lock = new SessionLock();

    GuardedSession(SessionConfig config, Platform platform, SessionListener listener, LongSupplier clock) {
        this.platform = platform;
        this.session = new Session(config, platform.memory(), listener, new ListenerLog(config.name()));
        this.duty = new DutyCycle(session, platform, clock);
        this.clock = clock;
    }

    /// Returns the co-processor's name, for messages.
    public final String name() {
        return session.config().name();
    }

    /// Waits until `condition`, which listeners make true, holds. It is asked with the co-processor's lock held.
    ///
    /// @return false if it did not within `timeoutNanos`
    /// @throws RtkitException if the session ends first
    public final boolean await(BooleanSupplier condition, long timeoutNanos)
            throws RtkitException, InterruptedException {
        refuseToWait("await");
        long deadline = clock.getAsLong() + timeoutNanos;
        lock.lock();
        try {
            var start = new Arrival(session, Stage.RUNNING);
            while (!condition.getAsBoolean()) {
                require(session.fault());
                requireLive(start);
                if (deadline - clock.getAsLong() <= 0) {
                    lookOnce();
                    return condition.getAsBoolean();
                }
                awaitChange(deadline);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    // ---- What the adapters add; all called with the lock held ----

    /// Lets something happen: works itself, or waits until whoever works has.
    abstract void awaitChange(long deadlineNanos) throws InterruptedException;

    /// Looks whether something has happened, and waits for nothing: after the time is over. Between the look
    /// before and the clock the whole process may have stood still; what came meanwhile came in time.
    abstract void lookOnce();

    /// As [#awaitChange], at most until the session's own deadline.
    abstract void awaitPhaseChange() throws InterruptedException;

    /// As [#awaitChange], for a caller that waits for room in the send FIFO.
    abstract void awaitRoom(long deadlineNanos) throws InterruptedException;

    /// The session was told something by a caller: there may be words to send and a deadline to keep.
    abstract void onCommand();

    /// Messages were taken and some may be held: a turn is due.
    abstract void onEarlyPoll();

    /// Returns whether the thread that calls is one on which nothing may wait, though no listener is being called.
    abstract boolean isOnLoop();

    final DutyCycle duty() {
        return duty;
    }

    final Session session() {
        return session;
    }

    final Platform platform() {
        return platform;
    }

    final LongSupplier clock() {
        return clock;
    }

    final SessionLock lock() {
        return lock;
    }

    // ---- Who may call ----

    /// Refuses, before anything is done, what a listener of this co-processor may not ask.
    final void refuseInListener(String asked) {
        if (lock.holdCount() > 0) {
            throw new IllegalStateException(
                    "a listener must not ask this of its own co-processor: asked=%s, co-processor=%s"
                            .formatted(asked, name()));
        }
    }

    /// As [#refuseInListener], and refuses the loop's thread, which would wait for itself.
    final void refuseToWait(String asked) {
        refuseInListener(asked);
        if (isOnLoop()) {
            throw new IllegalStateException("the event loop's thread must not wait for a co-processor that it serves:"
                    + " asked=%s, co-processor=%s".formatted(asked, name()));
        }
    }

    // ---- What is done, with the lock held or taking it ----

    final void command(Supplier<@Nullable Fault> asked) throws RtkitException {
        lock.lock();
        try {
            requireRoom();
            require(asked.get());
            onCommand();
        } finally {
            lock.unlock();
        }
    }

    // The way in may break at any access. Whoever asked learns of it as of any other fault.
    final void access(Runnable access) throws RtkitException {
        try {
            access.run();
        } catch (RuntimeException e) {
            var fault = Fault.AccessFailed.of(e);
            session.fail(fault);
            throw new RtkitException(name(), fault);
        }
    }

    /// Waits until what was expected has come, or the session has ended. Called with the lock held once.
    final void await(Arrival expected) throws RtkitException, InterruptedException {
        while (true) {
            require(session.fault());
            if (expected.hasCome()) {
                return;
            }
            requireLive(expected);
            awaitPhaseChange();
        }
    }

    // Somebody else has taken the session back to its beginning: what is waited for will not come.
    private void requireLive(Arrival expected) throws RtkitException {
        if (expected.isCancelled() || session.stage() == Stage.STOPPED || session.stage() == Stage.CLOSED) {
            throw new RtkitException(name(), new Fault.Cancelled());
        }
    }

    // A command whose words nobody takes has not been given.
    final void requireRoom() throws RtkitException {
        if (!duty.takesCommand()) {
            throw new RtkitException(name(), duty.sendTimedOut(0));
        }
    }

    final void require(@Nullable Fault fault) throws RtkitException {
        if (fault != null) {
            throw new RtkitException(name(), fault);
        }
    }
}
