package org.rtkit4j.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.drivers.smc.Smc;
import org.rtkit4j.drivers.smc.SmcException;
import org.rtkit4j.drivers.smc.SmcKey;
import org.rtkit4j.drivers.smc.SmcOptions;

/// The controller's normal path, and on another thread the atomic one, which shuts it out and waits for no lock.
public final class SmcStress {
    private static final SmcKey KEY = SmcKey.of("TC0P");
    private static final long FOR_EVER_NANOS = Duration.ofDays(300).toNanos();

    private SmcStress() {}

    /// A controller that has been opened.
    public abstract static class Opened {
        final Smc smc;

        Opened() {
            try {
                var controller = new PlainSmc();
                PolledIop iop = controller.host();
                smc = Smc.open(iop, controller.memory, SmcOptions.DEFAULT.withTimeout(Duration.ofDays(300)));
            } catch (RtkitException | SmcException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        final String read() {
            try {
                byte[] value = smc.read(KEY, PlainSmc.VALUE_BYTES);
                for (byte each : value) {
                    if (each != PlainSmc.VALUE) {
                        return "torn";
                    }
                }
                return value.length == PlainSmc.VALUE_BYTES ? "whole" : "short";
            } catch (SmcException e) {
                return e.fault().getClass().getSimpleName();
            } catch (InterruptedException e) {
                return "interrupted";
            }
        }

        final String lastWords() {
            return smc.atomic().enter(FOR_EVER_NANOS) + " " + smc.atomic().write32(KEY, 0x0123_4567, FOR_EVER_NANOS);
        }
    }

    @JCStressTest
    @State
    @Description("A key is read through shared memory while the atomic path takes over, writes there, and is refused.")
    @Outcome(id = "whole, DONE REFUSED", expect = ACCEPTABLE, desc = "read first")
    @Outcome(id = "Atomic, DONE REFUSED", expect = ACCEPTABLE, desc = "shut out")
    @Outcome(expect = FORBIDDEN, desc = "one path has the other's answer or bytes, or waits for it")
    public static class AtomicAgainstRead extends Opened {
        @Actor
        public void reader(LL_Result r) {
            r.r1 = read();
        }

        @Actor
        public void lastWords(LL_Result r) {
            r.r2 = lastWords();
        }
    }

    @JCStressTest
    @State
    @Description("Two threads enter and write atomically: one at a time, and whoever comes too early is told.")
    @Outcome(id = "DONE REFUSED, DONE REFUSED", expect = ACCEPTABLE, desc = "one after the other")
    @Outcome(
            id = "(DONE|BUSY) (BUSY|REFUSED|NOT_ENTERED), (DONE|BUSY) (BUSY|REFUSED|NOT_ENTERED)",
            expect = ACCEPTABLE,
            desc = "one met the other in the middle of a command")
    @Outcome(expect = FORBIDDEN, desc = "something else")
    public static class AtomicTwice extends Opened {
        @Actor
        public void first(LL_Result r) {
            r.r1 = lastWords();
        }

        @Actor
        public void second(LL_Result r) {
            r.r2 = lastWords();
        }
    }
}
