package org.rtkit4j.core.iop;

import java.util.BitSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.CrashDump;
import org.rtkit4j.core.session.EndpointListener;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.SessionListener;

/// A co-processor, as a driver sees it.
///
/// ```java
/// try (var iop = new PolledIop(IopProfile.named("smc"), platform, SessionListener.NONE)) {
///     iop.boot();
///     iop.startEndpoint(0x20, (msg0, out) -> answer = msg0);
///     iop.send(0x20, request);
/// }
/// ```
///
/// Every method may be called from any thread; one lock guards the session. What waits has a deadline (the session's
/// [org.rtkit4j.core.session.Timeouts]), can be interrupted, and must not be called by a listener. Closing shuts the
/// co-processor down where it runs, gives every buffer back, and is idempotent.
public abstract sealed class Iop extends GuardedSession implements AutoCloseable permits PolledIop, LoopedIop {
    private final IopProfile profile;
    private boolean closed;

    Iop(IopProfile profile, Platform platform, SessionListener listener, LongSupplier clock) {
        super(profile.session(), platform, listener, clock);
        this.profile = profile;
    }

    /// Brings the co-processor up as its profile says, and returns when it runs.
    ///
    /// @throws RtkitException if it does not come up; see [#recover]
    public void boot() throws RtkitException, InterruptedException {
        boot(profile.boot());
    }

    /// Brings the co-processor up and returns when it runs.
    ///
    /// @throws RtkitException if it does not come up; see [#recover]
    public void boot(BootPlan plan) throws RtkitException, InterruptedException {
        beginBoot(plan);
        awaitPhase(() -> session().phase() instanceof Phase.Running);
    }

    /// Begins to bring the co-processor up and returns at once.
    public void beginBoot(BootPlan plan) throws RtkitException {
        lock().lock();
        try {
            require(session().boot(plan, duty()));
            if (plan.startCpu() && platform().cpu() != null) {
                access(platform().cpu()::start);
            }
        } finally {
            lock().unlock();
        }
        onCommand();
    }

    /// Takes over a co-processor that runs already, such as the storage that a boot loader leaves running.
    ///
    /// @param version the version that was negotiated before
    /// @param announced the endpoints that it has
    public void adopt(int version, BitSet announced) throws RtkitException {
        command(() -> session().adopt(version, announced));
    }

    /// Brings a co-processor back that has crashed, failed, or does something else than it should: resets it, forgets
    /// what it had, and boots it again. Its application endpoints have to be started again.
    ///
    /// @throws RtkitException if the platform cannot reset it, or it does not come up
    public void recover() throws RtkitException, InterruptedException {
        beginRecovery();
        awaitPhase(() -> session().phase() instanceof Phase.Running);
    }

    /// Begins to bring a co-processor back, as [#recover], and returns at once.
    public void beginRecovery() throws RtkitException {
        if (platform().reset() == null) {
            throw new RtkitException(name(), new Fault.Unsupported("recovery", "the platform cannot reset it"));
        }
        access(platform().reset()::reset);
        reinit();
        beginBoot(profile.boot());
    }

    /// Stops the co-processor in the way given, and returns when it has confirmed.
    ///
    /// @throws RtkitException with [Fault.Unsupported] if its profile forbids that way
    public void powerDown(PowerDown to) throws RtkitException, InterruptedException {
        refuseInListener();
        beginPowerDown(to);
        awaitPhase(() -> session().phase() instanceof Phase.Resting);
        // Once it has stopped, and only then: some firmware hangs when RUN is cleared under it.
        if (!to.keepsFirmwareRunning() && platform().cpu() != null) {
            access(platform().cpu()::stop);
        }
    }

    /// Begins to stop the co-processor and returns at once.
    public void beginPowerDown(PowerDown to) throws RtkitException {
        if (!profile.supported().contains(to)) {
            throw new RtkitException(
                    name(), new Fault.Unsupported(to.toString(), "this co-processor would not come back"));
        }
        command(() -> session().powerDown(to, duty()));
    }

    /// Starts an application endpoint; `listener` hears what it says.
    public void startEndpoint(int endpoint, EndpointListener listener) throws RtkitException {
        command(() -> session().startEndpoint(endpoint, listener, duty()));
    }

    /// Stops an application endpoint; its listener hears nothing more.
    public void stopEndpoint(int endpoint) throws RtkitException {
        command(() -> session().stopEndpoint(endpoint, duty()));
    }

    /// Sends a message to an application endpoint that was started; waits while the FIFO is full.
    ///
    /// @throws RtkitException if the co-processor does not run, or takes nothing for the time of
    /// [org.rtkit4j.core.session.Timeouts#sendNanos]. The message was not sent then: another try is safe
    public void send(int endpoint, long msg0) throws RtkitException, InterruptedException {
        send(endpoint, msg0, session().config().timeouts().sendNanos());
    }

    /// As [#send(int, long)], with a time-out of the caller's.
    public void send(int endpoint, long msg0, long timeoutNanos) throws RtkitException, InterruptedException {
        if (!trySend(endpoint, msg0)) {
            sendPatiently(endpoint, msg0, timeoutNanos);
        }
    }

    /// Sends a message without ever giving up the CPU: for contexts in which nothing may sleep.
    ///
    /// Spins while the FIFO is full or another thread is at work, at most `timeoutNanos`; allocates nothing. It
    /// tries the lock and never waits for it: whoever holds it may have been stopped for good.
    ///
    /// @return false if the FIFO stayed full, or another thread at work
    public boolean sendPolled(int endpoint, long msg0, long timeoutNanos) throws RtkitException {
        long start = clock().getAsLong();
        while (!sendIfFree(endpoint, msg0)) {
            if (clock().getAsLong() - start >= timeoutNanos) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    private boolean sendIfFree(int endpoint, long msg0) throws RtkitException {
        if (!lock().tryLock()) {
            return false;
        }
        try {
            return trySend(endpoint, msg0);
        } finally {
            lock().unlock();
        }
    }

    /// Sends a message unless the FIFO is full.
    ///
    /// @return false if it is full
    public boolean trySend(int endpoint, long msg0) throws RtkitException {
        lock().lock();
        try {
            require(session().refusesSend(endpoint));
            // A listener's own send joins the words that answer the message it was given.
            boolean sent = duty().isWorking() ? duty().send(endpoint, msg0) : duty().sendNow(endpoint, msg0);
            if (!sent) {
                require(session().fault());
            }
            return sent;
        } finally {
            lock().unlock();
        }
    }

    /// Takes messages from the mailbox, as far as early listeners: for contexts in which nothing more may be done.
    ///
    /// What no early listener consumes is held for the next turn, in order. Never waits, not even for the lock().
    ///
    /// @return how many messages were taken, or -1 if another thread is at work on this co-processor right now
    public int pollEarly() {
        if (!lock().tryLock()) {
            return -1;
        }
        int taken;
        try {
            taken = duty().isWorking() ? 0 : duty().hold();
        } finally {
            lock().unlock();
        }
        if (taken > 0) {
            onEarlyPoll();
        }
        return taken;
    }

    /// Asks the firmware for a sign of life; it answers with PONG, see [#awaitsPong].
    public void ping() throws RtkitException {
        command(() -> session().ping(duty()));
    }

    /// Returns whether the last [#ping] has not been answered.
    public boolean awaitsPong() {
        return locked(session()::awaitsPong);
    }

    /// Gives the co-processor up, for a reason that lies outside the protocol; [#recover] brings it back.
    public void fail(Fault fault) {
        lock().lock();
        try {
            session().fail(fault);
        } finally {
            lock().unlock();
        }
        onCommand();
    }

    /// Asks the firmware to crash, for tests of what comes after.
    ///
    /// @param hard whether by a fault of its CPU, instead of by an assertion
    public void provokeCrash(boolean hard) throws RtkitException {
        command(() -> session().provokeCrash(hard, duty()));
    }

    /// Forgets the firmware and gives every buffer back.
    ///
    /// Only legal while the co-processor is held in reset or is known to have stopped. Where its mailbox cannot be
    /// accessed, the session has failed afterwards.
    public void reinit() {
        lock().lock();
        try {
            session().reinit();
            duty().guard(duty()::discard);
            duty().guard(platform().mailbox()::start);
        } finally {
            lock().unlock();
        }
        onCommand();
    }

    @Override
    public void close() {
        lock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            lock().unlock();
        }
        if (isRunning()) {
            shutDown();
        }
        reinit();
        onClosed();
    }

    public IopProfile profile() {
        return profile;
    }

    public Phase phase() {
        return locked(session()::phase);
    }

    public boolean isRunning() {
        return phase() instanceof Phase.Running;
    }

    public boolean isCrashed() {
        return phase() instanceof Phase.Crashed;
    }

    /// Returns the captured crash log, or null where the co-processor has not crashed.
    public @Nullable CrashDump crashDump() {
        return phase() instanceof Phase.Crashed crashed ? crashed.dump() : null;
    }

    /// Returns the negotiated protocol version, or 0.
    public int version() {
        return locked(session()::version);
    }

    /// Returns the endpoints that the firmware announced.
    public BitSet announced() {
        return locked(session()::announced);
    }

    /// Returns the AP's power state as the firmware echoed it.
    public int apPower() {
        return locked(session()::apPower);
    }

    /// Returns the co-processor's power state as it last said.
    public int iopPower() {
        return locked(session()::iopPower);
    }

    /// Returns the last message that came, in words, or `nothing`.
    public String lastReceived() {
        return locked(session()::lastReceived);
    }

    /// Returns how often something odd was survived.
    public long count(Notice notice) {
        return locked(() -> session().count(notice));
    }

    private void sendPatiently(int endpoint, long msg0, long timeoutNanos) throws RtkitException, InterruptedException {
        refuseInListener();
        long deadline = clock().getAsLong() + timeoutNanos;
        lock().lock();
        try {
            while (!trySend(endpoint, msg0)) {
                if (deadline - clock().getAsLong() <= 0) {
                    throw new RtkitException(name(), duty().sendTimedOut(timeoutNanos));
                }
                awaitRoom(deadline);
            }
        } finally {
            lock().unlock();
        }
    }

    private void shutDown() {
        try {
            powerDown(profile.rest());
        } catch (RtkitException _) {
            // Closing gives the buffers back all the same; the phase that listeners were told says what happened.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
