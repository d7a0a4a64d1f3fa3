package org.rtkit4j.stress;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.rtkit4j.core.iop.RtkitException;

/// What became of a call, as a word.
final class CallOutcome {
    private static final long STEP_NANOS = 100_000L;

    private CallOutcome() {}

    /// Something that may fail as a driver's calls may.
    interface Call {
        void run() throws RtkitException, InterruptedException;
    }

    static String of(Call call) {
        try {
            call.run();
            return "done";
        } catch (RtkitException e) {
            return e.fault().getClass().getSimpleName();
        } catch (InterruptedException _) {
            return "interrupted";
        } catch (IllegalStateException _) {
            return "refused";
        }
    }

    /// Returns a clock that moves whenever somebody looks: whoever waits in vain has done so soon, however slow the
    /// machine.
    static LongSupplier countingClock() {
        var nanos = new AtomicLong();
        return () -> nanos.addAndGet(STEP_NANOS);
    }
}
