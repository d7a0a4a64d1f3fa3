package org.rtkit4j.core.iop;

import java.util.BitSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.CrashDump;
import org.rtkit4j.core.session.EndpointListener;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.core.session.Stage;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.port.Releases;

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
/// Every method may be called from any thread; one lock guards the session, and what a method does it does in one
/// hold of it. Questions take no lock. What waits has a deadline (the session's
/// [org.rtkit4j.core.session.Timeouts]) and can be interrupted. What a listener may call is the [rule for
/// listeners][org.rtkit4j.core.session]; what waits is refused on the thread of an [EventLoop], where the `begin`
/// methods serve. Each refusal comes before anything is done: an [IllegalStateException] says that the caller is
/// wrong, an [RtkitException] that the moment is.
///
/// [#close] is final: nothing boots a co-processor that was closed, or is being closed.
public abstract sealed class Iop extends GuardedSession implements AutoCloseable permits PolledIop, LoopedIop {
    private final IopProfile profile;

    // Guarded by the lock.
    private boolean isClosing;
    private boolean closesLater;
    private @Nullable Throwable shutdownFailure;

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
        refuseToWait("boot");
        lock().lock();
        try {
            start(plan);
        } finally {
            lock().unlock();
        }
    }

    /// Brings up a co-processor of which nobody knows how it was left: boots it, and where it does not answer that,
    /// takes it from whoever had it before, for example from a host that was killed.
    ///
    /// What its platform can reset is reset. What it cannot is asked, as a firmware that runs, to go to rest, and
    /// booted again; the firmware of a kind that is woken by a message is never reset. What stays up for good is
    /// taken over as it runs, with the system's endpoints alone.
    ///
    /// @return what it took
    /// @throws RtkitException if it does not come up, or with [Fault.Lost] if it answers nothing and cannot be
    /// reset
    public Claim claim() throws RtkitException, InterruptedException {
        try {
            boot();
            return Claim.BOOT;
        } catch (RtkitException e) {
            if (!isLeftBehind(e.fault())) {
                throw e;
            }
            return takeOver();
        }
    }

    // Silent, or with the news of a crash that was another host's: it says HELLO to nobody.
    private boolean isLeftBehind(Fault fault) {
        return version() == 0 && (fault instanceof Fault.TimedOut || fault instanceof Fault.Crashed);
    }

    private Claim takeOver() throws RtkitException, InterruptedException {
        PowerDown rest = profile.rest();
        if (rest != null && profile.boot().startCpu() && platform().reset() != null) {
            recover();
            return Claim.RESET;
        }
        reinit();
        adopt(profile.session().maxVersion(), systemEndpoints());
        if (rest == null) {
            requirePong();
            return Claim.ADOPTION;
        }
        restLiving(rest);
        boot();
        return Claim.REST;
    }

    // Whoever answers a PING runs.
    private void requirePong() throws RtkitException, InterruptedException {
        try {
            ping();
        } catch (RtkitException _) {
            throw lost();
        }
        if (!await(() -> !awaitsPong(), profile.session().timeouts().managementNanos())) {
            throw lost();
        }
    }

    // Whoever goes to rest runs; it may answer no PING.
    private void restLiving(PowerDown rest) throws RtkitException, InterruptedException {
        try {
            powerDown(rest);
        } catch (RtkitException _) {
            throw lost();
        }
    }

    private RtkitException lost() {
        String why = isCrashed() ? "it has crashed" : "it answers nothing";
        var lost = new Fault.Lost(why + ", and cannot be reset");
        fail(lost);
        return new RtkitException(name(), lost);
    }

    private static BitSet systemEndpoints() {
        var system = new BitSet(Endpoints.FIRST_APP);
        IntStream.range(1, Endpoints.FIRST_APP).filter(Endpoints::isKnownSystem).forEach(system::set);
        return system;
    }

    /// Begins to bring the co-processor up and returns at once.
    public void beginBoot(BootPlan plan) throws RtkitException {
        refuseInListener("boot");
        lock().lock();
        try {
            beginStart(plan);
        } finally {
            lock().unlock();
        }
    }

    /// Takes over a co-processor that runs already, such as the storage that a boot loader leaves running.
    ///
    /// @param version the version that was negotiated before
    /// @param announced the endpoints that it has
    public void adopt(int version, BitSet announced) throws RtkitException {
        refuseInListener("adopt");
        command(() -> isClosing ? closing("adopting") : session().adopt(version, announced));
    }

    /// Brings a co-processor back that has crashed, failed, or does something else than it should: resets it, forgets
    /// what it had, and boots it again. Its application endpoints have to be started again.
    ///
    /// @throws RtkitException if the platform cannot reset it, or it does not come up
    public void recover() throws RtkitException, InterruptedException {
        refuseToWait("recover");
        lock().lock();
        try {
            resetAndForget("recovery");
            start(profile.boot());
        } finally {
            lock().unlock();
        }
    }

    /// Begins to bring a co-processor back, as [#recover], and returns at once.
    public void beginRecovery() throws RtkitException {
        refuseInListener("recover");
        lock().lock();
        try {
            resetAndForget("recovery");
            beginStart(profile.boot());
        } finally {
            lock().unlock();
        }
    }

    /// Resets the co-processor and forgets what it had; it is stopped afterwards, and may be booted.
    ///
    /// @throws RtkitException if the platform cannot reset it
    public void reset() throws RtkitException {
        refuseInListener("reset");
        lock().lock();
        try {
            resetAndForget("a reset");
            onCommand();
        } finally {
            lock().unlock();
        }
    }

    /// Stops the co-processor in the way given, and returns when it has confirmed and its CPU, where that is due, is
    /// stopped.
    ///
    /// @throws RtkitException with [Fault.Unsupported] if its profile forbids that way
    public void powerDown(PowerDown to) throws RtkitException, InterruptedException {
        refuseToWait("powerDown");
        lock().lock();
        try {
            var rest = new Arrival(session(), Stage.RESTING);
            beginStop(to);
            await(rest);
        } finally {
            lock().unlock();
        }
    }

    /// Begins to stop the co-processor and returns at once. Its CPU is stopped, where that is due, as soon as the
    /// firmware has confirmed.
    public void beginPowerDown(PowerDown to) throws RtkitException {
        refuseInListener("powerDown");
        lock().lock();
        try {
            beginStop(to);
        } finally {
            lock().unlock();
        }
    }

    /// Stops the co-processor as its profile leaves it, where it runs, and returns when it rests or has failed to; how
    /// that ended is what listeners heard last. An interrupt does not cut it short.
    ///
    /// This is for whoever gives memory back that the firmware has: it may write there for as long as it runs.
    public void rest() {
        rest(() -> true);
    }

    private void rest(BooleanSupplier isDue) {
        refuseToWait("rest");
        lock().lock();
        try {
            if (!isDue.getAsBoolean()) {
                return;
            }
            PowerDown rest = profile.rest();
            if (rest != null && session().stage() == Stage.RUNNING) {
                beginStop(rest);
            }
            awaitStop();
        } catch (RtkitException _) {
            // There is nobody to tell any more that it ends.
        } finally {
            lock().unlock();
        }
    }

    /// Stops the co-processor as [#rest], unless the firmware that runs is another than the one in which `listener`
    /// hears the endpoint: that one has nothing of whoever gives memory back.
    public void rest(int endpoint, EndpointListener listener) {
        rest(() -> session().isHeardBy(endpoint, listener));
    }

    /// Returns whether `listener` hears an application endpoint: it was started with it, and has neither been stopped
    /// nor come up anew since.
    public boolean isHeardBy(int endpoint, EndpointListener listener) {
        lock().lock();
        try {
            return session().isHeardBy(endpoint, listener);
        } finally {
            lock().unlock();
        }
    }

    /// Starts an application endpoint; `listener` hears what it says.
    public void startEndpoint(int endpoint, EndpointListener listener) throws RtkitException {
        command(() -> session().startEndpoint(endpoint, listener, duty()));
    }

    /// Stops an application endpoint; its listener hears nothing more.
    public void stopEndpoint(int endpoint) throws RtkitException {
        command(() -> session().stopEndpoint(endpoint, duty()));
    }

    /// Sends a message to an application endpoint that was started; waits while the FIFO is full. A listener and the
    /// loop's thread, which may not wait, use [#trySend].
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
            if (!sent && session().fault() != null) {
                // The way in has just broken: whoever waits for something else has to hear of it.
                onCommand();
                require(session().fault());
            }
            return sent;
        } finally {
            lock().unlock();
        }
    }

    /// Takes messages from the mailbox, as far as early listeners: for contexts in which nothing more may be done.
    ///
    /// What no early listener consumes is held for the next turn, in order. Never waits, not even for the lock.
    ///
    /// In a listener it does nothing: its co-processor is being polled.
    ///
    /// @return how many messages were taken, or -1 if another thread is at work on this co-processor right now
    public int pollEarly() {
        if (!lock().tryLock()) {
            return -1;
        }
        int taken;
        try {
            taken = duty().isWorking() || duty().isHolding() ? 0 : duty().hold();
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
        return session().awaitsPong();
    }

    /// Gives the co-processor up, for a reason that lies outside the protocol; [#recover] brings it back. Does nothing
    /// where it has crashed, failed or been closed already.
    public void fail(Fault fault) {
        lock().lock();
        try {
            session().fail(fault);
            onCommand();
        } finally {
            lock().unlock();
        }
    }

    /// Asks the firmware to crash, for tests of what comes after.
    ///
    /// @param hard whether by a fault of its CPU, instead of by an assertion
    public void provokeCrash(boolean hard) throws RtkitException {
        command(() -> session().provokeCrash(hard, duty()));
    }

    /// Forgets the firmware and gives every buffer back; does nothing once it was closed.
    ///
    /// Only legal while the co-processor is held in reset or is known to have stopped. Where its mailbox cannot be
    /// accessed, or a buffer not be closed, the session has failed afterwards.
    public void reinit() {
        refuseInListener("reinit");
        lock().lock();
        try {
            forget();
            onCommand();
        } finally {
            lock().unlock();
        }
    }

    /// Shuts the co-processor down where it runs, then gives every buffer back, whatever came of the shutdown; one
    /// that [stays up][IopProfile#stayingUp] runs on and keeps them. How it ended is what listeners heard last
    /// before [Phase.Closed]. An interrupt does not cut the shutdown short. Only the first call does anything;
    /// another one returns when that is done, where it may wait.
    ///
    /// Where nothing may wait, on the thread of an [EventLoop] or where the loop has no thread of its own, closing
    /// begins here and the loop's next turns complete it.
    ///
    /// @throws RuntimeException what a buffer or an interrupt line threw that could not be given back, with the
    /// later ones suppressed; everything else has been given back all the same. A buffer that could not be closed
    /// when the firmware came to rest is part of the shutdown: a [Fault.AccessFailed] that listeners heard
    @Override
    public final void close() {
        refuseInListener("close");
        if (beginClosing()) {
            completeClosing();
        } else {
            awaitClosed();
        }
    }

    // ---- Questions: they take no lock, each answer is true by itself ----

    public IopProfile profile() {
        return profile;
    }

    public Phase phase() {
        return session().phase();
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
        return session().version();
    }

    /// Returns the endpoints that the firmware announced.
    public BitSet announced() {
        return session().announced();
    }

    /// Returns the AP's power state as the firmware echoed it.
    public int apPower() {
        return session().apPower();
    }

    /// Returns the co-processor's power state as it last said.
    public int iopPower() {
        return session().iopPower();
    }

    /// Returns the last message that came, in words, or `nothing`.
    public String lastReceived() {
        return session().lastReceived();
    }

    /// Returns how often something odd was survived.
    public long count(Notice notice) {
        return session().count(notice);
    }

    private void sendPatiently(int endpoint, long msg0, long timeoutNanos) throws RtkitException, InterruptedException {
        refuseToWait("send");
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

    // ---- Up; with the lock held ----

    private void start(BootPlan plan) throws RtkitException, InterruptedException {
        var running = new Arrival(session(), Stage.RUNNING);
        beginStart(plan);
        await(running);
    }

    private void beginStart(BootPlan plan) throws RtkitException {
        requireRoom();
        require(isClosing ? closing("booting") : session().boot(plan, duty()));
        // A listener may have given it up just now.
        require(session().fault());
        var cpu = platform().cpu();
        if (plan.startCpu() && cpu != null) {
            access(cpu::start);
        }
        onCommand();
    }

    private void resetAndForget(String what) throws RtkitException {
        var reset = platform().reset();
        if (reset == null) {
            throw new RtkitException(name(), new Fault.Unsupported(what, "the platform cannot reset it"));
        }
        if (isClosing) {
            throw new RtkitException(name(), closing(what));
        }
        access(reset::reset);
        forget();
    }

    private void forget() {
        if (session().stage() != Stage.CLOSED) {
            duty().guard(session()::reinit);
            duty().guard(duty()::discard);
            duty().guard(platform().mailbox()::start);
        }
    }

    // ---- Down; with the lock held ----

    private void beginStop(PowerDown to) throws RtkitException {
        if (!profile.supported().contains(to)) {
            throw new RtkitException(
                    name(), new Fault.Unsupported(to.toString(), "this co-processor would not come back"));
        }
        requireRoom();
        require(session().powerDown(to, duty()));
        onCommand();
    }

    private boolean isStopping() {
        return session().stage() == Stage.TELLING_AP || session().stage() == Stage.ASKING_IOP;
    }

    private Fault closing(String asked) {
        return new Fault.WrongPhase(asked, session().stage() == Stage.CLOSED ? "closed" : "closing");
    }

    // ---- Closing ----

    /// Begins to shut it down.
    ///
    /// @return false if somebody has begun before, who completes it too
    final boolean beginClosing() {
        lock().lock();
        try {
            boolean isFirst = !isClosing;
            isClosing = true;
            if (isFirst && session().stage() == Stage.RUNNING) {
                beginShutdown();
            }
            return isFirst;
        } finally {
            lock().unlock();
        }
    }

    // Whatever a shutdown begins with, closing goes on all the same.
    private void beginShutdown() {
        try {
            PowerDown rest = profile.rest();
            if (rest != null) {
                beginStop(rest);
            }
        } catch (RtkitException _) {
            // Of what a shutdown may end with, this is one.
        } catch (RuntimeException | Error e) {
            shutdownFailure = e;
        }
    }

    /// Completes what was begun, now or, where nothing may wait, later.
    final void completeClosing() {
        lock().lock();
        try {
            closesLater = mustCloseLater();
            if (closesLater) {
                closeIfStopped();
            } else {
                Releases.all(this::awaitStop, this::giveBack);
            }
        } finally {
            lock().unlock();
        }
    }

    /// Completes a close that could not wait, once there is nothing to wait for. Called with the lock held.
    final void closeIfStopped() {
        if (closesLater && !isStopping()) {
            closesLater = false;
            giveBack();
        }
    }

    /// Returns whether a close must not wait: the loop's next turns complete it.
    abstract boolean mustCloseLater();

    /// Gives back what the adapter has of it.
    abstract void onClosed();

    // The session's deadlines end this, where the firmware does not; an interrupt does not, or it would be left
    // running.
    private void awaitStop() {
        boolean isInterrupted = false;
        try {
            while (isStopping()) {
                isInterrupted |= isInterruptedAwaitingChange();
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isInterruptedAwaitingChange() {
        try {
            awaitPhaseChange();
            return false;
        } catch (InterruptedException _) {
            return true;
        }
    }

    // Somebody else has begun to close it, and completes that; nobody who may wait returns before.
    private void awaitClosed() {
        lock().lock();
        try {
            while (session().stage() != Stage.CLOSED && !mustCloseLater()) {
                awaitPhaseChange();
                closeIfStopped();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock().unlock();
        }
    }

    private void giveBack() {
        Releases.all(this::throwShutdownFailure, this::endSession, () -> duty().guard(duty()::close), this::onClosed);
    }

    // What stays up goes on writing to its buffers, unless it has crashed.
    private void endSession() {
        if (profile.staysUp() && !isCrashed()) {
            session().abandon();
        } else {
            session().close();
        }
    }

    private void throwShutdownFailure() {
        switch (shutdownFailure) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {}
        }
    }
}
