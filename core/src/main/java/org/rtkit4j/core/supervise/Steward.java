package org.rtkit4j.core.supervise;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.LoopTask;
import org.rtkit4j.core.iop.LoopedIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.CrashDump;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.Session;

/// Looks after one co-processor: compares how it is with how it is wanted, and does the next thing.
///
/// Every decision is taken in the loop's task, without the co-processor's lock. What its owner asks for may come from
/// any thread, and is a wish until the task has looked at it.
final class Steward {
    private static final long NEVER = Session.NO_DEADLINE;
    private static final long ROOM_NANOS = 1_000_000;

    /// What its owner wants it to be.
    enum Wish {
        DOWN,
        SUSPENDED,
        UP,
        /// Down once, and up from then on.
        AGAIN
    }

    /// Hears what has become of the co-processor, on the loop's thread.
    interface News {
        void onState(RemoteState from, RemoteState to, String reason);

        void onCrash(CrashDump dump);

        void onReport(Report report);
    }

    private final LoopedIop iop;
    private final LoopTask task;
    private final Application application;
    private final RestartPolicy policy;
    private final News news;
    private final Controls controls;
    private final Tally tally = new Tally();
    private final RestartHistory history = new RestartHistory();

    // What others ask for.
    private volatile Wish wish = Wish.DOWN;
    private volatile boolean asked;
    private volatile boolean recoveryEnabled = true;
    private volatile boolean ended;

    // The loop's own; the volatile ones are read by others.
    private long dueNanos = NEVER;
    private volatile boolean givenUp;
    private volatile RemoteState state = RemoteState.OFFLINE;

    Steward(LoopedIop iop, LoopTask task, Application application, RestartPolicy policy, News news) {
        this.iop = iop;
        this.task = task;
        this.application = application;
        this.policy = policy;
        this.news = news;
        this.controls = new Controls(iop, news::onReport);
    }

    // ---- What is asked, by any thread ----

    /// Wishes something from now on.
    ///
    /// @param now whether what has crashed is brought back at once, and what is at rest is started
    void ask(Wish wished, boolean now) {
        synchronized (this) {
            wish = wished;
            asked = now;
        }
        task.wake();
    }

    // What was wished is done, or cannot be, and up is what is left of it; unless something else is wished meanwhile.
    private synchronized void settle(Wish past) {
        wish = wish == past ? Wish.UP : wish;
    }

    /// Says whether it is to be restarted when it crashes.
    void recovery(boolean enabled) {
        recoveryEnabled = enabled;
        task.wake();
    }

    /// Lets the co-processor do what it likes from now on; the next look closes it.
    void end() {
        ended = true;
        state = RemoteState.OFFLINE;
        task.cancel();
        task.wake();
    }

    Wish wish() {
        return wish;
    }

    /// Returns whether what is wished is asked for at once and has not been looked at yet.
    boolean isAsked() {
        return asked;
    }

    boolean isEnded() {
        return ended;
    }

    // ---- What is known, to any thread ----

    RemoteState state() {
        return state;
    }

    boolean isRecoveryEnabled() {
        return recoveryEnabled;
    }

    boolean isGivenUp() {
        return givenUp;
    }

    Tally tally() {
        return tally;
    }

    // ---- The loop's thread ----

    /// Notes what has happened, and does the next thing.
    ///
    /// @param phase where the session stands, read before `entered` was taken: what is entered in between is noted
    /// before anything is done about it
    /// @param entered the phase that it has entered since the last look, or null
    void look(Phase phase, @Nullable Phase entered) {
        if (entered != null) {
            dueNanos = NEVER;
            note(entered);
        }
        // Whoever heard of it may have ended the supervision just now.
        if (!ended) {
            act(entered == null ? phase : entered);
        }
    }

    private void note(Phase phase) {
        switch (phase) {
            case Phase.Running _ -> noteRunning();
            case Phase.Crashed crashed -> noteCrash(crashed);
            case Phase.Failed(Fault fault) -> noteFailure(fault);
            case Phase.Resting(PowerDown how) -> noteRest(how);
            case Phase.Stopped _ -> publish(RemoteState.OFFLINE, "reset");
            case Phase.Closed _ -> publish(RemoteState.OFFLINE, "closed");
            case Phase.AwaitHello _, Phase.Mapping _, Phase.AwaitIopOn _, Phase.AwaitApOn _ -> noteStart();
            case Phase.TellingAp _, Phase.AskingIop _ -> {}
        }
    }

    private void noteStart() {
        if (state == RemoteState.CRASHED) {
            publish(RemoteState.OFFLINE, "starting again");
        }
    }

    private void noteRunning() {
        publish(RemoteState.RUNNING, "up: protocol version=" + iop.version());
        try {
            if (!ended) {
                application.onRunning(iop);
            }
        } catch (RtkitException | RuntimeException e) {
            news.onReport(new Report.ApplicationFailed(e));
        }
    }

    private void noteCrash(Phase.Crashed crashed) {
        tally.crashes.incrementAndGet();
        publish(RemoteState.CRASHED, new Fault.Crashed(crashed.dump()).message());
        news.onCrash(crashed.dump());
    }

    private void noteFailure(Fault fault) {
        tally.failures.incrementAndGet();
        publish(RemoteState.CRASHED, fault.message());
    }

    private void noteRest(PowerDown how) {
        publish(how.keepsFirmwareRunning() ? RemoteState.SUSPENDED : RemoteState.OFFLINE, "at rest: " + how);
    }

    private void act(Phase phase) {
        switch (phase) {
            case Phase.Crashed _, Phase.Failed _ -> actOnCrash();
            case Phase.Running _ -> actOnRunning();
            case Phase.Stopped _, Phase.Resting _ -> actOnRest(phase);
            default -> {} // on its way: it arrives, or its session's deadline ends it
        }
    }

    private void actOnCrash() {
        if (wish == Wish.DOWN) {
            asked = false;
            controls.halt();
        } else if (asked) {
            asked = false;
            givenUp = false;
            history.clear();
            restart();
        } else if (recoveryEnabled && !givenUp) {
            restartWhenDue();
        }
    }

    private void restartWhenDue() {
        long now = now();
        if (dueNanos == NEVER) {
            int recent = history.recent(now, policy.window().toNanos());
            if (recent >= policy.limit()) {
                givenUp = true;
                news.onReport(new Report.GaveUp(recent, policy.window()));
                return;
            }
            dueNanos = now + policy.delayNanos(recent);
        }
        if (now - dueNanos >= 0) {
            restart();
        } else {
            task.at(dueNanos);
        }
    }

    private void restart() {
        dueNanos = NEVER;
        history.add(now());
        tally.restarts.incrementAndGet();
        recover();
    }

    // Where a reset has failed there is no new phase to hear of: the next try has to be planned.
    private void recover() {
        settle(Wish.AGAIN);
        givenUp = !controls.recover();
        task.wake();
    }

    private void actOnRunning() {
        asked = false;
        givenUp = false;
        switch (wish) {
            case UP -> watch();
            case DOWN, AGAIN -> takeDown();
            case SUSPENDED -> suspend();
        }
    }

    private void takeDown() {
        PowerDown rest = iop.profile().rest();
        if (rest == null) {
            controls.refuseStop();
            settle(wish);
        } else {
            stop(rest);
        }
    }

    private void suspend() {
        PowerDown to = controls.suspension();
        if (to == null) {
            settle(Wish.SUSPENDED);
        } else {
            stop(to);
        }
    }

    private void stop(PowerDown to) {
        if (!controls.powerDown(to)) {
            task.at(now() + ROOM_NANOS);
        }
    }

    // Not answered within an interval, it hangs: nothing of its management can answer before a PING any more.
    private void watch() {
        long interval = policy.ping().toNanos();
        long now = now();
        if (interval == 0) {
            return;
        }
        if (dueNanos != NEVER && now - dueNanos >= 0) {
            if (iop.awaitsPong()) {
                iop.fail(new Fault.TimedOut("waiting for PONG", interval, iop.lastReceived()));
                return;
            }
            controls.ping();
            dueNanos = NEVER;
        }
        if (dueNanos == NEVER) {
            dueNanos = now + interval;
        }
        task.at(dueNanos);
    }

    private void actOnRest(Phase phase) {
        if (wish == Wish.DOWN && isToBeShutDown(phase)) {
            controls.boot(phase);
        }
        boolean isWanted = wish == Wish.AGAIN || (asked && wish == Wish.UP);
        if (!isWanted) {
            return;
        }
        asked = false;
        settle(Wish.AGAIN);
        if (phase.equals(new Phase.Resting(PowerDown.OFF))) {
            recover();
        } else {
            controls.boot(phase);
        }
    }

    // Asleep with its CPU running although it is to be stopped for good: it has to be woken for that.
    private boolean isToBeShutDown(Phase phase) {
        PowerDown rest = iop.profile().rest();
        return phase instanceof Phase.Resting(PowerDown how)
                && how.keepsFirmwareRunning()
                && rest != null
                && !rest.keepsFirmwareRunning();
    }

    private void publish(RemoteState next, String reason) {
        RemoteState before = state;
        if (next != before && !ended) {
            state = next;
            news.onState(before, next, reason);
        }
    }

    private long now() {
        return task.nowNanos();
    }
}
