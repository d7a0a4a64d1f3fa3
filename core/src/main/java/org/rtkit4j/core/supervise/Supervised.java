package org.rtkit4j.core.supervise;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.LoopedIop;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.CrashDump;
import org.rtkit4j.core.session.Notice;

/// A co-processor under a [Supervisor]: how it is, and what is asked of it.
///
/// What is asked happens soon, on the loop's thread; listeners hear what came of it. Any thread may call any of it.
public final class Supervised {
    private final EventLoop loop;
    private final SupervisorListener listeners;
    private final @Nullable CrashArchive archive;
    private final SessionWatch watch;
    private final LoopedIop iop;
    private final Steward steward;

    private volatile boolean coredumpEnabled = true;
    private volatile @Nullable Path lastCrashFile;

    /// @param listeners told what becomes of it
    /// @param archive where its crash logs go, or null
    Supervised(
            EventLoop loop,
            IopProfile profile,
            Platform platform,
            Application application,
            SupervisorConfig config,
            SupervisorListener listeners,
            @Nullable CrashArchive archive) {
        this.loop = loop;
        this.listeners = listeners;
        this.archive = archive;
        var teller = new Teller();
        var task = loop.task(this::look);
        watch = new SessionWatch(task, teller, config.traceLines());
        iop = loop.attach(profile, platform, watch);
        steward = new Steward(iop, task, application, config.policy(), teller);
    }

    public String name() {
        return iop.name();
    }

    public RemoteState state() {
        return steward.state();
    }

    /// Returns the co-processor, to be talked to. Starting, stopping and recovering it is the supervisor's.
    public Iop iop() {
        return iop;
    }

    // ---- What is asked of it ----

    /// Brings it up, unless it is; one that was given up gets its restarts back.
    public void start() {
        steward.ask(Steward.Wish.UP, true);
    }

    /// Stops it in the way of its profile; one that has crashed is held in reset, where it has one.
    public void stop() {
        steward.ask(Steward.Wish.DOWN, false);
    }

    /// Stops it as [#stop], and starts it again as soon as it rests; where it does not run, it is started. Of several
    /// orders the last one holds.
    public void restart() {
        steward.ask(Steward.Wish.AGAIN, true);
    }

    /// Puts it to sleep with its CPU running: idle where its profile supports that, else quiesced. [#start] wakes it.
    public void suspend() {
        steward.ask(Steward.Wish.SUSPENDED, false);
    }

    /// Brings it back at once where it has crashed, also where recovery is disabled or it was given up; does nothing
    /// in any other state.
    public void recover() {
        if (state() == RemoteState.CRASHED) {
            steward.ask(Steward.Wish.UP, true);
        }
    }

    /// Takes over one that somebody else has started; see [Iop#adopt]. Where that is refused, what was asked before
    /// holds.
    public void attach(int version, BitSet announced) throws RtkitException {
        // First, or a look that comes in between would stop it again.
        Steward.Wish before = steward.wish();
        boolean wasAsked = steward.isAsked();
        steward.ask(Steward.Wish.UP, false);
        try {
            iop.adopt(version, announced);
        } catch (RtkitException | RuntimeException e) {
            steward.ask(before, wasAsked);
            throw e;
        }
    }

    /// Says whether it is to be restarted when it crashes. Where it has crashed, enabling restarts it.
    public void recovery(boolean enabled) {
        steward.recovery(enabled);
    }

    public boolean isRecoveryEnabled() {
        return steward.isRecoveryEnabled();
    }

    /// Says whether its crash logs are kept, where its supervisor keeps any.
    public void coredump(boolean enabled) {
        coredumpEnabled = enabled;
    }

    public boolean isCoredumpEnabled() {
        return coredumpEnabled;
    }

    /// Keeps the last `lines` lines of its syslog from now on; 0: none.
    ///
    /// @throws IllegalArgumentException if that is more than [SupervisorConfig#MOST_TRACE_LINES]
    public void trace(int lines) {
        if (lines < 0 || lines > SupervisorConfig.MOST_TRACE_LINES) {
            throw new IllegalArgumentException("trace lines out of range: lines=" + lines);
        }
        watch.trace(lines);
    }

    // ---- What is known ----

    /// Returns the last lines of its syslog, oldest first. Text of the firmware: escape it before it reaches a
    /// terminal.
    public List<String> trace() {
        return watch.trace();
    }

    /// Returns whether it has been restarted too often, or cannot be, and so stays crashed until somebody asks.
    public boolean isGivenUp() {
        return steward.isGivenUp();
    }

    /// Returns how often its firmware has crashed.
    public int crashes() {
        return steward.tally().crashes.get();
    }

    /// Returns how often it has hung, not come up, or broken the protocol.
    public int failures() {
        return steward.tally().failures.get();
    }

    /// Returns how often it was restarted.
    public int restarts() {
        return steward.tally().restarts.get();
    }

    /// Returns how often something odd was survived.
    public long notices() {
        return steward.tally().notices.get();
    }

    /// Returns where its latest crash log is, or null.
    public @Nullable Path lastCrashFile() {
        return lastCrashFile;
    }

    @Override
    public String toString() {
        return name() + " " + state().label();
    }

    /// Returns whether its syslog is read at all.
    boolean isTraced() {
        return watch.wantsSyslog();
    }

    // ---- For the supervisor ----

    /// Returns whether these are the listeners that it was made with: its supervisor's.
    @SuppressWarnings("ReferenceEquality")
    boolean isToldTo(SupervisorListener others) {
        return listeners == others;
    }

    /// Ends its supervision and shuts it down; on the loop's thread, which must not wait, that begins here and
    /// its next turns complete it.
    void discard() {
        steward.end();
        if (!loop.isTurnedByCurrentThread()) {
            iop.close();
        }
    }

    // ---- The loop's thread ----

    // In this order: what is entered after the phase was read is noted before anything is done about it.
    private void look() {
        if (steward.isEnded()) {
            iop.close();
        } else {
            var phase = iop.phase();
            steward.look(phase, watch.take());
        }
    }

    private void report(Report report) {
        if (report instanceof Report.CrashLogSaved(Path file)) {
            lastCrashFile = file;
        }
        listeners.onReport(this, report);
    }

    /// Tells the listeners what is heard of this co-processor.
    private final class Teller implements Steward.News, SessionWatch.Chatter {
        @Override
        public void onState(RemoteState from, RemoteState to, String reason) {
            listeners.onState(new StateChange(Supervised.this, from, to, reason));
        }

        @Override
        public void onCrash(CrashDump dump) {
            listeners.onCrash(Supervised.this, dump);
            if (archive != null && coredumpEnabled) {
                archive.save(name(), dump, Supervised.this::report);
            }
        }

        @Override
        public void onReport(Report report) {
            Supervised.this.report(report);
        }

        @Override
        public void onNotice(Notice notice, int endpoint, long msg0) {
            steward.tally().notices.incrementAndGet();
            listeners.onNotice(Supervised.this, notice, endpoint, msg0);
        }

        @Override
        public void onSyslog(String context, String text) {
            listeners.onSyslog(Supervised.this, context, text);
        }
    }
}
