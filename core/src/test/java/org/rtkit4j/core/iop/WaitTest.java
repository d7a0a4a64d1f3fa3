package org.rtkit4j.core.iop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.SessionListener;

/// How a wait ends: by what is waited for, by its time, by a fault, by somebody who takes the session back.
class WaitTest {
    private static final IopProfile PROFILE = IopProfile.named("test");
    private static final BitSet ANNOUNCED = BitSet.valueOf(new long[] {1L << 0x20 | 1 << 1});
    private static final long SECOND = 1_000_000_000L;

    private final IopFixture fixture = new IopFixture(15);
    private final List<Runnable> meanwhile = new ArrayList<>();
    private final Platform platform = new Platform(fixture.mailbox, null, fixture.memory, () -> {});
    private final PolledIop iop = new PolledIop(PROFILE, platform, fixture, fixture.clock, this::work);

    @Test
    void whatHoldsAlreadyIsNotWaitedFor() throws Exception {
        iop.adopt(12, ANNOUNCED);
        assertTrue(iop.await(() -> true, 0));
        assertEquals(0, fixture.clock.getAsLong());
    }

    @Test
    void aWaitEndsAtItsTimeAndNotBefore() throws Exception {
        iop.adopt(12, ANNOUNCED);
        assertFalse(iop.await(() -> false, 5 * IopFixture.STEP_NANOS));
        assertEquals(5 * IopFixture.STEP_NANOS, fixture.clock.getAsLong());
        assertTrue(iop.isRunning(), "the wait was the caller's own");
        assertTrue(iop.await(() -> fixture.clock.getAsLong() >= 9 * IopFixture.STEP_NANOS, SECOND));
        assertEquals(9 * IopFixture.STEP_NANOS, fixture.clock.getAsLong());
    }

    @Test
    void whatCameWhileTheWholeProcessStoodStillCameInTime() throws Exception {
        iop.adopt(12, ANNOUNCED);
        var answers = new ArrayList<Long>();
        iop.startEndpoint(0x20, (word, _) -> answers.add(word));
        meanwhile.add(() -> {
            fixture.mailbox.say(0x20, 7);
            fixture.clock.advance(100 * SECOND);
        });
        assertTrue(iop.await(() -> !answers.isEmpty(), SECOND));
        assertEquals(List.of(7L), answers);
    }

    @Test
    void aCrashEndsAWaitForSomethingElse() throws Exception {
        iop.adopt(12, ANNOUNCED);
        meanwhile.add(() -> fixture.mailbox.say(1, 0x0010_1000_1000_4000L));
        assertInstanceOf(Fault.Crashed.class, faultOf(() -> iop.await(() -> false, SECOND)));
    }

    @Test
    void nothingIsWaitedForWhereNothingRuns() {
        assertInstanceOf(Fault.Cancelled.class, faultOf(() -> iop.await(() -> false, SECOND)));
        iop.close();
        assertInstanceOf(Fault.Cancelled.class, faultOf(() -> iop.await(() -> false, SECOND)));
        assertEquals(0, fixture.clock.getAsLong());
    }

    @Test
    void whoTakesTheSessionBackAndBootsItAgainHasCancelledAWait() throws Exception {
        iop.adopt(12, ANNOUNCED);
        meanwhile.add(() -> {
            iop.reinit();
            adopt();
        });
        assertInstanceOf(Fault.Cancelled.class, faultOf(() -> iop.await(() -> false, SECOND)));
        assertTrue(iop.isRunning());
    }

    @Test
    void aBootThatSomebodyElseTakesBackIsCancelled() {
        meanwhile.add(iop::reinit);
        assertInstanceOf(Fault.Cancelled.class, faultOf(() -> iop.boot(BootPlan.WAKE)));
        assertEquals(new Phase.Stopped(), iop.phase());
    }

    @Test
    void aPowerDownWaitsUntilItsOwnRest() throws Exception {
        iop.boot(BootPlan.WAKE);
        iop.powerDown(PowerDown.QUIESCE);
        assertEquals(new Phase.Resting(PowerDown.QUIESCE), iop.phase());
        iop.boot(BootPlan.WAKE);
        iop.powerDown(PowerDown.SLEEP);
        assertEquals(new Phase.Resting(PowerDown.SLEEP), iop.phase());
    }

    @Test
    void aSendWaitsForRoomUntilItsTimeAndNotLonger() throws Exception {
        iop.adopt(12, ANNOUNCED);
        iop.startEndpoint(0x20, (_, _) -> {});
        fixture.reads = false;
        while (iop.trySend(0x20, 1)) {
            // until the FIFO is full
        }
        var timedOut =
                assertInstanceOf(Fault.TimedOut.class, faultOf(() -> iop.send(0x20, 2, 5 * IopFixture.STEP_NANOS)));
        assertEquals(5 * IopFixture.STEP_NANOS, timedOut.waitedNanos());
        assertEquals(5 * IopFixture.STEP_NANOS, fixture.clock.getAsLong());
        meanwhile.add(() -> fixture.reads = true);
        iop.send(0x20, 3, SECOND);
        assertEquals("20:0000000000000003", fixture.mailbox.heard());
    }

    @Test
    void aResetThatFailsFailsTheSessionAndLetsOthersIn() throws Exception {
        var broken = new Platform(fixture.mailbox, null, fixture.memory, () -> {
            throw new IllegalStateException("of the test");
        });
        var lost = new PolledIop(PROFILE, broken, SessionListener.NONE, fixture.clock, () -> {});
        lost.adopt(12, ANNOUNCED);
        var fault = assertInstanceOf(Fault.AccessFailed.class, faultOf(lost::reset));
        assertEquals(new Phase.Failed(fault), lost.phase());
        var other = Thread.ofPlatform().start(lost::close);
        other.join();
        assertInstanceOf(Phase.Closed.class, lost.phase());
    }

    @Test
    void whoIsInterruptedWhileItClosesIsSoAfterwards() {
        var loop = new EventLoop().start();
        loop.attach(PROFILE, platform, SessionListener.NONE);
        Thread.currentThread().interrupt();
        loop.close();
        assertTrue(Thread.interrupted());
    }

    @Test
    void aShutdownThatIsInterruptedGivesEverythingBackAllTheSame() {
        adopt();
        Thread.currentThread().interrupt();
        iop.close();
        assertTrue(Thread.interrupted());
        assertInstanceOf(Phase.Closed.class, iop.phase());
        assertEquals(0, fixture.memory.openBuffers());
    }

    private interface Asked {
        void ask() throws RtkitException, InterruptedException;
    }

    private static Fault faultOf(Asked asked) {
        return assertThrows(RtkitException.class, asked::ask).fault();
    }

    private void adopt() {
        try {
            iop.adopt(12, ANNOUNCED);
        } catch (RtkitException e) {
            throw new AssertionError(e);
        }
    }

    // What others do while this thread waits: it does not hold the lock then.
    private void work() {
        fixture.firmware();
        meanwhile.forEach(Runnable::run);
        meanwhile.clear();
    }
}
