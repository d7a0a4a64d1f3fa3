package org.rtkit4j.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.rtkit4j.capture.tap.TapRing;
import org.rtkit4j.capture.tap.TapSink;
import org.rtkit4j.wire.layout.Direction;

/// A ring of two that one thread fills with three messages while another drains it.
public final class TapRingStress {
    private TapRingStress() {}

    @JCStressTest
    @State
    @Description("What is drained is whole and in order, and what is missing is owned up to.")
    @Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "all of it came")
    @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "the ring was full, and says so")
    @Outcome(expect = FORBIDDEN, desc = "torn, out of order, lost or doubled")
    public static class RecordAgainstDrain implements TapSink {
        private static final int TORN = -100;

        private final TapRing ring = new TapRing(0, 2);
        private int taken;
        private long last;

        @Actor
        public void recorder() {
            for (long i = 1; i <= 3; i++) {
                ring.record(i, Direction.AP_TO_IOP, i, -i);
            }
        }

        @Actor
        public void drainer() {
            ring.drain(this, 8);
        }

        @Arbiter
        public void end(II_Result r) {
            ring.drain(this, 8);
            // A gap is told before the next message; where none comes, the ring knows.
            r.r1 = taken;
            r.r2 = (int) ring.dropped();
        }

        @Override
        public void onMessage(int number, long timeNanos, Direction direction, long msg0, long msg1) {
            boolean isWhole = timeNanos == msg0 && msg1 == -msg0 && msg0 > last;
            taken = isWhole ? taken + 1 : TORN;
            last = msg0;
        }
    }
}
