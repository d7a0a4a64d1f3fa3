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
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.SessionListener;

/// Two threads that stop, boot and close one co-processor: each call does what it would do in some order of whole
/// calls.
public final class IopStress {
    private IopStress() {}

    /// One that runs, and what is asked of it.
    public abstract static class Running {
        private final PlainFirmware firmware = new PlainFirmware();
        private final PolledIop iop = new PolledIop(
                IopProfile.named("iop"),
                firmware.platform(),
                SessionListener.NONE,
                CallOutcome.countingClock(),
                Thread::onSpinWait);

        Running() {
            boot();
        }

        final String boot() {
            return CallOutcome.of(() -> iop.boot(BootPlan.START));
        }

        final String powerDown() {
            return CallOutcome.of(() -> iop.powerDown(PowerDown.SLEEP));
        }

        final String close() {
            return CallOutcome.of(iop::close);
        }

        final String end() {
            return iop.phase().stage() + (firmware.isHung() ? ", and hung" : "");
        }
    }

    @JCStressTest
    @State
    @Description("A boot while another thread stops it: the CPU is never stopped under the firmware that begins.")
    @Outcome(id = "done, done, RUNNING", expect = ACCEPTABLE, desc = "stopped, then booted")
    @Outcome(id = "done, WrongPhase, RESTING", expect = ACCEPTABLE, desc = "booted too early, then stopped")
    @Outcome(expect = FORBIDDEN, desc = "no order of the two calls does this")
    public static class BootAgainstPowerDown extends Running {
        @Actor
        public void stopper(LLL_Result r) {
            r.r1 = powerDown();
        }

        @Actor
        public void booter(LLL_Result r) {
            r.r2 = boot();
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = end();
        }
    }

    @JCStressTest
    @State
    @Description("Two threads stop it: one does, the other learns that it does not run.")
    @Outcome(id = "done, NotRunning, RESTING", expect = ACCEPTABLE, desc = "the first did")
    @Outcome(id = "NotRunning, done, RESTING", expect = ACCEPTABLE, desc = "the second did")
    @Outcome(expect = FORBIDDEN, desc = "no order of the two calls does this")
    public static class PowerDownTwice extends Running {
        @Actor
        public void first(LLL_Result r) {
            r.r1 = powerDown();
        }

        @Actor
        public void second(LLL_Result r) {
            r.r2 = powerDown();
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = end();
        }
    }

    @JCStressTest
    @State
    @Description("One thread closes it while another stops it and boots it again: closed is final.")
    @Outcome(id = "done, .*, CLOSED", expect = ACCEPTABLE, desc = "whatever the other could still do")
    @Outcome(expect = FORBIDDEN, desc = "something runs on after close")
    public static class CloseAgainstBoot extends Running {
        @Actor
        public void closer(LLL_Result r) {
            r.r1 = close();
        }

        @Actor
        public void booter(LLL_Result r) {
            r.r2 = powerDown() + " " + boot();
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = end();
        }
    }
}
