package org.rtkit4j.core.supervise;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.LoopTask;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.Session;
import org.rtkit4j.core.session.SessionListener;

/// Looks after one co-processor: compares how it is with how it is wanted, and does the next thing.
///
/// The session's listener notes the phase and wakes the loop's task; every decision is taken there, without the
/// co-processor's lock. Phases that follow each other faster than that are seen as the last of them.
final class Caretaker implements SessionListener, Runnable {
    private static final long NEVER = Session.NO_DEADLINE;

    private final Supervised owner;
    private final Application application;
    private final RestartPolicy policy;
    private final Tally tally = new Tally();
    private final RestartHistory history = new RestartHistory();
    private final AtomicReference<@Nullable Phase> entered = new AtomicReference<>();

    private @Nullable Controls controls;
    private @Nullable LoopTask task;

    // What others ask for.
    private volatile Supervised.Wish wish = Supervised.Wish.DOWN;
    private volatile boolean asked;
    private volatile boolean ended;

    // The loop's own; the volatile ones are read by others.
    private long dueNanos = NEVER;
    private volatile boolean givenUp;

    Caretaker(Supervised owner, Application application, RestartPolicy policy) {
        this.owner = owner;
        this.application = application;
        this.policy = policy;
    }

    void begin(Iop coprocessor, Platform platform, EventLoop loop) {
        controls = new Controls(owner, coprocessor, platform);
        task = loop.task(this);
    }

    /// Wishes something from now on.
    ///
    /// @param now whether what has crashed is brought back at once, and what is at rest is started
    void ask(Supervised.Wish wished, boolean now) {
        wish = wished;
        asked = now;
        wake();
    }

    void wake() {
        task().wake();
    }

    void end() {
        ended = true;
        task().cancel();
    }

    boolean isGivenUp() {
        return givenUp;
    }

    Tally tally() {
        return tally;
    }

    // ---- What the session says, with the co-processor's lock held ----

    @Override
    public void onPhase(Phase phase) {
        entered.set(phase);
        if (!ended) {
            wake();
        }
    }

    @Override
    public boolean wantsSyslog() {
        return owner.traceRing() != null;
    }

    @Override
    public void onSyslog(String context, String text) {
        TraceRing ring = owner.traceRing();
        if (ring != null) {
            ring.add(context, text);
            owner.onSyslog(context, text);
        }
    }

    @Override
    public void onNotice(Notice notice, int endpoint, long msg0) {
        tally.notices.incrementAndGet();
        owner.onNotice(notice, endpoint, msg0);
    }

    // ---- The loop's thread ----

    @Override
    public void run() {
        if (ended) {
            return;
        }
        // In this order: what is entered in between is noted before anything is done about it.
        Phase phase = iop().phase();
        Phase news = entered.getAndSet(null);
        if (news != null) {
            dueNanos = NEVER;
            note(news);
        }
        act(news == null ? phase : news);
    }

    private void note(Phase phase) {
        switch (phase) {
            case Phase.Running _ -> noteRunning();
            case Phase.Crashed crashed -> noteCrash(crashed);
            case Phase.Failed(Fault fault) -> noteFailure(fault);
            case Phase.Resting(PowerDown how) -> noteRest(how);
            case Phase.Stopped _ -> owner.publish(RemoteState.OFFLINE, "reset");
            case Phase.Closed _ -> owner.publish(RemoteState.OFFLINE, "closed");
            case Phase.AwaitHello _, Phase.Mapping _, Phase.AwaitIopOn _, Phase.AwaitApOn _ -> noteStart();
            case Phase.TellingAp _, Phase.AskingIop _ -> {}
        }
    }

    private void noteStart() {
        if (owner.state() == RemoteState.CRASHED) {
            owner.publish(RemoteState.OFFLINE, "starting again");
        }
    }

    private void noteRunning() {
        owner.publish(RemoteState.RUNNING, "up: protocol version=" + iop().version());
        try {
            application.onRunning(iop());
        } catch (RtkitException | RuntimeException e) {
            owner.report(new Report.ApplicationFailed(e));
        }
    }

    private void noteCrash(Phase.Crashed crashed) {
        tally.crashes.incrementAndGet();
        owner.publish(RemoteState.CRASHED, new Fault.Crashed(crashed.dump()).message());
        owner.supervisor().onCrash(owner, crashed.dump());
    }

    private void noteFailure(Fault fault) {
        tally.failures.incrementAndGet();
        owner.publish(RemoteState.CRASHED, fault.message());
    }

    private void noteRest(PowerDown how) {
        controls().onRest();
        owner.publish(how.keepsFirmwareRunning() ? RemoteState.SUSPENDED : RemoteState.OFFLINE, "at rest: " + how);
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
        if (wish == Supervised.Wish.DOWN) {
            asked = false;
            controls().halt();
        } else if (asked) {
            asked = false;
            givenUp = false;
            history.clear();
            restart();
        } else if (owner.isRecoveryEnabled() && !givenUp) {
            restartWhenDue();
        }
    }

    private void restartWhenDue() {
        long now = now();
        if (dueNanos == NEVER) {
            int recent = history.recent(now, policy.window().toNanos());
            if (recent >= policy.limit()) {
                givenUp = true;
                owner.report(new Report.GaveUp(recent, policy.window()));
                return;
            }
            dueNanos = now + policy.delayNanos(recent);
        }
        if (now - dueNanos >= 0) {
            restart();
        } else {
            task().at(dueNanos);
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
        givenUp = !controls().recover();
        wake();
    }

    private void actOnRunning() {
        asked = false;
        givenUp = false;
        switch (wish) {
            case UP -> watch();
            case DOWN -> controls().powerDown(iop().profile().rest());
            case SUSPENDED -> wish = controls().suspend() ? wish : Supervised.Wish.UP;
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
            if (iop().awaitsPong()) {
                iop().fail(new Fault.TimedOut("waiting for PONG", interval, iop().lastReceived()));
                return;
            }
            controls().ping();
            dueNanos = NEVER;
        }
        if (dueNanos == NEVER) {
            dueNanos = now + interval;
        }
        task().at(dueNanos);
    }

    private void actOnRest(Phase phase) {
        if (wish == Supervised.Wish.DOWN && isToBeShutDown(phase)) {
            controls().boot(phase);
        }
        if (!asked || wish != Supervised.Wish.UP) {
            return;
        }
        asked = false;
        if (phase.equals(new Phase.Resting(PowerDown.OFF))) {
            recover();
        } else {
            controls().boot(phase);
        }
    }

    // Asleep with its CPU running although it is to be stopped for good: it has to be woken for that.
    private boolean isToBeShutDown(Phase phase) {
        return phase instanceof Phase.Resting(PowerDown how)
                && how.keepsFirmwareRunning()
                && !iop().profile().rest().keepsFirmwareRunning();
    }

    private long now() {
        return task().nowNanos();
    }

    private Iop iop() {
        return controls().iop();
    }

    private Controls controls() {
        return Objects.requireNonNull(controls);
    }

    private LoopTask task() {
        return Objects.requireNonNull(task);
    }
}
