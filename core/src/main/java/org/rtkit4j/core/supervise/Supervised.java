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
import org.rtkit4j.core.session.Notice;

/// A co-processor under a [Supervisor]: how it is, and what is asked of it.
///
/// What is asked happens soon, on the loop's thread; listeners hear what came of it. Any thread may call any of it.
public final class Supervised {
    /// What its owner wants it to be.
    enum Wish {
        DOWN,
        SUSPENDED,
        UP
    }

    private final Supervisor supervisor;
    private final LoopedIop iop;
    private final Caretaker caretaker;

    private volatile RemoteState state = RemoteState.OFFLINE;
    private volatile boolean recoveryEnabled = true;
    private volatile boolean coredumpEnabled = true;
    private volatile @Nullable Path lastCrashFile;
    private volatile @Nullable TraceRing trace;

    Supervised(Supervisor supervisor, EventLoop loop, IopProfile profile, Platform platform, Application application) {
        this.supervisor = supervisor;
        caretaker = new Caretaker(this, application, supervisor.config().policy());
        iop = loop.attach(profile, platform, caretaker);
        caretaker.begin(iop, platform, loop);
        trace(supervisor.config().traceLines());
    }

    public String name() {
        return iop.name();
    }

    public RemoteState state() {
        return state;
    }

    /// Returns the co-processor, to be talked to. Starting, stopping and recovering it is the supervisor's.
    public Iop iop() {
        return iop;
    }

    // ---- What is asked of it ----

    /// Brings it up, unless it is; one that was given up gets its restarts back.
    public void start() {
        caretaker.ask(Wish.UP, true);
    }

    /// Stops it in the way of its profile; one that has crashed is held in reset, where it has one.
    public void stop() {
        caretaker.ask(Wish.DOWN, false);
    }

    /// Puts it to sleep with its CPU running: idle where its profile supports that, else quiesced. [#start] wakes it.
    public void suspend() {
        caretaker.ask(Wish.SUSPENDED, false);
    }

    /// Brings it back at once where it has crashed, also where recovery is disabled or it was given up; does nothing
    /// in any other state.
    public void recover() {
        if (state == RemoteState.CRASHED) {
            caretaker.ask(Wish.UP, true);
        }
    }

    /// Takes over one that somebody else has started; see [Iop#adopt].
    public void attach(int version, BitSet announced) throws RtkitException {
        caretaker.ask(Wish.UP, false);
        iop.adopt(version, announced);
    }

    /// Says whether it is to be restarted when it crashes. Where it has crashed, enabling restarts it.
    public void recovery(boolean enabled) {
        recoveryEnabled = enabled;
        caretaker.wake();
    }

    public boolean isRecoveryEnabled() {
        return recoveryEnabled;
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
        trace = lines == 0 ? null : new TraceRing(lines);
    }

    // ---- What is known ----

    /// Returns the last lines of its syslog, oldest first. Text of the firmware: escape it before it reaches a
    /// terminal.
    public List<String> trace() {
        TraceRing ring = trace;
        return ring == null ? List.of() : ring.lines();
    }

    /// Returns whether it has been restarted too often, or cannot be, and so stays crashed until somebody asks.
    public boolean isGivenUp() {
        return caretaker.isGivenUp();
    }

    /// Returns how often its firmware has crashed.
    public int crashes() {
        return caretaker.tally().crashes.get();
    }

    /// Returns how often it has hung, not come up, or broken the protocol.
    public int failures() {
        return caretaker.tally().failures.get();
    }

    /// Returns how often it was restarted.
    public int restarts() {
        return caretaker.tally().restarts.get();
    }

    /// Returns how often something odd was survived.
    public long notices() {
        return caretaker.tally().notices.get();
    }

    /// Returns where its latest crash log is, or null.
    public @Nullable Path lastCrashFile() {
        return lastCrashFile;
    }

    @Override
    public String toString() {
        return name() + " " + state.label();
    }

    // ---- For the caretaker and the archive ----

    void publish(RemoteState next, String reason) {
        RemoteState before = state;
        if (next != before) {
            state = next;
            supervisor.onState(new StateChange(this, before, next, reason));
        }
    }

    void report(Report report) {
        supervisor.onReport(this, report);
    }

    Supervisor supervisor() {
        return supervisor;
    }

    @Nullable
    TraceRing traceRing() {
        return trace;
    }

    void onNotice(Notice notice, int endpoint, long msg0) {
        supervisor.onNotice(this, notice, endpoint, msg0);
    }

    void onSyslog(String context, String text) {
        supervisor.onSyslog(this, context, text);
    }

    void onLogSaved(Path file) {
        lastCrashFile = file;
        report(new Report.CrashLogSaved(file));
    }

    void onLogLost(String reason) {
        report(new Report.CrashLogLost(reason));
    }

    /// Lets it do what it likes.
    void release() {
        caretaker.end();
    }

    void discard() {
        release();
        iop.close();
        state = RemoteState.OFFLINE;
    }
}
