package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.BitSet;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.testkit.ManualClock;

/// A display's co-processor that runs already, with one endpoint, and whose firmware is a target's: it has its turn
/// whenever the host waits.
///
/// A step of time is as long as the target says, so that no run waits in many small ones for what will not come. Once
/// the input is used up, it is a fifth of a second.
final class AdoptedDcp {
    private static final int MOST_IDLES = 2_000_000;
    private static final long LAST_STEP_NANOS = 200_000_000;

    final FakeMailbox mailbox = new FakeMailbox(15);
    final FakeMemory memory = new FakeMemory();
    final ManualClock clock = new ManualClock();
    final PolledIop iop;
    private final FuzzedDataProvider data;
    private final long stepNanos;
    private final Runnable firmware;
    private int idles;

    AdoptedDcp(int endpoint, FuzzedDataProvider data, long stepNanos, Runnable firmware) throws RtkitException {
        this.data = data;
        this.stepNanos = stepNanos;
        this.firmware = firmware;
        var platform = new Platform(mailbox, null, memory);
        iop = new PolledIop(IopProfile.named("dcp"), platform, SessionListener.NONE, clock, this::idle);
        var announced = new BitSet();
        announced.set(endpoint);
        iop.adopt(12, announced);
    }

    private void idle() {
        assertTrue(idles++ < MOST_IDLES, "no end");
        clock.advance(data.remainingBytes() == 0 ? LAST_STEP_NANOS : stepNanos);
        firmware.run();
    }

    /// Returns how often the host has waited.
    int idles() {
        return idles;
    }

    /// A run is over: no listener of the driver's has thrown, and all memory has come back.
    void requireNothingOpen() {
        assertEquals(0, iop.count(Notice.LISTENER_FAILED));
        iop.reinit();
        assertEquals(0, memory.openBuffers());
    }
}
