package org.rtkit4j.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.supervise.Supervised;
import org.rtkit4j.core.supervise.Supervisor;
import org.rtkit4j.core.supervise.SupervisorConfig;

/// A supervisor that two threads add to, and one that a thread starts a co-processor of while another turns its loop.
public final class SupervisorStress {
    private SupervisorStress() {}

    @JCStressTest
    @State
    @Description("Two threads add a co-processor of one name: one does, the other is refused.")
    @Outcome(id = "added, taken, 1", expect = ACCEPTABLE, desc = "the first did")
    @Outcome(id = "taken, added, 1", expect = ACCEPTABLE, desc = "the second did")
    @Outcome(expect = FORBIDDEN, desc = "both did, or none")
    public static class AddTwice {
        private final Supervisor supervisor =
                new Supervisor(new EventLoop(CallOutcome.countingClock()), SupervisorConfig.DEFAULT);

        @Actor
        public void first(LLL_Result r) {
            r.r1 = add();
        }

        @Actor
        public void second(LLL_Result r) {
            r.r2 = add();
        }

        @Arbiter
        public void count(LLL_Result r) {
            r.r3 = supervisor.coprocessors().size();
        }

        private String add() {
            try {
                supervisor.add(IopProfile.named("iop"), new PlainFirmware().platform());
                return "added";
            } catch (IllegalArgumentException _) {
                return "taken";
            }
        }
    }

    @JCStressTest
    @State
    @Description("A start during turns brings the co-processor up in them or in those that follow.")
    @Outcome(id = "done, done, RUNNING", expect = ACCEPTABLE, desc = "it runs")
    @Outcome(expect = FORBIDDEN, desc = "the start is lost")
    public static class StartAgainstTurns {
        private static final int TURNS = 6;

        private final EventLoop loop = new EventLoop(CallOutcome.countingClock());
        private final Supervised coprocessor = new Supervisor(loop, SupervisorConfig.DEFAULT)
                .add(IopProfile.named("iop"), new PlainFirmware().platform());

        @Actor
        public void turner(LLL_Result r) {
            r.r1 = CallOutcome.of(this::turns);
        }

        @Actor
        public void starter(LLL_Result r) {
            r.r2 = CallOutcome.of(coprocessor::start);
        }

        @Arbiter
        public void end(LLL_Result r) {
            turns();
            r.r3 = coprocessor.state();
        }

        private void turns() {
            for (int i = 0; i < TURNS; i++) {
                loop.turn();
            }
        }
    }
}
