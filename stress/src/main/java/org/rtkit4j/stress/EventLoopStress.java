package org.rtkit4j.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.LoopTask;
import org.rtkit4j.core.iop.LoopedIop;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.SessionListener;

/// An event loop that one thread turns while another wakes its tasks, commands its co-processors, or turns it too.
public final class EventLoopStress {
    private EventLoopStress() {}

    @JCStressTest
    @State
    @Description("A task that is woken during a turn runs in this one or in the next: no wake-up is lost.")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "in the turn")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "in the next")
    @Outcome(expect = FORBIDDEN, desc = "lost, or run twice")
    public static class WakeAgainstTurn {
        private final AtomicInteger runs = new AtomicInteger();
        private final EventLoop loop = new EventLoop(CallOutcome.countingClock());
        private final LoopTask task = loop.task(runs::incrementAndGet);

        @Actor
        public void turner(II_Result r) {
            loop.turn();
            r.r1 = runs.get();
        }

        @Actor
        public void waker() {
            task.wake();
        }

        @Arbiter
        public void nextTurn(II_Result r) {
            // What ran between the turn's end and the look at it ran in the turn.
            int before = runs.get();
            loop.turn();
            r.r2 = runs.get() - before;
            r.r1 = before;
        }
    }

    @JCStressTest
    @State
    @Description("Two threads turn one loop: one is refused, or comes later.")
    @Outcome(id = "done, done", expect = ACCEPTABLE, desc = "one after the other")
    @Outcome(id = "refused, done", expect = ACCEPTABLE, desc = "the first came too early")
    @Outcome(id = "done, refused", expect = ACCEPTABLE, desc = "the second came too early")
    @Outcome(expect = FORBIDDEN, desc = "both were refused, or something else")
    public static class TurnAgainstTurn {
        private final EventLoop loop = new EventLoop(CallOutcome.countingClock());

        @Actor
        public void first(LL_Result r) {
            r.r1 = CallOutcome.of(loop::turn);
        }

        @Actor
        public void second(LL_Result r) {
            r.r2 = CallOutcome.of(loop::turn);
        }
    }

    @JCStressTest
    @State
    @Description("A co-processor that is begun to boot during turns comes up in them or in those that follow.")
    @Outcome(id = "done, done, RUNNING", expect = ACCEPTABLE, desc = "it runs")
    @Outcome(expect = FORBIDDEN, desc = "its words or its wake-up are lost")
    public static class BootAgainstTurns {
        private static final int TURNS = 4;

        private final EventLoop loop = new EventLoop(CallOutcome.countingClock());
        private final LoopedIop iop =
                loop.attach(IopProfile.named("iop"), new PlainFirmware().platform(), SessionListener.NONE);

        @Actor
        public void turner(LLL_Result r) {
            r.r1 = CallOutcome.of(this::turns);
        }

        @Actor
        public void booter(LLL_Result r) {
            r.r2 = CallOutcome.of(() -> iop.beginBoot(BootPlan.START));
        }

        @Arbiter
        public void end(LLL_Result r) {
            turns();
            r.r3 = iop.phase().stage();
        }

        private void turns() {
            for (int i = 0; i < TURNS; i++) {
                loop.turn();
            }
        }
    }
}
