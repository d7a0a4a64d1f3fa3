package org.rtkit4j.drivers.nvme;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Phase;

/// A disk whose thread goes to sleep while its co-processor goes down. In the watch's own package: [NvmeWatch#arm] is
/// for nobody else to call.
public final class NvmeWatchStress {
    private NvmeWatchStress() {}

    @JCStressTest
    @State
    @Description("The watch is armed while the co-processor goes down: whoever sleeps on it is woken.")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "by the one that armed it, or by the phase")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "by both")
    @Outcome(expect = FORBIDDEN, desc = "by nobody: the disk sleeps on")
    public static class ArmAgainstOnPhase {
        private final AtomicInteger wakes = new AtomicInteger();
        private final NvmeWatch watch = new NvmeWatch();

        @Actor
        public void disk() {
            watch.arm(wakes::incrementAndGet);
        }

        @Actor
        public void coprocessor() {
            watch.onPhase(new Phase.Failed(new Fault.Cancelled()));
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = wakes.get();
        }
    }
}
