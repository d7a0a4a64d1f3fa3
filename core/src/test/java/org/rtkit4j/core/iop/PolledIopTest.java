package org.rtkit4j.core.iop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.EndpointListener;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.session.Outbox;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Mailbox;

class PolledIopTest {
    private static final IopProfile CONFIG = IopProfile.named("test");

    @ParameterizedTest(name = "depth={0}")
    @ValueSource(ints = {1, 2, 15})
    void bootsTalksAndShutsDown(int depth) throws Exception {
        var fixture = new IopFixture(depth);
        var heard = new ArrayList<Long>();
        try (var iop = polled(fixture)) {
            iop.boot(BootPlan.WAKE);
            iop.startEndpoint(0x20, (msg0, _) -> heard.add(msg0));
            for (long i = 1; i <= 5; i++) {
                iop.send(0x20, i);
            }
            assertTrue(iop.await(() -> heard.size() == 5, 1_000_000_000L));
            assertEquals(List.of(1L, 2L, 3L, 4L, 5L), heard);
        }
        assertEquals(new Phase.Resting(PowerDown.SLEEP), fixture.phases.get(fixture.phases.size() - 2));
        assertInstanceOf(Phase.Closed.class, fixture.phases.getLast());
    }

    @Test
    void aFirmwareThatSaysNothingTimesOut() {
        var fixture = new IopFixture(15);
        fixture.reads = false;
        try (var iop = polled(fixture)) {
            var thrown = assertThrows(RtkitException.class, () -> iop.boot(BootPlan.WAKE));
            assertEquals(
                    "test: timed out: step=waiting for HELLO, after=1000 ms, last received=nothing",
                    thrown.getMessage());
            assertEquals(1_000, fixture.clock.getAsLong() / IopFixture.STEP_NANOS);
        }
    }

    /// The thread loses the CPU between its look at the mailbox, which was empty, and the one at the clock.
    @Test
    void anAnswerThatCameBeforeTheLookAtTheClockCameInTime() throws Exception {
        var fixture = new IopFixture(15);
        var isKeptAway = new AtomicBoolean();
        LongSupplier clock = () -> {
            if (isKeptAway.getAndSet(false)) {
                fixture.firmware();
                fixture.clock.advance(60_000_000_000L);
            }
            return fixture.clock.getAsLong();
        };
        try (var iop = new PolledIop(CONFIG, fixture.platform(), fixture, clock, () -> isKeptAway.set(true))) {
            iop.boot(BootPlan.WAKE);
            assertTrue(iop.isRunning());
        }
    }

    @Test
    void aFirmwareThatNeverStopsTalkingTimesOutAllTheSame() {
        var clock = new ManualClock();
        var platform = new Platform(new Talkative(clock), null, new FakeMemory());
        try (var iop = new PolledIop(CONFIG, platform, SessionListener.NONE, clock, () -> {})) {
            var thrown = assertThrows(RtkitException.class, () -> iop.boot(BootPlan.WAKE));
            assertInstanceOf(Fault.TimedOut.class, thrown.fault());
        }
    }

    /// Always has a message, each a microsecond after the one before; never what is waited for.
    private static final class Talkative implements Mailbox {
        private static final long PONG = 0x0040_0000_0000_0000L;

        private final FakeMailbox silent = new FakeMailbox(15);
        private final ManualClock clock;

        Talkative(ManualClock clock) {
            this.clock = clock;
        }

        @Override
        public boolean poll(Receiver receiver) {
            clock.advance(1_000);
            if (clock.getAsLong() > 10_000_000_000L) {
                throw new IllegalStateException("nobody looks at the clock");
            }
            receiver.onMessage(PONG, 0);
            return true;
        }

        @Override
        public boolean offer(long msg0, long msg1) {
            return silent.offer(msg0, msg1);
        }

        @Override
        public InterruptLine receiveNotEmpty() {
            return silent.receiveNotEmpty();
        }

        @Override
        public InterruptLine sendEmpty() {
            return silent.sendEmpty();
        }
    }

    @Test
    void afterAReinitABootMayBeTriedAgain() throws Exception {
        var fixture = new IopFixture(15);
        fixture.reads = false;
        try (var iop = polled(fixture)) {
            assertThrows(RtkitException.class, () -> iop.boot(BootPlan.WAKE));
            fixture.mailbox.hearNothing();
            iop.reinit();
            fixture.reads = true;
            iop.boot(BootPlan.WAKE);
            assertTrue(iop.isRunning());
        }
    }

    @Test
    void aFullFifoIsWaitedForAndThenGivenUp() throws Exception {
        var fixture = new IopFixture(1);
        try (var iop = polled(fixture)) {
            iop.boot(BootPlan.WAKE);
            iop.startEndpoint(0x20, (_, _) -> {});
            iop.await(() -> false, IopFixture.STEP_NANOS);
            fixture.reads = false;
            iop.send(0x20, 1);
            assertFalse(iop.trySend(0x20, 2));
            var thrown = assertThrows(RtkitException.class, () -> iop.send(0x20, 2));
            var fault = assertInstanceOf(Fault.TimedOut.class, thrown.fault());
            assertEquals("waiting for room in the send FIFO", fault.step());
            assertTrue(iop.isRunning(), "nothing was sent, so nothing is lost");
            fixture.reads = true;
        }
    }

    @Test
    void anAnswerThatIsNeverTakenEndsTheSession() throws Exception {
        var fixture = new IopFixture(1);
        try (var iop = polled(fixture)) {
            iop.boot(BootPlan.WAKE);
            iop.startEndpoint(0x20, (_, out) -> {
                out.send(0x20, 1);
                out.send(0x20, 2);
            });
            iop.await(() -> false, IopFixture.STEP_NANOS);
            fixture.reads = false;
            fixture.mailbox.say(0x20, 7);
            var thrown = assertThrows(RtkitException.class, () -> iop.await(() -> false, 2_000_000_000L));
            assertInstanceOf(Fault.TimedOut.class, thrown.fault());
        }
    }

    @Test
    void aFirmwareThatReadsNothingWhileItCannotWriteIsStillServed() throws Exception {
        var fixture = new IopFixture(1);
        var early = new ArrayList<Long>();
        var late = new ArrayList<Long>();
        try (var iop = polled(fixture)) {
            iop.boot(BootPlan.WAKE);
            iop.startEndpoint(0x20, answeringTwice(early, late));
            iop.await(() -> false, IopFixture.STEP_NANOS);
            fixture.reads = false;
            for (long i = 1; i <= 10; i++) {
                fixture.mailbox.say(0x20, i);
            }
            iop.poll();
            assertEquals(List.of(1L), late, "two answers to the first do not fit the FIFO");
            assertEquals(List.of(10L), early, "an early listener hears while others are held");
            assertFalse(fixture.mailbox.receiveNotEmpty().isAsserted(), "what comes is held, not left in the FIFO");
            fixture.reads = true;
            iop.await(() -> late.size() >= 9, 1_000_000_000L);
            assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L), late.subList(0, 9));
        }
    }

    @Test
    void anEarlyPollGoesAsFarAsTheEarlyListener() throws Exception {
        var fixture = new IopFixture(15);
        var early = new ArrayList<Long>();
        var late = new ArrayList<Long>();
        try (var iop = polled(fixture)) {
            iop.boot(BootPlan.WAKE);
            iop.startEndpoint(0x20, answeringTwice(early, late));
            iop.await(() -> false, IopFixture.STEP_NANOS);
            fixture.mailbox.say(0x20, 1);
            fixture.mailbox.say(0x20, 10);
            fixture.mailbox.say(0x20, 2);
            assertEquals(3, iop.pollEarly());
            assertEquals(List.of(10L), early);
            assertEquals(List.of(), late);
            assertEquals(0, iop.pollEarly());
            iop.poll();
            assertEquals(List.of(1L, 2L), late);
        }
    }

    @Test
    void aPollForOneMessageTakesOneAndLooksNoFurther() throws Exception {
        var fixture = new IopFixture(15);
        var heard = new ArrayList<Long>();
        try (var iop = polled(fixture)) {
            iop.boot(BootPlan.WAKE);
            iop.startEndpoint(0x20, (msg0, _) -> heard.add(msg0));
            fixture.mailbox.say(0x20, 1);
            fixture.mailbox.say(0x20, 2);
            assertEquals(1, iop.poll(1));
            assertEquals(List.of(1L), heard);
            assertTrue(fixture.mailbox.receiveNotEmpty().isAsserted(), "the second message stays in the FIFO");
            assertEquals(1, iop.poll(2));
            assertEquals(0, iop.poll(1));
            assertThrows(IllegalArgumentException.class, () -> iop.poll(0));
        }
    }

    private static EndpointListener answeringTwice(List<Long> early, List<Long> late) {
        return new EndpointListener() {
            @Override
            public boolean onEarly(long msg0) {
                return msg0 == 10 && early.add(msg0);
            }

            @Override
            public void onMessage(long msg0, Outbox out) {
                late.add(msg0);
                out.send(0x20, 100 + msg0 % 100);
                out.send(0x20, 100 + msg0 % 100);
            }
        };
    }

    @Test
    void aListenerThatThrowsIsNotedAndNothingEnds() throws Exception {
        var fixture = new IopFixture(15);
        try (var iop = polled(fixture)) {
            iop.boot(BootPlan.WAKE);
            iop.startEndpoint(0x20, (_, _) -> {
                throw new IllegalStateException("a bug");
            });
            fixture.mailbox.say(0x20, 7);
            iop.poll();
            assertTrue(iop.isRunning());
            assertEquals(1, iop.count(Notice.LISTENER_FAILED));
        }
    }

    @Test
    void aListenerMustNotWaitForItsOwnCoprocessor() throws Exception {
        var fixture = new IopFixture(15);
        var thrown = new ArrayList<Throwable>();
        try (var iop = polled(fixture)) {
            iop.boot(BootPlan.WAKE);
            iop.startEndpoint(0x20, (_, _) -> {
                thrown.add(assertThrows(IllegalStateException.class, () -> iop.powerDown(PowerDown.SLEEP)));
                thrown.add(assertThrows(IllegalStateException.class, () -> iop.await(() -> true, 1)));
            });
            fixture.mailbox.say(0x20, 7);
            iop.poll();
            assertEquals(2, thrown.size());
        }
    }

    @Test
    void anInterruptedWaitLeavesTheSessionWaiting() throws Exception {
        var fixture = new IopFixture(15);
        fixture.reads = false;
        try (var iop = polled(fixture)) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> iop.boot(BootPlan.WAKE));
            assertInstanceOf(Phase.AwaitHello.class, iop.phase());
        }
    }

    @Test
    void closingFromAnotherThreadCancelsAWait() throws Exception {
        var fixture = new IopFixture(15);
        fixture.reads = false;
        var iop = new PolledIop(CONFIG, fixture.platform(), fixture, () -> 0, Thread::onSpinWait);
        var thrown = new AtomicReference<Throwable>();
        var waiter = Thread.ofPlatform()
                .start(() -> thrown.set(assertThrows(RtkitException.class, () -> iop.boot(BootPlan.WAKE))));
        while (!(iop.phase() instanceof Phase.AwaitHello)) {
            Thread.onSpinWait();
        }
        iop.close();
        waiter.join();
        assertInstanceOf(Fault.Cancelled.class, ((RtkitException) thrown.get()).fault());
    }

    @Test
    void aWayToStopThatTheProfileForbidsIsRefused() throws Exception {
        var fixture = new IopFixture(15);
        try (var iop = polled(fixture)) {
            iop.boot(BootPlan.WAKE);
            var thrown = assertThrows(RtkitException.class, () -> iop.powerDown(PowerDown.OFF));
            assertEquals("test: OFF is not supported: this co-processor would not come back", thrown.getMessage());
            assertTrue(iop.isRunning());
        }
    }

    @Test
    void recoversByResetAndBoot() throws Exception {
        var fixture = new IopFixture(15);
        var resets = new AtomicInteger();
        var platform = new Platform(fixture.mailbox, null, fixture.memory, () -> {
            resets.incrementAndGet();
            fixture.mailbox.hearNothing();
        });
        try (var iop = new PolledIop(CONFIG, platform, fixture, fixture.clock, fixture::firmware)) {
            iop.boot();
            fixture.mailbox.say(1, 0x0010_1000_0000_0000L);
            iop.recover();
            assertTrue(iop.isRunning());
            assertEquals(1, resets.get());
        }
        try (var lost = polled(fixture)) {
            assertInstanceOf(
                    Fault.Unsupported.class,
                    assertThrows(RtkitException.class, lost::recover).fault());
        }
    }

    @Test
    void closingTwiceIsClosingOnce() throws Exception {
        var fixture = new IopFixture(15);
        var iop = polled(fixture);
        iop.boot(BootPlan.WAKE);
        iop.close();
        int phases = fixture.phases.size();
        iop.close();
        assertEquals(phases, fixture.phases.size());
        assertEquals(0, fixture.memory.openBuffers());
    }

    @Test
    void commandsOfACoprocessorThatDoesNotRunAreRefused() {
        try (var iop = polled(new IopFixture(15))) {
            var thrown = assertThrows(RtkitException.class, () -> iop.send(0x20, 1));
            assertEquals("test: the co-processor is not running: state=stopped", thrown.getMessage());
            assertThrows(RtkitException.class, () -> iop.startEndpoint(0x20, (_, _) -> {}));
            assertThrows(RtkitException.class, () -> iop.powerDown(PowerDown.SLEEP));
        }
    }

    private static PolledIop polled(IopFixture fixture) {
        return new PolledIop(CONFIG, fixture.platform(), fixture, fixture.clock, fixture::firmware);
    }
}
