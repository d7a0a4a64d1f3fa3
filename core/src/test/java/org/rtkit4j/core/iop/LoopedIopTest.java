package org.rtkit4j.core.iop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.Timeouts;
import org.rtkit4j.testkit.SynchronisedMailbox;
import org.rtkit4j.wire.port.ForwardingMailbox;
import org.rtkit4j.wire.port.InterruptLine;

/// A co-processor in a loop that the test turns: which interrupts it asks for, and what wakes those who wait.
///
/// Every deadline lies hours ahead: where a wait ends, it was woken.
class LoopedIopTest {
    private static final long HOURS = Duration.ofHours(10).toNanos();
    private static final IopProfile PATIENT =
            IopProfile.named("test").with(IopProfile.named("test").session().withTimeouts(new Timeouts(HOURS, HOURS)));
    private static final BitSet ANNOUNCED = BitSet.valueOf(new long[] {1L << 0x20});

    private final IopFixture fixture = new IopFixture(1);
    private final EventLoop loop = new EventLoop(fixture.clock);
    private final LoopedIop iop = loop.attach(PATIENT, fixture.platform(), fixture);
    private final List<Long> heard = new ArrayList<>();

    @Test
    void whoWaitsIsWokenByTheTurnThatBringsIt() throws Exception {
        var boot = begin(() -> iop.boot(BootPlan.WAKE));
        while (!iop.isRunning()) {
            fixture.firmware();
            loop.turn();
        }
        boot.get();
        var wait = begin(() -> assertTrue(iop.await(() -> !heard.isEmpty(), HOURS)));
        startEndpoint();
        fixture.mailbox.say(0x20, 7);
        loop.turn();
        wait.get();
    }

    @Test
    void whoWaitsIsWokenByWhoeverGivesItUp() throws Throwable {
        var platform = new Platform(fixture.mailbox, null, fixture.memory, () -> {});
        var resettable = loop.attach(PATIENT, platform, fixture);
        for (Executable givenUp : List.<Executable>of(
                resettable::reinit, resettable::reset, () -> resettable.fail(new Fault.Cancelled()))) {
            var boot = begin(() -> assertInstanceOf(
                    Fault.Cancelled.class,
                    assertThrows(RtkitException.class, () -> resettable.boot(BootPlan.WAKE))
                            .fault()));
            while (loop.turn() > 0) {
                // until nothing but the firmware's answer is waited for
            }
            givenUp.execute();
            assertEquals(1, loop.turn(), "whoever gave it up has asked for a turn");
            assertEquals("done", doneOf(boot));
        }
    }

    @Test
    void whoSendsWaitsForTheInterruptThatTellsOfRoom() throws Exception {
        running();
        assertTrue(iop.trySend(0x20, 1));
        var send = begin(() -> iop.send(0x20, 2));
        loop.turn();
        assertInstanceOf(Phase.Running.class, iop.phase(), "the lock is fair: the sender has had it before");
        assertEquals(0, loop.turn(), "a wait for room keeps nobody busy");
        assertEquals("20:0000000000000001", fixture.mailbox.heard());
        assertEquals(1, loop.turn(), "the line has fired");
        assertEquals("done", doneOf(send));
        assertEquals("20:0000000000000002", fixture.mailbox.heard());
        assertEquals(0, loop.turn(), "nobody waits for room any more");
    }

    @Test
    void whoCannotAskForTheInterruptLearnsOfItAndSoDoTheOthers() throws Exception {
        var broken = new ForwardingMailbox(fixture.mailbox) {
            @Override
            public InterruptLine sendEmpty() {
                throw new IllegalStateException("of the test");
            }
        };
        var sender = loop.attach(PATIENT, new Platform(broken, null, fixture.memory), fixture);
        sender.adopt(12, ANNOUNCED);
        sender.startEndpoint(0x20, (msg0, _) -> heard.add(msg0));
        loop.turn();
        var other = begin(() -> assertThrows(RtkitException.class, () -> sender.await(() -> false, HOURS)));
        var thrown = assertThrows(RtkitException.class, () -> sender.send(0x20, 1));
        assertInstanceOf(Fault.AccessFailed.class, thrown.fault());
        assertEquals(1, loop.turn());
        assertEquals("done", doneOf(other));
    }

    @Test
    void wordsThatDoNotFitAreSentOnTheInterruptThatTellsOfRoom() throws Exception {
        running();
        iop.stopEndpoint(0x20);
        iop.startEndpoint(0x20, (msg0, _) -> heard.add(msg0));
        loop.turn();
        assertEquals("00:0050002000000001", fixture.mailbox.heard());
        assertEquals(1, loop.turn());
        assertEquals("00:0050002000000002", fixture.mailbox.heard());
        loop.turn();
        assertEquals(0, loop.turn());
    }

    @Test
    void aStormIsServedToItsEnd() throws Exception {
        running();
        for (int i = 0; i < 1_000; i++) {
            fixture.mailbox.say(0x20, i);
        }
        while (loop.turn() > 0) {
            // each turn asks for the next one
        }
        assertEquals(1_000, heard.size());
    }

    @Test
    void aFirmwareThatIsHeldBackDoesNotKeepTheLoopBusy() throws Exception {
        running();
        iop.stopEndpoint(0x20);
        iop.startEndpoint(0x20, (msg0, _) -> heard.add(msg0));
        for (int i = 0; i < 100; i++) {
            fixture.mailbox.say(0x20, i);
        }
        loop.turn();
        assertEquals(0, loop.turn(), "no room for its messages until it reads the words that wait");
        assertTrue(fixture.mailbox.receiveNotEmpty().isAsserted());
        assertEquals(List.of(), heard);
        fixture.mailbox.heard();
        while (loop.turn() > 0) {
            fixture.mailbox.heard();
        }
        assertEquals(100, heard.size());
    }

    @Test
    void anEarlyPollAsksForTheTurnThatHandlesWhatIsHeld() throws Exception {
        running();
        fixture.mailbox.say(0x20, 7);
        assertEquals(1, iop.pollEarly());
        assertEquals(List.of(), heard);
        assertEquals(1, loop.turn());
        assertEquals(List.of(7L), heard);
        assertEquals(0, iop.pollEarly());
        assertEquals(0, loop.turn());
    }

    /// The line is level-triggered: it falls once the message is taken, and tells nobody of it.
    @Test
    void anEarlyPollAsksForATurnThoughItsInterruptIsMasked() throws Exception {
        var masked = new ArrayDeque<Long>();
        var quiet = new ForwardingMailbox(fixture.mailbox) {
            @Override
            public boolean poll(Receiver receiver) {
                Long msg0 = masked.poll();
                if (msg0 != null) {
                    receiver.onMessage(msg0, 0x20);
                }
                return msg0 != null;
            }
        };
        var polled = loop.attach(PATIENT, new Platform(quiet, null, fixture.memory), fixture);
        polled.adopt(12, ANNOUNCED);
        polled.startEndpoint(0x20, (msg0, _) -> heard.add(msg0));
        loop.turn();
        masked.add(8L);
        assertEquals(0, loop.turn());
        assertEquals(1, polled.pollEarly());
        assertEquals(1, loop.turn());
        assertEquals(List.of(8L), heard);
    }

    @Test
    void aWaitEndsAtItsTimeThoughNothingHappens() throws Exception {
        try (var threaded = new EventLoop().start()) {
            var waited = threaded.attach(PATIENT, fixture.platform(), fixture);
            waited.adopt(12, ANNOUNCED);
            assertFalse(waited.await(() -> false, 1_000_000L));
            waited.reinit();
        }
    }

    @Test
    void aClosedOneLeavesItsInterruptsToOthers() throws Exception {
        running();
        iop.stopEndpoint(0x20);
        iop.startEndpoint(0x20, (msg0, _) -> heard.add(msg0));
        loop.turn();
        iop.reinit();
        iop.close();
        while (loop.turn() > 0) {
            // until it is closed
        }
        assertInstanceOf(Phase.Closed.class, iop.phase());
        fixture.mailbox.say(0x20, 7);
        fixture.mailbox.heard();
        assertEquals(0, loop.turn());
    }

    @Test
    void whoClosesWithALoopThatTurnsWaitsForTheShutdown() throws Exception {
        try (var threaded = new EventLoop(fixture.clock).start()) {
            var mailbox = new SynchronisedMailbox(fixture, fixture.mailbox);
            var closed = threaded.attach(PATIENT, new Platform(mailbox, null, fixture.memory), fixture);
            closed.adopt(12, ANNOUNCED);
            var close = begin(closed::close);
            while (!close.isDone()) {
                synchronized (fixture) {
                    fixture.firmware();
                }
                Thread.onSpinWait();
            }
            assertInstanceOf(Phase.Closed.class, closed.phase());
            assertInstanceOf(Phase.Resting.class, fixture.phases.get(fixture.phases.size() - 2));
        }
    }

    // ---- The stage ----

    private void running() throws RtkitException {
        iop.adopt(12, ANNOUNCED);
        startEndpoint();
        loop.turn();
        assertEquals("00:0050002000000002", fixture.mailbox.heard());
        loop.turn();
        assertEquals(0, loop.turn());
    }

    private void startEndpoint() throws RtkitException {
        iop.startEndpoint(0x20, (msg0, _) -> heard.add(msg0));
    }

    private interface Wait {
        void begin() throws Exception;
    }

    /// Begins something on a thread of its own, and returns once it waits.
    private static FutureTask<String> begin(Wait wait) {
        var task = new FutureTask<>(() -> {
            wait.begin();
            return "done";
        });
        var thread = Thread.ofPlatform().daemon().start(task);
        while (thread.getState() != Thread.State.TIMED_WAITING && !task.isDone()) {
            Thread.onSpinWait();
        }
        return task;
    }

    private static String doneOf(FutureTask<String> task) {
        try {
            return task.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
