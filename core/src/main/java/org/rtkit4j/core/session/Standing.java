package org.rtkit4j.core.session;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where a session stands, what was odd so far, and who is told. The one place where a phase is entered.
///
/// One thread at a time moves it; any thread may ask [#phase], [#awaitsPong] and [#count] meanwhile.
///
/// What a listener throws goes no further than here; see the package's documentation for the rule.
final class Standing {
    private final SessionListener listener;
    private final Consumer<RuntimeException> failures;
    private final Counts<Notice> notices = new Counts<>(Notice.class);
    private final Counts<Stage> entries = new Counts<>(Stage.class);

    private volatile Phase phase = new Phase.Stopped();
    // What the phase is, where every message asks: looking at a sealed type costs more than all else that it needs.
    private Stage stage = Stage.STOPPED;
    private boolean isRunning;
    private boolean isWaiting;
    private volatile boolean awaitsPong;
    private boolean deadlineKnown;
    private long deadlineNanos = Session.NO_DEADLINE;

    Standing(SessionListener listener, Consumer<RuntimeException> failures) {
        this.listener = listener;
        this.failures = failures;
    }

    // ---- The phase ----

    Phase phase() {
        return phase;
    }

    Stage stage() {
        return stage;
    }

    boolean isRunning() {
        return isRunning;
    }

    boolean isWaiting() {
        return isWaiting;
    }

    /// Returns how often a stage was entered.
    long entries(Stage entered) {
        return entries.of(entered);
    }

    /// Enters a phase, then tells it. When this returns, the listener may have failed the session.
    ///
    /// @throws AssertionError if that is none of the [Moves]
    void enter(Cause cause, Phase next) {
        Stage entered = next.stage();
        Moves.require(stage, cause, entered);
        stage = entered;
        entries.increment(entered);
        isRunning = entered == Stage.RUNNING;
        isWaiting = entered.isWait();
        deadlineKnown = false;
        // A PING is of one stay in Running; a firmware that went to sleep may never answer it.
        awaitsPong = false;
        phase = next;
        try {
            listener.onPhase(next);
        } catch (RuntimeException e) {
            onListenerFailed(e);
        }
    }

    /// Gives up, unless the session has ended already.
    void fail(Fault fault) {
        if (!stage.isTerminal()) {
            enter(Cause.FAULT, new Phase.Failed(fault));
        }
    }

    /// The firmware has crashed. Whoever was told of something odd about its log may have failed the session just now.
    void crash(CrashDump dump) {
        if (!stage.isTerminal()) {
            enter(Cause.CRASH, new Phase.Crashed(dump));
        }
    }

    /// Returns the fault that ended the session, or null.
    @Nullable
    Fault fault() {
        if (!stage.isTerminal()) {
            return null;
        }
        return switch (phase()) {
            case Phase.Failed failed -> failed.fault();
            case Phase.Crashed crashed -> new Fault.Crashed(crashed.dump());
            default -> null;
        };
    }

    /// Returns when the present wait is over, or [Session#NO_DEADLINE]; it begins with the first call in its phase.
    long nextDeadline(long nowNanos, long waitNanos) {
        if (!deadlineKnown) {
            deadlineKnown = true;
            // Not NO_DEADLINE by chance: a clock may be anywhere.
            deadlineNanos = isWaiting ? Math.min(nowNanos + waitNanos, Session.NO_DEADLINE - 1) : Session.NO_DEADLINE;
        }
        return deadlineNanos;
    }

    // ---- PING ----

    boolean awaitsPong() {
        return awaitsPong;
    }

    void awaitsPong(boolean awaits) {
        awaitsPong = awaits;
    }

    // ---- What was odd, and who hears ----

    long count(Notice notice) {
        return notices.of(notice);
    }

    void onNotice(Notice notice, int endpoint, long msg0) {
        notices.increment(notice);
        try {
            listener.onNotice(notice, endpoint, msg0);
        } catch (RuntimeException e) {
            onListenerFailed(e);
        }
    }

    /// A firmware that is refused a buffer while it boots never comes up; one that runs goes on without.
    void onMemoryRefused(int endpoint, String reason, long msg0) {
        onNotice(Notice.BUFFER_REFUSED, endpoint, msg0);
        if (isWaiting) {
            fail(new Fault.MemoryRefused(endpoint, reason));
        }
    }

    boolean wantsSyslog() {
        try {
            return listener.wantsSyslog();
        } catch (RuntimeException e) {
            onListenerFailed(e);
            return false;
        }
    }

    void onSyslog(byte[] entry, int contextFrom, int contextLength, int textFrom, int textLength) {
        try {
            listener.onSyslogEntry(entry, contextFrom, contextLength, textFrom, textLength);
        } catch (RuntimeException e) {
            onListenerFailed(e);
        }
    }

    /// The listener of an endpoint has thrown; the session's own is told.
    void onListenerFailed(RuntimeException e, int endpoint, long msg0) {
        onNotice(Notice.LISTENER_FAILED, endpoint, msg0);
        failures.accept(e);
    }

    // Counted alone: whoever has just thrown is not told of it.
    private void onListenerFailed(RuntimeException e) {
        notices.increment(Notice.LISTENER_FAILED);
        failures.accept(e);
    }
}
