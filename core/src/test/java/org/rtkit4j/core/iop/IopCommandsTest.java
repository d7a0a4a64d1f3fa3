package org.rtkit4j.core.iop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.testkit.AllocationProbe;

/// What a driver asks of a co-processor that runs: each word as it leaves, each answer as it is read.
class IopCommandsTest {
    private static final IopProfile PROFILE = IopProfile.named("test");
    private static final BitSet ANNOUNCED = BitSet.valueOf(new long[] {1L << 0x20 | 1 << 1});

    private final IopFixture fixture = new IopFixture(2);
    private final AtomicInteger resets = new AtomicInteger();
    private final Platform platform = new Platform(fixture.mailbox, null, fixture.memory, resets::incrementAndGet);
    private final PolledIop iop = new PolledIop(PROFILE, platform, fixture, fixture.clock, fixture::firmware);

    @Test
    void tellsNothingBeforeItsFirmwareHas() {
        assertEquals(0, iop.version());
        assertEquals(new BitSet(), iop.announced());
        assertEquals("nothing", iop.lastReceived());
        assertFalse(iop.isRunning());
        assertNull(iop.crashDump());
    }

    @Test
    void tellsWhatItsFirmwareHasSaid() throws Exception {
        iop.boot(BootPlan.WAKE);
        assertEquals(12, iop.version());
        assertEquals(BitSet.valueOf(new long[] {1L << 0x20}), iop.announced());
        assertEquals(0x20, iop.apPower());
        assertEquals(0x20, iop.iopPower());
        assertEquals("mgmt AP_PWR_ACK(STATE=ON)", iop.lastReceived());
        assertEquals(PROFILE, iop.profile());
        assertEquals("test", iop.name());
    }

    @Test
    void aPingIsOutUntilItsPong() throws Exception {
        iop.adopt(12, ANNOUNCED);
        iop.ping();
        assertEquals("00:0030000000000000", fixture.mailbox.heard());
        assertTrue(iop.awaitsPong());
        fixture.mailbox.say(0, 0x0040_0000_0000_0000L);
        iop.poll();
        assertFalse(iop.awaitsPong());
    }

    @Test
    void anEndpointThatIsStoppedIsNeitherHeardNorSentTo() throws Exception {
        var heard = new ArrayList<Long>();
        iop.adopt(12, ANNOUNCED);
        iop.startEndpoint(0x20, (msg0, _) -> heard.add(msg0));
        iop.stopEndpoint(0x20);
        assertEquals("00:0050002000000002", fixture.mailbox.heard());
        assertEquals("00:0050002000000001", fixture.mailbox.heard());
        fixture.mailbox.say(0x20, 7);
        iop.poll();
        assertEquals(List.of(), heard);
        assertInstanceOf(
                Fault.NotStarted.class,
                assertThrows(RtkitException.class, () -> iop.send(0x20, 1)).fault());
    }

    @Test
    void aCrashIsProvokedInTwoWays() throws Exception {
        iop.adopt(12, ANNOUNCED);
        iop.provokeCrash(true);
        assertEquals("01:0000000000000022", fixture.mailbox.heard());
        iop.provokeCrash(false);
        assertEquals("01:0000000000000040", fixture.mailbox.heard());
    }

    @Test
    void whatCannotBeDoneNowIsRefusedByWhoeverIsAsked() throws Exception {
        assertInstanceOf(Fault.NotRunning.class, refusalOf(iop::ping));
        assertInstanceOf(Fault.NotRunning.class, refusalOf(() -> iop.provokeCrash(true)));
        assertInstanceOf(Fault.NotRunning.class, refusalOf(() -> iop.beginPowerDown(PowerDown.SLEEP)));
        iop.adopt(12, BitSet.valueOf(new long[] {1L << 0x20}));
        assertInstanceOf(Fault.NotStarted.class, refusalOf(() -> iop.stopEndpoint(0x20)));
        assertInstanceOf(Fault.NoSuchEndpoint.class, refusalOf(() -> iop.provokeCrash(true)));
        assertInstanceOf(Fault.NoSuchEndpoint.class, refusalOf(() -> iop.startEndpoint(0x21, (_, _) -> {})));
        assertInstanceOf(Fault.WrongPhase.class, refusalOf(() -> iop.adopt(12, ANNOUNCED)));
        assertEquals("", fixture.mailbox.heard());
    }

    private static Fault refusalOf(Executable asked) {
        return assertThrows(RtkitException.class, asked).fault();
    }

    @Test
    void aCrashIsToldWithItsLog() throws Exception {
        iop.adopt(12, ANNOUNCED);
        assertNull(iop.crashDump());
        assertFalse(iop.isCrashed());
        fixture.mailbox.say(1, 0x0010_1000_1000_4000L);
        iop.poll();
        assertTrue(iop.isCrashed());
        assertNotNull(iop.crashDump());
        assertEquals(0x1000_4000L, iop.crashDump().notifiedIova());
    }

    @Test
    void whoGivesItUpEndsItWithTheFaultGiven() throws Exception {
        iop.adopt(12, ANNOUNCED);
        var fault = new Fault.AccessFailed("of the test");
        iop.fail(fault);
        assertEquals(new Phase.Failed(fault), iop.phase());
        assertEquals(fault, assertThrows(RtkitException.class, iop::ping).fault());
    }

    @Test
    void aResetOneIsStoppedAndMayBeBooted() throws Exception {
        iop.adopt(12, ANNOUNCED);
        fixture.mailbox.say(1, 0x0010_1000_1000_4000L);
        iop.poll();
        iop.reset();
        assertEquals(new Phase.Stopped(), iop.phase());
        assertEquals(1, resets.get());
        iop.boot(BootPlan.WAKE);
        assertTrue(iop.isRunning());
    }

    @Test
    void aRecoveryThatOnlyBeginsIsCompletedByTurns() throws Exception {
        iop.adopt(12, ANNOUNCED);
        iop.fail(new Fault.AccessFailed("of the test"));
        iop.beginRecovery();
        assertEquals(1, resets.get());
        assertInstanceOf(Phase.AwaitHello.class, iop.phase());
        assertTrue(iop.await(iop::isRunning, 1_000_000_000L));
    }

    // ---- Where nothing may sleep ----

    @Test
    void aPolledSendSpinsUntilThereIsRoom() throws Exception {
        var spinning = spinning(() -> fixture.mailbox.heard());
        assertTrue(spinning.trySend(0x20, 1));
        assertTrue(spinning.trySend(0x20, 2));
        assertTrue(spinning.sendPolled(0x20, 3, 100 * IopFixture.STEP_NANOS));
        spinning.close();
    }

    @Test
    void aPolledSendGivesUpOnceItsTimeIsOverAndNotBefore() throws Exception {
        var spinning = spinning(() -> {});
        assertTrue(spinning.trySend(0x20, 1));
        assertTrue(spinning.trySend(0x20, 2));
        long start = fixture.clock.getAsLong();
        assertFalse(spinning.sendPolled(0x20, 3, 5 * IopFixture.STEP_NANOS));
        assertEquals(6 * IopFixture.STEP_NANOS, fixture.clock.getAsLong() - start, "it is read once before");
        assertTrue(spinning.isRunning(), "nothing was sent, so nothing is lost");
        spinning.fail(new Fault.Cancelled());
    }

    @Test
    void aPolledSendAllocatesNothing() throws Exception {
        iop.adopt(12, ANNOUNCED);
        iop.startEndpoint(0x20, (_, _) -> {});
        while (iop.trySend(0x20, 1)) {
            // until the FIFO is full
        }
        assertEquals(0, AllocationProbe.leastBytes(() -> sendPolledOrFail(iop)));
    }

    private static void sendPolledOrFail(Iop iop) {
        try {
            for (int i = 0; i < 1_000; i++) {
                assertFalse(iop.sendPolled(0x20, i, 0));
            }
        } catch (RtkitException e) {
            throw new AssertionError(e);
        }
    }

    /// A co-processor that runs with one endpoint, whose clock moves and whose firmware acts at each look at it.
    private PolledIop spinning(Runnable firmware) throws RtkitException {
        var isStarted = new AtomicBoolean();
        var made = new PolledIop(
                PROFILE,
                platform,
                fixture,
                () -> {
                    if (isStarted.get()) {
                        fixture.clock.advance(IopFixture.STEP_NANOS);
                        firmware.run();
                    }
                    return fixture.clock.getAsLong();
                },
                fixture::firmware);
        made.adopt(12, ANNOUNCED);
        made.startEndpoint(0x20, (_, _) -> {});
        fixture.mailbox.hearNothing();
        isStarted.set(true);
        return made;
    }

    @Test
    void whereNothingMaySleepAnotherThreadAtWorkIsNotWaitedFor() throws Exception {
        var isAtWork = new CountDownLatch(1);
        var mayGoOn = new CountDownLatch(1);
        iop.adopt(12, ANNOUNCED);
        iop.startEndpoint(0x20, (_, _) -> {
            isAtWork.countDown();
            awaitQuietly(mayGoOn);
        });
        fixture.mailbox.hearNothing();
        fixture.mailbox.say(0x20, 7);
        var other = Thread.ofPlatform().start(iop::poll);
        isAtWork.await();
        assertEquals(-1, iop.pollEarly());
        assertFalse(iop.sendPolled(0x20, 1, 0));
        mayGoOn.countDown();
        other.join();
        assertEquals(0, iop.pollEarly());
        assertTrue(iop.sendPolled(0x20, 1, 0), "the lock is free again");
    }

    @Test
    void anEarlyPollInAListenerTakesNothing() throws Exception {
        var taken = new ArrayList<Integer>();
        iop.adopt(12, ANNOUNCED);
        iop.startEndpoint(0x20, (_, _) -> taken.add(iop.pollEarly()));
        fixture.mailbox.say(0x20, 1);
        fixture.mailbox.say(0x20, 2);
        assertEquals(2, iop.poll());
        assertEquals(List.of(0, 0), taken, "the turn that calls it handles the second message itself");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
