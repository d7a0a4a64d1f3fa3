package org.rtkit4j.core.session;

import java.util.BitSet;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.message.Crashlog;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Mgmt;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.Releases;
import org.rtkit4j.wire.register.MailboxWord;

/// The AP's end of RTKit for one co-processor: one message in, words out.
///
/// A state machine and nothing more: it owns no thread, no clock and no register, and writes no log. So the same code
/// runs polled, in an event loop, in a simulation and in a replay. Time is an argument: [#nextDeadline] tells the
/// runner when to call [#onTime]. One caller at a time; only what a session knows any thread may ask meanwhile, each
/// answer true by itself.
///
/// A command that makes no sense in the present phase returns the [Fault] that says why and changes nothing; null is
/// success.
public final class Session {
    /// The deadline of a phase that waits for nothing.
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private final SessionConfig config;
    private final Standing standing;
    private final SystemEndpoints system;
    private final EndpointMap endpoints = new EndpointMap();
    private final Handshake handshake;
    private final LastMessage last = new LastMessage();

    /// Makes a session whose listeners' failures nobody but [Notice#LISTENER_FAILED] tells of.
    public Session(SessionConfig config, DeviceMemory memory, SessionListener listener) {
        this(config, memory, listener, _ -> {});
    }

    /// Makes a session, which is stopped.
    ///
    /// @param memory what its firmware's buffers come from
    /// @param failures takes what listeners throw, to be logged by whoever runs the session; must not throw
    public Session(
            SessionConfig config, DeviceMemory memory, SessionListener listener, Consumer<RuntimeException> failures) {
        this.config = config;
        this.standing = new Standing(listener, failures);
        this.system = new SystemEndpoints(standing, memory, config.oslog());
        this.handshake = new Handshake(standing, config, endpoints, system);
    }

    // ---- What comes in ----

    /// Takes one message from the mailbox.
    ///
    /// @param msg0 the message
    /// @param msg1 the second word as the hardware gave it: the endpoint in 7:0, counters above bit 31
    /// @param out takes the answers
    public void onMessage(long msg0, long msg1, Outbox out) {
        if (!onEarly(msg0, msg1)) {
            onLate(msg0, msg1, out);
        }
    }

    /// Offers a message to an early listener, which may take it at once, before those that came earlier are handled.
    ///
    /// @return whether it was consumed; [#onLate] must be called otherwise
    public boolean onEarly(long msg0, long msg1) {
        EndpointListener application = listenerOf(msg1);
        try {
            return application != null && application.onEarly(msg0);
        } catch (RuntimeException e) {
            standing.onListenerFailed(e, (int) MailboxWord.ENDPOINT.get(msg1), msg0);
            return false;
        }
    }

    /// Handles a message that no early listener consumed.
    public void onLate(long msg0, long msg1, Outbox out) {
        last.note(msg0, msg1);
        EndpointListener application = listenerOf(msg1);
        if (application == null) {
            onOther((int) MailboxWord.ENDPOINT.get(msg1), msg0, msg1, out);
        } else {
            tell(application, msg0, msg1, out);
        }
    }

    private void tell(EndpointListener application, long msg0, long msg1, Outbox out) {
        try {
            application.onMessage(msg0, out);
        } catch (RuntimeException e) {
            standing.onListenerFailed(e, (int) MailboxWord.ENDPOINT.get(msg1), msg0);
        }
    }

    /// Takes the time; a wait that has lasted too long fails the session.
    public void onTime(long nowNanos) {
        Fault overdue = overdue(nowNanos);
        if (overdue != null) {
            fail(overdue);
        }
    }

    /// Returns what is wrong with the time, or null: a wait has lasted too long.
    public @Nullable Fault overdue(long nowNanos) {
        long deadline = nextDeadline(nowNanos);
        // Not by the difference alone: the clock may be negative, and "never" less that is anything.
        return deadline != NO_DEADLINE && deadline - nowNanos <= 0
                ? new Fault.TimedOut(standing.phase().step(), config.timeouts().managementNanos(), lastReceived())
                : null;
    }

    /// Returns when [#onTime] is to be called at the latest, or [#NO_DEADLINE].
    ///
    /// A wait begins with the first call after its phase was entered.
    public long nextDeadline(long nowNanos) {
        return standing.nextDeadline(nowNanos, config.timeouts().managementNanos());
    }

    // ---- Commands ----

    /// Begins to bring the co-processor up. Whoever calls this has already set RUN, where the plan says so.
    public @Nullable Fault boot(BootPlan plan, Outbox out) {
        boolean resumes = standing.phase().equals(new Phase.Resting(PowerDown.IDLE));
        if (standing.stage() != Stage.STOPPED && standing.stage() != Stage.RESTING) {
            return refuse("booting");
        }
        handshake.begin(plan, resumes, out);
        return null;
    }

    /// Takes over a co-processor that runs already, without a handshake: its firmware says HELLO only when it starts.
    ///
    /// Its buffers belong to whoever started it and are not known: syslog entries are acknowledged unread, and its
    /// first crashlog message is a crash. Source: aurora `rtkit.c`, the hand-off of M4-generation storage.
    ///
    /// @param version the version that was negotiated before, as far as it is known
    /// @param announced the endpoints that it has
    public @Nullable Fault adopt(int version, BitSet announced) {
        if (standing.stage() != Stage.STOPPED) {
            return refuse("adopting");
        }
        endpoints.adopt(announced);
        system.crashlog().adopt();
        handshake.adopt(version);
        standing.enter(Cause.ADOPT, new Phase.Running());
        return null;
    }

    /// Begins to stop the co-processor.
    public @Nullable Fault powerDown(PowerDown to, Outbox out) {
        if (standing.stage() != Stage.RUNNING) {
            return unlessRunning();
        }
        handshake.beginPowerDown(to, out);
        return null;
    }

    /// Starts an application endpoint and listens to it.
    ///
    /// @throws IllegalArgumentException if `endpoint` is not an application endpoint
    public @Nullable Fault startEndpoint(int endpoint, EndpointListener application, Outbox out) {
        requireApplication(endpoint);
        Objects.requireNonNull(application);
        if (standing.stage() != Stage.RUNNING) {
            return unlessRunning();
        }
        if (!endpoints.isAnnounced(endpoint)) {
            return new Fault.NoSuchEndpoint(endpoint);
        }
        endpoints.listen(endpoint, application);
        Handshake.sendStartEp(endpoint, Mgmt.StartEp.START, out);
        return null;
    }

    /// Stops an application endpoint; messages of it are dropped from now on.
    public @Nullable Fault stopEndpoint(int endpoint, Outbox out) {
        requireApplication(endpoint);
        if (endpoints.listener(endpoint) == null) {
            return standing.isRunning() ? new Fault.NotStarted(endpoint) : unlessRunning();
        }
        endpoints.listen(endpoint, null);
        Handshake.sendStartEp(endpoint, Mgmt.StartEp.STOP, out);
        return null;
    }

    /// Returns whether `application` hears an endpoint now: it was started with it, and not stopped since, nor has the
    /// firmware been.
    public boolean isHeardBy(int endpoint, EndpointListener application) {
        return standing.isRunning() && application.equals(endpoints.listener(endpoint));
    }

    /// Returns why a message may not be sent to an application endpoint now, or null where it may.
    public @Nullable Fault refusesSend(int endpoint) {
        if (standing.isRunning() && endpoints.listener(endpoint) != null) {
            return null;
        }
        return standing.isRunning() ? new Fault.NotStarted(endpoint) : unlessRunning();
    }

    /// Asks for a sign of life, which the firmware gives with PONG.
    public @Nullable Fault ping(Outbox out) {
        if (standing.stage() != Stage.RUNNING) {
            return unlessRunning();
        }
        standing.awaitsPong(true);
        out.send(Endpoints.MGMT, Mgmt.Ping.LAYOUT.word());
        return null;
    }

    /// Asks the firmware to crash; its log arrives as any crash's would.
    ///
    /// Source: m1n1 `fw/asc/crash.py`, which sends these words.
    ///
    /// @param hard whether by a fault of its CPU, instead of by an assertion
    public @Nullable Fault provokeCrash(boolean hard, Outbox out) {
        if (standing.stage() != Stage.RUNNING) {
            return unlessRunning();
        }
        if (!endpoints.isAnnounced(Endpoints.CRASHLOG)) {
            return new Fault.NoSuchEndpoint(Endpoints.CRASHLOG);
        }
        long kind = hard ? Crashlog.Provoke.HARD : Crashlog.Provoke.SOFT;
        out.send(Endpoints.CRASHLOG, Crashlog.Provoke.KIND.put(Crashlog.Provoke.LAYOUT.word(), kind));
        return null;
    }

    /// Forgets everything and gives every buffer back: as after construction. After [#close] it does nothing.
    ///
    /// Only legal while the co-processor is held in reset or known to have stopped: it must not
    /// touch its buffers again.
    ///
    /// @throws RuntimeException what a buffer threw that could not be closed; all else is done by then
    public void reinit() {
        if (standing.stage() != Stage.CLOSED) {
            Releases.all(this::forget, () -> standing.enter(Cause.REINIT, new Phase.Stopped()));
        }
    }

    /// Gives every buffer back, for good: nothing brings a closed session back, and another close does nothing.
    ///
    /// As for [#reinit], the co-processor must not touch its buffers again.
    ///
    /// @throws RuntimeException what a buffer threw that could not be closed; all else is done by then
    public void close() {
        if (standing.stage() != Stage.CLOSED) {
            Releases.all(this::forget, () -> standing.enter(Cause.CLOSE, new Phase.Closed()));
        }
    }

    /// Ends the session for good, as [#close], and gives no buffer back: the firmware runs on, and goes on writing
    /// to them.
    public void abandon() {
        if (standing.stage() != Stage.CLOSED) {
            standing.enter(Cause.CLOSE, new Phase.Closed());
        }
    }

    private void forget() {
        last.forget();
        handshake.forget();
        handshake.forgetFirmware();
    }

    /// Gives up, for a reason that lies outside the protocol. Does nothing where the session has ended already.
    public void fail(Fault fault) {
        standing.fail(Objects.requireNonNull(fault));
    }

    // ---- What is known; from any thread, but for what says otherwise ----

    public SessionConfig config() {
        return config;
    }

    public Phase phase() {
        return standing.phase();
    }

    /// Returns the stage of the present phase. Asked by the caller whose turn it is.
    public Stage stage() {
        return standing.stage();
    }

    /// Returns how often the session has entered a stage: whoever waits for one asks this, since another thread may
    /// have moved the session on meanwhile.
    public long entries(Stage stage) {
        return standing.entries(stage);
    }

    /// Returns whether the present phase waits for the co-processor, as [Phase#isWait]. Asked by the caller whose turn
    /// it is.
    public boolean isWaiting() {
        return standing.isWaiting();
    }

    /// Returns the negotiated protocol version, or 0 before HELLO.
    public int version() {
        return handshake.version();
    }

    /// Returns the endpoints that the firmware announced.
    public BitSet announced() {
        return endpoints.announced();
    }

    /// Returns the AP's power state as the firmware last echoed it, a code of
    /// [org.rtkit4j.wire.message.PowerState] or any other.
    public int apPower() {
        return handshake.apPower();
    }

    /// Returns the co-processor's power state as it last said.
    public int iopPower() {
        return handshake.iopPower();
    }

    /// Returns whether a PING has been sent that no PONG has answered.
    public boolean awaitsPong() {
        return standing.awaitsPong();
    }

    /// Returns how often something odd was survived.
    public long count(Notice notice) {
        return standing.count(notice);
    }

    /// Returns the fault that ended the session, or null.
    public @Nullable Fault fault() {
        return standing.fault();
    }

    /// Returns the last message that came, in words, or `nothing`.
    public String lastReceived() {
        return last.inWords();
    }

    // ---- Everything but a message to a listening application ----

    // Junk above the endpoint does not keep a message from its listener; it is noticed where nobody listens.
    private @Nullable EndpointListener listenerOf(long msg1) {
        return standing.isRunning() ? endpoints.listener((int) MailboxWord.ENDPOINT.get(msg1)) : null;
    }

    private void onOther(int endpoint, long msg0, long msg1, Outbox out) {
        if (MailboxWord.RESERVED.get(msg1) != 0) {
            standing.onNotice(Notice.RESERVED_BITS, endpoint, msg0);
        }
        Stage stage = standing.stage();
        if (stage.isTerminal() || stage == Stage.STOPPED) {
            standing.onNotice(Notice.DROPPED, endpoint, msg0);
        } else if (endpoint == Endpoints.MGMT) {
            handshake.onMessage(msg0, out);
        } else if (stage == Stage.RESTING && SystemEndpoints.isCrash(endpoint, msg0)) {
            system.crashlog().onCrash(msg0);
        } else if (!endpoints.isAnnounced(endpoint)) {
            standing.onNotice(Notice.UNANNOUNCED_ENDPOINT, endpoint, msg0);
        } else if (endpoint >= Endpoints.FIRST_APP) {
            standing.onNotice(Notice.ENDPOINT_NOT_STARTED, endpoint, msg0);
        } else {
            onSystem(endpoint, msg0, out);
        }
    }

    private void onSystem(int endpoint, long msg0, Outbox out) {
        SystemEndpoint handler = system.of(endpoint);
        if (handler == null) {
            standing.onNotice(Notice.UNKNOWN_SYSTEM_ENDPOINT, endpoint, msg0);
        } else {
            handler.onMessage(msg0, out);
        }
    }

    private Fault unlessRunning() {
        Fault fault = fault();
        return fault == null ? new Fault.NotRunning(standing.phase().step()) : fault;
    }

    private Fault refuse(String asked) {
        Fault fault = fault();
        return fault == null ? new Fault.WrongPhase(asked, standing.phase().step()) : fault;
    }

    private static void requireApplication(int endpoint) {
        if (endpoint < Endpoints.FIRST_APP || endpoint >= Endpoints.COUNT) {
            throw new IllegalArgumentException(
                    "not an application endpoint: endpoint=0x" + Integer.toHexString(endpoint));
        }
    }
}
