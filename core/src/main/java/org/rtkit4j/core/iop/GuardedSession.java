package org.rtkit4j.core.iop;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.Session;
import org.rtkit4j.core.session.SessionConfig;
import org.rtkit4j.core.session.SessionListener;

/// A session that several threads use: one lock around it, and waits that a deadline, a fault or a cancellation ends.
///
/// How a wait lets something happen is the adapter's to know.
abstract sealed class GuardedSession permits Iop {
    private final Platform platform;
    private final Session session;
    private final DutyCycle duty;
    private final LongSupplier clock;
    // Fair: whoever polls in a loop must let others in, such as a thread that closes.
    private final ReentrantLock lock = new ReentrantLock(true);

    GuardedSession(SessionConfig config, Platform platform, SessionListener listener, LongSupplier clock) {
        this.platform = platform;
        this.session = new Session(config, platform.memory(), listener, new ListenerLog(config.name()));
        this.duty = new DutyCycle(session, platform.mailbox(), clock);
        this.clock = clock;
    }

    /// Returns the co-processor's name, for messages.
    public final String name() {
        return session.config().name();
    }

    /// Waits until `condition`, which listeners make true, holds.
    ///
    /// @return false if it did not within `timeoutNanos`
    /// @throws RtkitException if the session ends first
    public final boolean await(BooleanSupplier condition, long timeoutNanos)
            throws RtkitException, InterruptedException {
        refuseInListener();
        long deadline = clock.getAsLong() + timeoutNanos;
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                require(session.fault());
                requireNotCancelled();
                if (deadline - clock.getAsLong() <= 0) {
                    return false;
                }
                awaitChange(deadline);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    // ---- What the adapters add ----

    /// Lets something happen: works itself, or waits until whoever works has. Called with the lock held.
    abstract void awaitChange(long deadlineNanos) throws InterruptedException;

    /// As [#awaitChange], at most until the session's own deadline.
    abstract void awaitPhaseChange() throws InterruptedException;

    /// As [#awaitChange], for a caller that waits for room in the send FIFO.
    abstract void awaitRoom(long deadlineNanos) throws InterruptedException;

    /// The session was told something by a caller: there may be words to send and a deadline to keep.
    abstract void onCommand();

    /// Messages were taken and some may be held: a turn is due.
    abstract void onEarlyPoll();

    abstract void onClosed();

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

    final ReentrantLock lock() {
        return lock;
    }

    final void command(Supplier<@Nullable Fault> asked) throws RtkitException {
        lock.lock();
        try {
            require(asked.get());
        } finally {
            lock.unlock();
        }
        onCommand();
    }

    // The way in may break at any access. Whoever asked learns of it as of any other fault.
    final void access(Runnable access) throws RtkitException {
        lock.lock();
        try {
            access.run();
        } catch (RuntimeException e) {
            var fault = new Fault.AccessFailed(String.valueOf(e));
            session.fail(fault);
            throw new RtkitException(name(), fault);
        } finally {
            lock.unlock();
        }
    }

    final <T> T locked(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the session is in the phase that is wanted, or ends.
    final void awaitPhase(BooleanSupplier reached) throws RtkitException, InterruptedException {
        refuseInListener();
        lock.lock();
        try {
            while (!reached.getAsBoolean()) {
                require(session.fault());
                requireNotCancelled();
                awaitPhaseChange();
            }
        } finally {
            lock.unlock();
        }
    }

    final void refuseInListener() {
        if (lock.isHeldByCurrentThread() && duty.isWorking()) {
            throw new IllegalStateException("a listener must not wait for its own co-processor");
        }
    }

    // Somebody else has taken the session back to its beginning: what is waited for will not come.
    private void requireNotCancelled() throws RtkitException {
        if (session.phase() instanceof Phase.Stopped) {
            throw new RtkitException(name(), new Fault.Cancelled());
        }
    }

    final void require(@Nullable Fault fault) throws RtkitException {
        if (fault != null) {
            throw new RtkitException(name(), fault);
        }
    }
}
