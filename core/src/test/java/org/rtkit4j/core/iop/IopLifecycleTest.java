package org.rtkit4j.core.iop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.EndpointListener;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.session.Outbox;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.Session;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.core.session.UnclosableMemory;
import org.rtkit4j.wire.port.ForwardingMailbox;

/// A co-processor at its edges: who may ask what, what happens in one hold of the lock, and what is final.
class IopLifecycleTest {
    private static final IopProfile PROFILE = IopProfile.named("test");

    private final IopFixture fixture = new IopFixture(15);
    private final FakeCpu cpu = new FakeCpu();
    private final AtomicInteger resets = new AtomicInteger();

    // The other thread stands in the lock's queue before the first one lets go of it, and is next: the lock is fair.
    @Test
    void aBootOnAnotherThreadDoesNotComeBetweenRestAndTheStopOfTheCpu() throws Exception {
        var iops = new ArrayList<PolledIop>();
        var other = new Thread(() -> quietly(() -> iops.getFirst().beginBoot(BootPlan.START_AND_WAKE)));
        var iop = polled(new SessionListener() {
            @Override
            public void onPhase(Phase phase) {
                if (phase instanceof Phase.Resting) {
                    other.start();
                    awaitSleep(other);
                }
            }
        });
        iops.add(iop);
        iop.boot(BootPlan.START_AND_WAKE);
        iop.powerDown(PowerDown.SLEEP);
        other.join();
        assertEquals(List.of("start", "stop", "start"), cpu.written);
        assertTrue(cpu.isRunning());
        assertInstanceOf(Phase.AwaitHello.class, iop.phase());
    }

    // Again the other thread is next in the lock's queue, before the one that waits.
    @Test
    void aWaitSeesWhatCameThoughAnotherThreadHasMovedTheSessionOn() throws Exception {
        var loop = new EventLoop(fixture.clock);
        var iops = new ArrayList<LoopedIop>();
        var other = new Thread(() -> quietly(() -> iops.getFirst().beginPowerDown(PowerDown.SLEEP)));
        var iop = loop.attach(PROFILE, platform(), new SessionListener() {
            @Override
            public void onPhase(Phase phase) {
                if (phase instanceof Phase.Running) {
                    other.start();
                    awaitSleep(other);
                }
            }
        });
        iops.add(iop);
        var booted = new CompletableFuture<Void>();
        var waiter = new Thread(() -> {
            quietly(iop::boot);
            booted.complete(null);
        });
        waiter.start();
        awaitSleep(waiter);
        untilPhase(loop, iop, Phase.Resting.class);
        waiter.join();
        other.join();
        assertTrue(booted.isDone(), "it ran, if only for a moment");
    }

    @Test
    void aPowerDownThatOnlyBeginsStopsTheCpuTooOnceItRests() throws Exception {
        var iop = polled(SessionListener.NONE);
        iop.boot(BootPlan.START_AND_WAKE);
        iop.beginPowerDown(PowerDown.QUIESCE);
        untilPhase(iop, Phase.Resting.class);
        assertEquals(List.of("start"), cpu.written, "a firmware that lives on is not stopped");
        iop.boot(BootPlan.WAKE);
        iop.beginPowerDown(PowerDown.SLEEP);
        untilPhase(iop, Phase.Resting.class);
        assertEquals(List.of("start", "stop"), cpu.written);
    }

    @Test
    void whatAListenerMayNotAskIsRefusedBeforeAnythingIsDone() throws Exception {
        var refused = new ArrayList<String>();
        var iop = polled(SessionListener.NONE);
        iop.boot(BootPlan.START_AND_WAKE);
        cpu.written.clear();
        iop.startEndpoint(0x20, (_, _) -> {
            for (Executable asked : movesOf(iop)) {
                refused.add(assertThrows(IllegalStateException.class, asked).getMessage());
            }
        });
        fixture.firmware();
        fixture.mailbox.say(0x20, 7);
        iop.poll();
        assertEquals(movesOf(iop).size(), refused.size());
        assertTrue(refused.getFirst().startsWith("a listener must not ask this of its own co-processor: asked=boot"));
        assertUntouched(iop);
    }

    @Test
    void aListenerIsRefusedOnTheThreadOfACommandToo() throws Exception {
        var iops = new ArrayList<PolledIop>();
        var refused = new ArrayList<Throwable>();
        var iop = polled(new SessionListener() {
            @Override
            public void onPhase(Phase phase) {
                if (phase instanceof Phase.AwaitHello) {
                    refused.add(assertThrows(
                            IllegalStateException.class, () -> iops.getFirst().recover()));
                }
            }
        });
        iops.add(iop);
        iop.beginBoot(BootPlan.START_AND_WAKE);
        assertEquals(1, refused.size());
        assertEquals(0, resets.get());
        assertInstanceOf(Phase.AwaitHello.class, iop.phase());
    }

    // Inside a command as inside a turn: what is done to the session is not done yet.
    @Test
    void aListenerMayNotPollOnTheThreadOfACommandEither() throws Exception {
        var iops = new ArrayList<PolledIop>();
        var refused = new ArrayList<Phase>();
        var iop = polled(new SessionListener() {
            @Override
            public void onPhase(Phase phase) {
                if (phase instanceof Phase.TellingAp) {
                    fixture.firmware();
                    assertThrows(
                            IllegalStateException.class, () -> iops.getFirst().poll());
                    assertThrows(
                            IllegalStateException.class, () -> iops.getFirst().poll(1));
                    refused.add(iops.getFirst().phase());
                }
            }
        });
        iops.add(iop);
        iop.boot(BootPlan.START_AND_WAKE);
        iop.powerDown(PowerDown.SLEEP);
        assertEquals(List.of(new Phase.TellingAp(PowerDown.SLEEP)), refused);
        assertEquals(0, iop.count(Notice.LISTENER_FAILED));
    }

    // A deadline that nobody keeps is kept by whoever waits; the clock moves on by itself.
    @Test
    void aWaitEndsThoughNobodyTurnsTheLoop() {
        var now = new AtomicLong();
        var loop = new EventLoop(() -> now.addAndGet(500_000_000L));
        var iop = loop.attach(PROFILE, platform(), fixture);
        var thrown = assertThrows(RtkitException.class, () -> iop.boot(BootPlan.START_AND_WAKE));
        assertInstanceOf(Fault.TimedOut.class, thrown.fault());
        assertInstanceOf(Phase.Failed.class, iop.phase());
    }

    @Test
    void theLoopsThreadIsRefusedToWaitBeforeAnythingIsDone() throws Exception {
        var loop = new EventLoop(fixture.clock);
        var iop = loop.attach(PROFILE, platform(), SessionListener.NONE);
        iop.beginBoot(BootPlan.START_AND_WAKE);
        untilPhase(loop, iop, Phase.Running.class);
        cpu.written.clear();
        iop.startEndpoint(0x20, (_, _) -> {});
        loop.turn();
        while (iop.trySend(0x20, 1)) {
            // until the FIFO is full
        }
        var refused = new ArrayList<String>();
        loop.task(() -> {
                    for (Executable asked : waitsOf(iop)) {
                        refused.add(
                                assertThrows(IllegalStateException.class, asked).getMessage());
                    }
                })
                .wake();
        loop.turn();
        assertEquals(waitsOf(iop).size(), refused.size());
        assertEquals(
                "the event loop's thread must not wait for a co-processor that it serves: asked=boot,"
                        + " co-processor=test",
                refused.getFirst());
        assertUntouched(iop);
    }

    @Test
    void whatListenersThrowBreaksNeitherBootNorClose() throws Exception {
        var iop = polled(new SessionListener() {
            @Override
            public void onPhase(Phase phase) {
                throw new IllegalStateException("a bug");
            }
        });
        iop.boot(BootPlan.START_AND_WAKE);
        assertTrue(iop.isRunning());
        iop.close();
        assertEquals("closed", iop.phase().step());
        assertFalse(cpu.isRunning());
    }

    @Test
    void closingACrashedOneGivesEverythingBackThoughABufferCannotBe() throws Exception {
        var memory = new UnclosableMemory(0, 1);
        var platform = new Platform(fixture.mailbox, cpu.control(), memory);
        var iop = new PolledIop(PROFILE, platform, fixture, fixture.clock, fixture::firmware);
        var announced = new BitSet();
        announced.set(1, 9);
        iop.adopt(12, announced);
        for (int endpoint : new int[] {2, 4, 8}) {
            fixture.mailbox.say(endpoint, 0x0010_1000_0000_0000L);
        }
        fixture.mailbox.say(1, 0x0010_1000_1000_4000L);
        iop.poll();
        assertTrue(iop.isCrashed());
        var thrown = assertThrows(IllegalStateException.class, iop::close);
        assertEquals("cannot be closed: buffer=0", thrown.getMessage());
        assertEquals("cannot be closed: buffer=1", thrown.getSuppressed()[0].getMessage());
        assertEquals(List.of(0, 1), memory.tried);
        assertEquals("closed", iop.phase().step());
        iop.close();
        assertEquals(List.of(0, 1), memory.tried);
    }

    @Test
    void nothingBootsAClosedOne() throws Exception {
        var iop = polled(fixture);
        iop.boot(BootPlan.START_AND_WAKE);
        iop.close();
        cpu.written.clear();
        fixture.phases.clear();
        for (Executable asked :
                List.<Executable>of(iop::boot, () -> iop.beginBoot(BootPlan.WAKE), iop::recover, iop::beginRecovery)) {
            var fault = assertThrows(RtkitException.class, asked).fault();
            assertEquals(
                    "closed", assertInstanceOf(Fault.WrongPhase.class, fault).step());
        }
        assertThrows(RtkitException.class, () -> iop.adopt(12, new BitSet()));
        iop.reinit();
        iop.fail(new Fault.Cancelled());
        fixture.hello();
        assertEquals(0, iop.poll(), "its mailbox may be somebody else's by now");
        iop.close();
        assertEquals(List.of(), cpu.written);
        assertEquals(List.of(), fixture.phases);
        assertEquals(0, resets.get());
    }

    @Test
    void aLoopedOneClosesLaterWhereNothingMayWait() throws Exception {
        var loop = new EventLoop(fixture.clock);
        var iop = loop.attach(PROFILE, platform(), fixture);
        iop.beginBoot(BootPlan.START_AND_WAKE);
        untilPhase(loop, iop, Phase.Running.class);
        loop.task(iop::close).wake();
        loop.turn();
        assertInstanceOf(Phase.TellingAp.class, iop.phase());
        assertThrows(RtkitException.class, () -> iop.beginBoot(BootPlan.WAKE));
        iop.close();
        untilPhase(loop, iop, Phase.Closed.class);
        assertEquals(List.of("start", "stop"), cpu.written);
        assertEquals(0, fixture.memory.openBuffers());
        loop.turn();
        assertEquals(Session.NO_DEADLINE, loop.nextDueNanos());
    }

    @Test
    void oneThatDoesNotRunIsClosedAtOnceWhereNothingMayWait() throws Exception {
        var loop = new EventLoop(fixture.clock);
        var iop = loop.attach(PROFILE, platform(), fixture);
        iop.close();
        assertInstanceOf(Phase.Closed.class, iop.phase(), "no turn was due, so none would have completed it");
        loop.turn();
        assertEquals(List.of(new Phase.Closed()), fixture.phases);
    }

    @Test
    void whatWasToBeSaidToAFirmwareThatIsGoneIsNotSaidToTheNext() throws Exception {
        var full = new IopFixture(1);
        var starts = new AtomicInteger();
        var mailbox = new ForwardingMailbox(full.mailbox) {
            @Override
            public void start() {
                starts.incrementAndGet();
            }
        };
        var platform = new Platform(mailbox, null, full.memory);
        var iop = new PolledIop(PROFILE, platform, full, full.clock, full::firmware);
        var announced = BitSet.valueOf(new long[] {1L << 0x20 | 1L << 0x21});
        iop.adopt(12, announced);
        iop.startEndpoint(0x20, (_, _) -> {});
        iop.startEndpoint(0x21, (_, _) -> {});
        full.mailbox.say(0, 0x0040_0000_0000_0000L);
        int startsBefore = starts.get();
        iop.reinit();
        assertEquals(startsBefore + 1, starts.get(), "its mailbox is put into service anew");
        assertEquals("00:0050002000000002", full.mailbox.heard());
        iop.adopt(12, announced);
        assertEquals(0, iop.poll(), "nor is what the old one said still heard");
        assertEquals("", full.mailbox.heard());
    }

    // ---- What may be asked ----

    private static List<Executable> waitsOf(Iop iop) {
        return List.of(
                iop::boot,
                () -> iop.boot(BootPlan.WAKE),
                iop::recover,
                () -> iop.powerDown(PowerDown.SLEEP),
                iop::rest,
                () -> iop.await(() -> false, 1),
                () -> iop.send(0x20, 1));
    }

    private static List<Executable> movesOf(PolledIop iop) {
        return List.of(
                iop::boot,
                () -> iop.boot(BootPlan.WAKE),
                () -> iop.beginBoot(BootPlan.WAKE),
                iop::recover,
                iop::beginRecovery,
                iop::reset,
                iop::reinit,
                iop::close,
                iop::poll,
                () -> iop.adopt(12, new BitSet()),
                () -> iop.powerDown(PowerDown.SLEEP),
                () -> iop.beginPowerDown(PowerDown.SLEEP),
                iop::rest,
                () -> iop.await(() -> true, 1));
    }

    private void assertUntouched(Iop iop) {
        assertInstanceOf(Phase.Running.class, iop.phase());
        assertEquals(0, resets.get());
        assertEquals(List.of(), cpu.written);
    }

    // ---- The stage ----

    // ---- Closing, whatever goes wrong ----

    @Test
    void aCloseGoesOnThoughWhatItWaitsInFails() throws Exception {
        boolean[] fails = {false};
        var iop = new PolledIop(PROFILE, platform(), SessionListener.NONE, fixture.clock, () -> {
            if (fails[0]) {
                throw new IllegalStateException("idle");
            }
            fixture.firmware();
        });
        iop.boot(BootPlan.START_AND_WAKE);
        fails[0] = true;
        assertEquals(
                "idle", assertThrows(IllegalStateException.class, iop::close).getMessage());
        assertClosed(iop);
    }

    @ParameterizedTest
    @ValueSource(classes = {Phase.TellingAp.class, Phase.AskingIop.class, Phase.Resting.class})
    void aCloseGoesOnThoughAListenerEndsInAnError(Class<? extends Phase> at) throws Exception {
        var iop = polled(new SessionListener() {
            @Override
            public void onPhase(Phase phase) {
                if (at.isInstance(phase)) {
                    throw new AssertionError("of the test");
                }
            }
        });
        iop.boot(BootPlan.START_AND_WAKE);
        assertEquals(
                "of the test", assertThrows(AssertionError.class, iop::close).getMessage());
        assertClosed(iop);
        if (at == Phase.Resting.class) {
            assertFalse(cpu.isRunning(), "it rested");
        }
    }

    @Test
    void anInterruptDoesNotLeaveItRunning() throws Exception {
        var iop = polled(SessionListener.NONE);
        iop.boot(BootPlan.START_AND_WAKE);
        Thread.currentThread().interrupt();
        iop.close();
        assertTrue(Thread.interrupted(), "whoever closes still knows");
        assertClosed(iop);
        assertFalse(cpu.isRunning());
    }

    @Test
    void oneThatRestsIsStoppedThoughItsCallerIsInterruptedAndMayBeBootedAgain() throws Exception {
        var iop = polled(SessionListener.NONE);
        iop.rest();
        assertInstanceOf(Phase.Stopped.class, iop.phase(), "it did not run");
        iop.boot(BootPlan.START_AND_WAKE);
        Thread.currentThread().interrupt();
        iop.rest();
        assertTrue(Thread.interrupted());
        assertInstanceOf(Phase.Resting.class, iop.phase());
        assertFalse(cpu.isRunning());
        iop.boot(BootPlan.START_AND_WAKE);
        fixture.reads = false;
        iop.rest();
        assertInstanceOf(Phase.Failed.class, iop.phase(), "as long as its deadlines allow");
        iop.close();
        iop.rest();
        assertClosed(iop);
    }

    // Two that close it: the second must not return while the first one waits.
    @Test
    void whoeverClosesItReturnsWhenItIsClosed() throws Exception {
        try (var loop = new EventLoop().start()) {
            var iop = loop.attach(PROFILE, platform(), SessionListener.NONE);
            var firmware = Thread.ofPlatform().daemon().start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    fixture.firmware();
                    Thread.onSpinWait();
                }
            });
            try {
                iop.boot(BootPlan.START_AND_WAKE);
                loop.task(iop::close).wake();
                iop.close();
                assertInstanceOf(Phase.Closed.class, iop.phase());
            } finally {
                firmware.interrupt();
                firmware.join();
            }
        }
    }

    private void assertClosed(Iop iop) {
        assertInstanceOf(Phase.Closed.class, iop.phase());
        assertEquals(0, fixture.memory.openBuffers());
        iop.close();
    }

    // ---- What has not been done is not said to be ----

    @Test
    void aCommandThatNobodyTakesIsRefused() throws Exception {
        var iop = polled(SessionListener.NONE);
        iop.boot(BootPlan.START_AND_WAKE);
        fixture.reads = false;
        int given = 0;
        RtkitException refused = null;
        while (refused == null && given < 100) {
            try {
                iop.ping();
                given++;
            } catch (RtkitException e) {
                refused = e;
            }
        }
        assertTrue(given > 15 && given < 100, "given=" + given);
        assertTrue(String.valueOf(refused).contains("waiting for room in the send FIFO"), String.valueOf(refused));
        fixture.reads = true;
        int heard = 0;
        for (int i = 0; i < 200; i++) {
            for (String word = fixture.mailbox.heard(); !word.isEmpty(); word = fixture.mailbox.heard()) {
                heard += word.startsWith("00:003") ? 1 : 0;
            }
            iop.poll();
        }
        assertEquals(given, heard, "every one that was taken is said");
    }

    @Test
    void aCommandThatFindsTheWayInBrokenSaysSo() throws Exception {
        boolean[] isBroken = {false};
        var mailbox = new ForwardingMailbox(fixture.mailbox) {
            @Override
            public boolean offer(long msg0, long msg1) {
                if (isBroken[0]) {
                    throw new IllegalStateException("the wire has come off");
                }
                return super.offer(msg0, msg1);
            }
        };
        var platform = new Platform(mailbox, cpu.control(), fixture.memory, resets::incrementAndGet);
        var iop = new PolledIop(PROFILE, platform, SessionListener.NONE, fixture.clock, fixture::firmware);
        iop.boot(BootPlan.START_AND_WAKE);
        fixture.reads = false;
        assertThrows(RtkitException.class, () -> {
            while (true) {
                iop.ping();
            }
        });
        isBroken[0] = true;
        var thrown = assertThrows(RtkitException.class, iop::ping);
        assertInstanceOf(Fault.AccessFailed.class, thrown.fault());
    }

    @Test
    void anEarlyPollWithinOneKeepsTheOrder() throws Exception {
        var iop = polled(SessionListener.NONE);
        iop.boot(BootPlan.START_AND_WAKE);
        var late = new ArrayList<Long>();
        iop.startEndpoint(0x20, new EndpointListener() {
            @Override
            public boolean onEarly(long msg0) {
                assertEquals(0, iop.pollEarly(), "its co-processor is being polled");
                return false;
            }

            @Override
            public void onMessage(long msg0, Outbox out) {
                late.add(msg0);
            }
        });
        fixture.firmware();
        for (long word = 1; word <= 3; word++) {
            fixture.mailbox.say(0x20, word);
        }
        iop.pollEarly();
        iop.poll();
        assertEquals(List.of(1L, 2L, 3L), late);
    }

    @Test
    void oneThatWasGivenUpWhileItBeganIsNotStarted() {
        var iops = new ArrayList<PolledIop>();
        var iop = polled(new SessionListener() {
            @Override
            public void onPhase(Phase phase) {
                if (phase instanceof Phase.AwaitHello) {
                    iops.getFirst().fail(new Fault.Unsupported("this", "of the test"));
                }
            }
        });
        iops.add(iop);
        assertThrows(RtkitException.class, () -> iop.boot(BootPlan.START_AND_WAKE));
        assertEquals(List.of(), cpu.written);
    }

    @Test
    void nothingIsNoFaultAndNoListener() throws Exception {
        var iop = polled(SessionListener.NONE);
        assertThrows(NullPointerException.class, () -> iop.fail(null));
        iop.boot(BootPlan.START_AND_WAKE);
        assertThrows(NullPointerException.class, () -> iop.startEndpoint(0x20, null));
        assertInstanceOf(Phase.Running.class, iop.phase());
    }

    private Platform platform() {
        return new Platform(fixture.mailbox, cpu.control(), fixture.memory, resets::incrementAndGet);
    }

    private PolledIop polled(SessionListener listener) {
        return new PolledIop(PROFILE, platform(), listener, fixture.clock, fixture::firmware);
    }

    private void untilPhase(PolledIop iop, Class<? extends Phase> wanted) {
        while (!wanted.isInstance(iop.phase())) {
            assertFalse(iop.phase().isTerminal(), iop.phase()::step);
            fixture.firmware();
            iop.poll();
        }
    }

    private void untilPhase(EventLoop loop, Iop iop, Class<? extends Phase> wanted) {
        while (!wanted.isInstance(iop.phase())) {
            assertFalse(iop.phase().isTerminal(), iop.phase()::step);
            fixture.firmware();
            loop.turn();
        }
    }

    /// The first in the lock's queue sleeps for a bounded time, again and again; those behind it until it is their
    /// turn.
    private static void awaitSleep(Thread thread) {
        var asleep = EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);
        while (!asleep.contains(thread.getState())) {
            Thread.onSpinWait();
        }
    }

    private static void quietly(Executable action) {
        try {
            action.execute();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
