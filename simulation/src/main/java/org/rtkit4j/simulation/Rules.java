package org.rtkit4j.simulation;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.session.CrashDump;
import org.rtkit4j.core.session.EndpointListener;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Outbox;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.core.session.Timeouts;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.fault.FaultKind;
import org.rtkit4j.emulator.fault.Injection;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.wire.message.Crashlog;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.SharedBufferMsg;
import org.rtkit4j.wire.register.MailboxWord;

/// What must hold in every run, whatever strikes. A broken rule throws a [SimulationFailure].
final class Rules implements SessionListener {
    private static final long NOT_YET = -1;
    private static final long MANAGEMENT_NANOS = Timeouts.DEFAULT.managementNanos();
    private static final long SEND_NANOS = Timeouts.DEFAULT.sendNanos();

    private final World world;
    private final Set<FaultKind> struck = EnumSet.noneOf(FaultKind.class);
    // Words of the echo endpoint that the mailbox has delivered and its listener has not heard yet. It may hear some
    // that
    // came before it listened: those that were held behind words that waited.
    private final ArrayDeque<Long> delivered = new ArrayDeque<>();
    private Phase phase = new Phase.Stopped();
    private long waitingSince = NOT_YET;
    private long refusedSince = NOT_YET;
    private long crashSince = NOT_YET;
    private boolean isForged;
    private boolean isAdopted;
    private boolean isCrashJudged;
    // Whether the host has heard of the crash log's buffer, and has not given it back since: the first message of its
    // kind tells of the buffer, and where that was lost, news of a crash looks the same.
    private boolean knowsCrashlog;
    private boolean isListening;
    private int syslogLines;

    Rules(World world) {
        this.world = world;
    }

    Phase phase() {
        return phase;
    }

    Set<FaultKind> struck() {
        return struck;
    }

    /// Returns whether the host has heard what the firmware did not say.
    boolean wasLiedTo() {
        return isForged;
    }

    /// Returns how many lines of the syslog were heard.
    int syslogLines() {
        return syslogLines;
    }

    void onStrike(Injection injection) {
        struck.add(injection.kind());
        isForged |= injection.kind().isForgery();
    }

    /// The co-processor is about to be reset, and no fault is left that could strike it.
    void forgive() {
        struck.clear();
        isForged = false;
    }

    /// The host takes over a firmware whose buffers it does not know.
    void onAdopt() {
        isAdopted = true;
        knowsCrashlog = true;
    }

    // ---- What the session tells ----

    @Override
    public void onPhase(Phase next) {
        world.transcript.event(world.now(), next);
        world.watcher.onMove(phase, next);
        phase = next;
        waitingSince = NOT_YET;
        switch (next) {
            case Phase.Stopped _ -> onGone();
            case Phase.Resting(PowerDown how) when !how.keepsBuffers() -> onGone();
            case Phase.Failed(Fault fault) -> onFailed(fault);
            case Phase.Crashed(CrashDump dump) -> onCrashed(dump);
            // What an earlier life still had to say is dropped until HELLO comes, and the wait for that ends in time.
            case Phase.AwaitHello(boolean resumes) when !resumes -> crashSince = NOT_YET;
            case Phase.Mapping _ -> onNewFirmware();
            default -> {}
        }
    }

    @Override
    public boolean wantsSyslog() {
        return true;
    }

    @Override
    public void onSyslog(String context, String text) {
        syslogLines++;
    }

    private void onNewFirmware() {
        isListening = false;
        isAdopted = false;
        knowsCrashlog = false;
    }

    private void onGone() {
        onNewFirmware();
        crashSince = NOT_YET;
        refusedSince = NOT_YET;
        delivered.clear();
        if (world.memory.open() != 0) {
            throw world.failure("a buffer leaks: open=" + world.memory.open() + ", phase=" + phase.step());
        }
    }

    private void onFailed(Fault fault) {
        isListening = false;
        if (fault instanceof Fault.AccessFailed && !struck.contains(FaultKind.ACCESS_FAILS)) {
            throw world.failure("the host failed by its own doing: " + fault.message());
        }
        // Otherwise the way in is broken, or an earlier message has ended the session: what comes after is not heard.
        if (crashSince != NOT_YET && fault instanceof Fault.TimedOut) {
            throw world.failure("a crash was not noticed, its log is lost: " + fault.message());
        }
    }

    private void onCrashed(CrashDump dump) {
        isListening = false;
        boolean isKnown = crashSince != NOT_YET && knowsCrashlog && !isAdopted && !isForged;
        crashSince = NOT_YET;
        if (isKnown && !struck.contains(FaultKind.MEMORY_CHANGES) && !hasHeader(dump.log())) {
            throw world.failure("a crash was noticed, its log is lost: bytes=" + dump.sizeBytes());
        }
    }

    private static boolean hasHeader(byte[] log) {
        return log.length > 4 && log[0] == 'E' && log[1] == 'H' && log[2] == 'L' && log[3] == 'C';
    }

    // ---- What passes ----

    void onOffer(long endpoint, boolean taken) {
        if (taken) {
            // Each word that is taken gives the others behind it, and what is held behind them, their time anew.
            refusedSince = NOT_YET;
            crashSince = crashSince == NOT_YET ? NOT_YET : world.now();
        } else if (endpoint < Endpoints.FIRST_APP && refusedSince == NOT_YET) {
            refusedSince = world.now();
        }
    }

    void onDelivery(long msg0, long msg1) {
        int endpoint = (int) MailboxWord.ENDPOINT.get(msg1);
        if (endpoint == Machines.ECHO) {
            delivered.add(msg0);
        }
        if (endpoint == Endpoints.CRASHLOG && Crashlog.CRASHED.matches(msg0)) {
            onCrashlog(msg0);
        }
    }

    private void onCrashlog(long msg0) {
        boolean isToBeNoticed = (knowsCrashlog || phase instanceof Phase.Resting) && !phase.isTerminal();
        if (isToBeNoticed && isCrashNotification(msg0) && crashSince == NOT_YET) {
            crashSince = world.now();
        }
        knowsCrashlog |= !(phase instanceof Phase.Stopped) && !(phase instanceof Phase.Resting);
    }

    private boolean isCrashNotification(long msg0) {
        return SharedBufferMsg.ADDRESS.get(msg0) != 0
                && world.coprocessor.state() == FirmwareState.CRASHED
                && world.coprocessor.isCrashReported();
    }

    /// Returns a listener for the echo endpoint, which is being started.
    EndpointListener listening(EndpointListener listener) {
        return new EndpointListener() {
            @Override
            public void onMessage(long msg0, Outbox out) {
                requireDelivered(msg0);
                listener.onMessage(msg0, out);
            }
        };
    }

    /// The echo endpoint is started, or is not; returns whether it was before.
    boolean listen(boolean isStarted) {
        boolean wasListening = isListening;
        isListening = isStarted;
        return wasListening;
    }

    private void requireDelivered(long msg0) {
        if (!isListening) {
            throw world.failure("an endpoint that is not started heard a message: 0x%016x".formatted(msg0));
        }
        while (!delivered.isEmpty()) {
            if (delivered.remove() == msg0) {
                return;
            }
        }
        throw world.failure("an endpoint heard what was not delivered to it: 0x%016x".formatted(msg0));
    }

    // ---- What must hold after each move and each turn ----

    void afterMove() {
        if (world.coprocessor.state() != FirmwareState.CRASHED) {
            isCrashJudged = false;
        } else if (!isCrashJudged) {
            isCrashJudged = true;
            judgeCrash(world.coprocessor.crashCause());
        }
    }

    // An access that the memory refused, or an answer that firmware cannot bear: the host's doing, unless it was
    // lied to.
    private void judgeCrash(@Nullable CrashCause cause) {
        boolean isAbort = cause instanceof CrashCause.DataAbort(long address, boolean _) && address != 0;
        boolean isReply =
                cause instanceof CrashCause.FailedAssert(String file, int _, String _) && file.equals("shmem.c");
        if (!isForged && (isAbort || isReply)) {
            throw world.failure("the co-processor accesses memory that it was not given: " + cause);
        }
    }

    void afterTurn() {
        long now = world.now();
        if (phase.isWait() && waitingSince == NOT_YET) {
            waitingSince = now;
        }
        if (phase.isWait() && now - waitingSince > MANAGEMENT_NANOS + World.TICK_NANOS) {
            throw world.failure("a wait outlasts its deadline: " + phase.step());
        }
        if (phase.isTerminal()) {
            refusedSince = NOT_YET;
        }
        requireSoon(refusedSince, now, "a word waits for room beyond its deadline");
        requireSoon(crashSince, now, "a crash was not noticed");
    }

    /// The host has just talked to a firmware: it must be one that has booted, unless its HELLO was lost.
    void afterTalk() {
        FirmwareState state = world.coprocessor.state();
        boolean isDeaf = struck.contains(FaultKind.LOSE) || struck.contains(FaultKind.SILENCE);
        if (!isForged && !isDeaf && state != FirmwareState.RUNNING) {
            throw world.failure("the host takes a firmware for running that is not: " + state);
        }
    }

    /// The host is closed: nothing of it may be left.
    void requireNothingLeft() {
        if (world.memory.open() != 0 || world.coprocessor.memory().openBuffers() != 0) {
            throw world.failure("a buffer leaks: open=%d, of the co-processor=%d"
                    .formatted(world.memory.open(), world.coprocessor.memory().openBuffers()));
        }
    }

    private void requireSoon(long since, long now, String rule) {
        if (since != NOT_YET && now - since > SEND_NANOS + World.TICK_NANOS) {
            throw world.failure(rule + ": phase=" + phase.step());
        }
    }
}
