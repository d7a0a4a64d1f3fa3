package org.rtkit4j.core.iop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.testkit.ManualClock;

/// What the simulation has found in the adapters.
class SimulationFindingsTest {
    private static final long SEND_NANOS = 500_000_000L;

    private final ManualClock clock = new ManualClock();
    private final FakeMailbox mailbox = new FakeMailbox(1);
    private final PolledIop iop = new PolledIop(
            IopProfile.named("test"),
            new Platform(mailbox, null, new FakeMemory()),
            SessionListener.NONE,
            clock,
            () -> {});

    @Test
    void aCrashIsNoticedThoughTheFirmwareTakesNothingAnyMore() throws Exception {
        iop.adopt(12, BitSet.valueOf(new long[] {0x1_0000_0006L}));
        mailbox.say(2, 0x0050_0000_0000_0000L);
        mailbox.say(2, 0x0050_0000_0000_0001L);
        mailbox.say(2, 0x0050_0000_0000_0002L);
        mailbox.say(1, 0x0010_1000_1000_8000L);
        iop.poll();
        assertFalse(iop.isCrashed(), "the news waits behind an echo that the FIFO does not take");
        clock.advance(SEND_NANOS);
        iop.poll();
        assertTrue(iop.isCrashed());
    }
}
