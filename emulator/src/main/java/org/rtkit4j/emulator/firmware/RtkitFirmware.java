package org.rtkit4j.emulator.firmware;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.machine.DmaFault;
import org.rtkit4j.emulator.machine.Work;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Mgmt;
import org.rtkit4j.wire.message.PowerState;
import org.rtkit4j.wire.register.MailboxWord;

/// The RTKit firmware of one co-processor. It owns no thread: [#step] does one small thing.
///
/// One thread at a time; [#state] and [#crashCause] may be read from any.
public final class RtkitFirmware {
    private static final long JUNK = 0x5a5a_5a00L;

    private final FirmwareConfig config;
    private final Iop iop;
    private final Outbox outbox = new Outbox();
    private final long[] words = new long[2];
    // Kept, so that a step allocates nothing.
    private final BooleanSupplier turn = this::turn;
    private final RunOwner owner = new Owner();
    private volatile FirmwareState state = FirmwareState.STOPPED;
    private @Nullable FirmwareRun run;
    private volatile @Nullable CrashCause cause;
    private boolean isCrashReported;

    /// Makes a firmware that has not been started.
    ///
    /// @param iop what it sees of the co-processor that it runs on
    public RtkitFirmware(FirmwareConfig config, Iop iop) {
        this.config = config;
        this.iop = iop;
        reset();
    }

    /// Returns what it is doing.
    public FirmwareState state() {
        return state;
    }

    /// Forgets everything, as after power-on.
    public void reset() {
        outbox.clear();
        run = null;
        cause = null;
        isCrashReported = false;
        state = config.wakesByMessage() ? FirmwareState.WAITING : FirmwareState.STOPPED;
    }

    /// Starts it, where it can be started: RUN was set.
    public void start() {
        if (state.isStartable()) {
            guarded(() -> {
                boot();
                return true;
            });
        }
    }

    /// Stops it: RUN was cleared. Firmware that was not shut down before hangs; so m1n1's comments say.
    public void stop() {
        if (state.isLive() || state == FirmwareState.IDLE) {
            if (!config.has(Quirk.SURVIVES_CLEARED_RUN)) {
                end(FirmwareState.HUNG);
            }
        } else if (state.isStartable()) {
            end(FirmwareState.STOPPED);
        }
    }

    /// Does one thing that is due; returns whether there may be more.
    public boolean step() {
        outbox.flush(iop);
        return !outbox.isCrowded() && guarded(turn);
    }

    /// Returns when [#step] has something to do by itself; a message can come sooner.
    public long nextDueNanos() {
        return !outbox.isCrowded() && hasTimers() ? runOrThrow().nextDueNanos() : Work.NEVER;
    }

    /// Sends a message, whether it makes sense or not.
    public void say(long msg0, long msg1) {
        outbox.add(msg0, msg1);
    }

    /// Does something to what works behind an endpoint; an access that memory refuses crashes the firmware, as in a
    /// step of its own.
    public void interject(Runnable action) {
        guarded(() -> {
            action.run();
            return true;
        });
    }

    /// Writes a line to the syslog; lost where the firmware does not run.
    public void log(LogLine line) {
        FirmwareRun live = run;
        if (live == null || !state.isLive()) {
            return;
        }
        guarded(() -> {
            live.log(line.context(), line.text());
            return true;
        });
    }

    /// Crashes; returns whether it was alive.
    public boolean crash(CrashCause why) {
        return crash(why, null);
    }

    /// Crashes in one of its tasks; returns whether it was alive.
    ///
    /// @param task its name; null: the one that serves the endpoint of the message at hand
    public boolean crash(CrashCause why, @Nullable String task) {
        if (run == null || !state.listens()) {
            return false;
        }
        cause = why;
        try {
            isCrashReported = run.report(why, task);
        } catch (DmaFault fault) {
            // The AP took the crash log's buffer away: there is no way left to tell it.
            isCrashReported = false;
        }
        state = FirmwareState.CRASHED;
        return true;
    }

    /// Hangs: takes nothing and says nothing more until a reset; returns whether it was alive.
    public boolean hang() {
        if (run == null || !state.listens()) {
            return false;
        }
        end(FirmwareState.HUNG);
        return true;
    }

    /// Starts anew by itself, as after a watchdog: what it was about to say is forgotten, `HELLO` is its next word.
    ///
    /// @return whether it was alive
    public boolean restart() {
        if (run == null || !state.listens()) {
            return false;
        }
        outbox.clear();
        boot();
        return true;
    }

    /// Returns why it crashed, or null.
    public @Nullable CrashCause crashCause() {
        return cause;
    }

    /// Returns whether the AP was told of the crash.
    public boolean isCrashReported() {
        return isCrashReported;
    }

    /// Returns how many syslog lines were lost in this run.
    public long lostLogLines() {
        return run == null ? 0 : run.lostLogLines();
    }

    /// Returns how many messages to the AP were dropped because it did not read.
    public long droppedMessages() {
        return outbox.dropped();
    }

    private void boot() {
        var next = new FirmwareRun(owner, config, iop);
        run = next;
        state = FirmwareState.BOOTING;
        next.start();
    }

    /// What its run does to it.
    private final class Owner implements RunOwner {
        @Override
        public FirmwareState state() {
            return state;
        }

        // A crash, or a hang, on the way to another state stays what it is.
        @Override
        public void enter(FirmwareState next) {
            if (state.listens()) {
                state = next;
            }
        }

        @Override
        public void send(int endpoint, long msg0) {
            if (state.listens()) {
                outbox.add(msg0, config.has(Quirk.JUNK_IN_WORD) ? endpoint | JUNK : endpoint);
            }
        }

        @Override
        public void crash(CrashCause why) {
            RtkitFirmware.this.crash(why);
        }

        @Override
        public void boot() {
            RtkitFirmware.this.boot();
        }
    }

    private boolean turn() {
        return (hasTimers() && runOrThrow().runTimer()) || (state.listens() && receive());
    }

    // An access to memory that nobody gave it is a data abort of the firmware, whatever it was doing.
    private boolean guarded(BooleanSupplier action) {
        try {
            return action.getAsBoolean();
        } catch (DmaFault fault) {
            crash(new CrashCause.DataAbort(fault.iova(), fault.isWrite()));
            return true;
        }
    }

    private boolean receive() {
        if (!iop.take(words)) {
            return false;
        }
        int endpoint = (int) MailboxWord.ENDPOINT.get(words[1]);
        switch (state) {
            case WAITING, QUIESCED -> onMessageInSilence(endpoint, words[0]);
            case IDLE -> onMessageInSleep(endpoint, words[0]);
            case BOOTING, RUNNING -> runOrThrow().onMessage(endpoint, words[0]);
            case STOPPED, ASLEEP, OFF, HUNG, CRASHED -> throw new IllegalStateException("deaf: " + state);
        }
        return true;
    }

    // Only power is listened to: a wake message starts it anew.
    private void onMessageInSilence(int endpoint, long msg0) {
        if (endpoint != Endpoints.MGMT || !Mgmt.SetIopPower.LAYOUT.matches(msg0)) {
            return;
        }
        PowerState asked = PowerState.of((int) Mgmt.SetIopPower.STATE.get(msg0));
        if (asked == PowerState.INIT || asked == PowerState.ON) {
            boot();
        } else if (run != null) {
            run.onMessage(endpoint, msg0);
        }
    }

    private void onMessageInSleep(int endpoint, long msg0) {
        if (endpoint < Endpoints.FIRST_APP) {
            runOrThrow().onMessage(endpoint, msg0);
        }
    }

    private void end(FirmwareState next) {
        if (run != null) {
            run.end(next);
        }
        state = next;
    }

    private boolean hasTimers() {
        return run != null && state.listens();
    }

    private FirmwareRun runOrThrow() {
        return Objects.requireNonNull(run);
    }
}
