package org.rtkit4j.core.iop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.session.EndpointListener;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.port.ForwardingMailbox;
import org.rtkit4j.wire.port.Mailbox;

/// Words that wait, messages that are held, and the time that both may take. The send FIFO holds one word.
class DutyCycleTest {
    private static final IopProfile PROFILE = IopProfile.named("test");
    private static final BitSet ANNOUNCED = BitSet.valueOf(new long[] {1L << 0x20 | 1 << 2});
    private static final long MILLI = 1_000_000L;

    private final ManualClock clock = new ManualClock();
    private final FakeMailbox mailbox = new FakeMailbox(1);
    private final List<Long> heard = new ArrayList<>();
    private final PolledIop iop = over(mailbox);

    @Test
    void messagesAreHandledInTheirOrderHoweverOftenTheFirmwareIsHeldBack() throws Exception {
        started(iop, answeringTwice(9));
        for (long i = 0; i < 300; i++) {
            mailbox.say(0x20, i);
        }
        for (int i = 0; heard.size() < 300 && i < 1_000; i++) {
            iop.poll();
            mailbox.heard();
        }
        assertEquals(LongStream.range(0, 300).boxed().toList(), heard);
    }

    @Test
    void aFirmwareIsHeldBackAfterSixtyFourMessages() throws Exception {
        started(iop, answeringTwice(0));
        for (long i = 0; i < 70; i++) {
            mailbox.say(0x20, i);
        }
        iop.poll();
        assertEquals(List.of(0L), heard);
        assertEquals(5, left(), "one was handled, 64 are held");
    }

    @Test
    void aFirmwareThatReadsAsSoonAsItIsReadIsServedInOneTurn() throws Exception {
        var lively = new ForwardingMailbox(mailbox) {
            @Override
            public boolean poll(Receiver receiver) {
                boolean polled = super.poll(receiver);
                mailbox.heard();
                return polled;
            }
        };
        var served = over(lively);
        started(served, answeringTwice(0));
        mailbox.say(0x20, 0);
        mailbox.say(0x20, 1);
        served.poll(1);
        assertEquals(1, served.poll(1));
        assertEquals(List.of(0L, 1L), heard);
    }

    @Test
    void anAnswerHoldsThirtyTwoWords() throws Exception {
        var taken = new ArrayList<Boolean>();
        started(iop, (_, out) -> {
            for (int i = 0; i < 33; i++) {
                taken.add(out.send(0x20, i));
            }
        });
        mailbox.say(0x20, 1);
        iop.poll();
        assertEquals(32, taken.indexOf(false));
        for (int i = 0; i < 32; i++) {
            assertEquals("20:%016x".formatted(i), mailbox.heard());
            iop.poll();
        }
        assertEquals("", mailbox.heard());
    }

    @Test
    void whatIsSentNowIsSentBehindWhatWaits() throws Exception {
        started(iop, answeringTwice(0));
        mailbox.say(0x20, 0);
        iop.poll();
        assertEquals("20:0000000000000064", mailbox.heard());
        assertFalse(iop.trySend(0x20, 7), "the second answer has taken the room");
        assertEquals("20:0000000000000064", mailbox.heard());
        assertTrue(iop.trySend(0x20, 7));
        assertEquals("20:0000000000000007", mailbox.heard());
    }

    @Test
    void whatIsSentNowIsSentOnceEverythingThatWaitedIs() throws Exception {
        var two = new FakeMailbox(2);
        var sender = over(two);
        sender.adopt(12, ANNOUNCED);
        sender.startEndpoint(0x20, answeringTwice(0));
        two.say(0x20, 0);
        sender.poll();
        two.hearNothing();
        assertTrue(sender.trySend(0x20, 7));
        assertEquals("20:0000000000000064", two.heard());
        assertEquals("20:0000000000000007", two.heard());
    }

    // ---- What time it may take ----

    @Test
    void aWordMayWaitHalfASecondAndNoLonger() throws Exception {
        stuck();
        clock.advance(500 * MILLI - 1);
        iop.poll();
        assertTrue(iop.isRunning());
        clock.advance(1);
        iop.poll();
        var failed = assertInstanceOf(Phase.Failed.class, iop.phase());
        assertEquals(
                "timed out: step=waiting for room in the send FIFO, after=500 ms, last received=user01"
                        + " 0x0000000000000000",
                failed.fault().message());
    }

    @Test
    void eachWordThatIsTakenBeginsTheWaitAnew() throws Exception {
        started(iop, (_, out) -> LongStream.range(0, 10).forEach(word -> out.send(0x20, word)));
        mailbox.say(0x20, 0);
        for (int i = 0; i < 10; i++) {
            iop.poll();
            clock.advance(400 * MILLI);
            assertEquals("20:%016x".formatted(i), mailbox.heard());
        }
        iop.poll();
        assertTrue(iop.isRunning());
    }

    @Test
    void theLoopIsDueWhenTheFirstOfTwoWaitsIsOver() throws Exception {
        assertEquals(600 * MILLI, dueAfterARefusalAt(100 * MILLI), "the word's");
        assertEquals(1_000 * MILLI, dueAfterARefusalAt(700 * MILLI), "the power state's");
    }

    @Test
    void whoIsGivenUpHasRoomForEachAnswerAndSaysNothingAfterwards() throws Exception {
        var taken = new ArrayList<Boolean>();
        started(iop, (_, out) -> {
            for (int i = 0; i < 32; i++) {
                taken.add(out.send(0x20, i));
            }
        });
        for (long i = 0; i < 3; i++) {
            mailbox.say(0x20, i);
        }
        iop.poll();
        assertEquals(32, taken.size(), "the other two are held");
        clock.advance(500 * MILLI);
        iop.poll();
        assertInstanceOf(Phase.Failed.class, iop.phase());
        assertEquals(3 * 32, taken.size(), "the news of a crash may be among what is held");
        assertFalse(taken.contains(false));
        assertEquals("20:0000000000000000", mailbox.heard());
        iop.poll();
        assertEquals("", mailbox.heard());
    }

    @Test
    void aFirmwareThatTalksWithoutEndAndReadsNothingIsGivenUp() throws Exception {
        var talkative = over(new ForwardingMailbox(mailbox) {
            @Override
            public boolean offer(long msg0, long msg1) {
                return false;
            }

            @Override
            public boolean poll(Receiver receiver) {
                receiver.onMessage(0x0040_0000_0000_0000L, 0);
                return true;
            }
        });
        talkative.adopt(12, ANNOUNCED);
        talkative.startEndpoint(0x20, answeringTwice(0));
        clock.advance(500 * MILLI);
        talkative.poll();
        assertInstanceOf(Phase.Failed.class, talkative.phase());
    }

    /// Begins to power down at 0, and has an echo that the FIFO does not take some time later.
    private static long dueAfterARefusalAt(long nanos) throws RtkitException {
        var clock = new ManualClock();
        var mailbox = new FakeMailbox(1);
        var loop = new EventLoop(clock);
        var looped = loop.attach(PROFILE, new Platform(mailbox, null, new FakeMemory()), SessionListener.NONE);
        looped.adopt(12, ANNOUNCED);
        loop.turn();
        looped.beginPowerDown(PowerDown.QUIESCE);
        loop.turn();
        assertEquals(1_000 * MILLI, loop.nextDueNanos());
        clock.advance(nanos);
        mailbox.say(2, 0x0050_0000_0000_0000L);
        loop.turn();
        return loop.nextDueNanos();
    }

    // ---- What is forgotten ----

    @Test
    void aReinitForgetsWordsAndMessagesOfTheFirmwareThatIsGone() throws Exception {
        stuck();
        mailbox.say(0x20, 1);
        iop.poll();
        mailbox.say(0x20, 2);
        mailbox.say(0x20, 3);
        iop.reinit();
        mailbox.hearNothing();
        iop.poll();
        assertEquals("", mailbox.heard());
        assertEquals(0, iop.count(Notice.DROPPED));
        assertEquals(List.of(0L), heard);
        iop.adopt(12, ANNOUNCED);
        clock.advance(1_000 * MILLI);
        iop.poll();
        assertTrue(iop.isRunning(), "nothing waits any more");
    }

    @Test
    void aMailboxThatIsNeverEmptyDoesNotHoldUpAReinit() throws Exception {
        var polls = new ArrayList<Integer>();
        var endless = new ForwardingMailbox(mailbox) {
            @Override
            public boolean poll(Receiver receiver) {
                polls.add(1);
                assertTrue(polls.size() <= 1_000, "for ever");
                receiver.onMessage(0, 0);
                return true;
            }
        };
        var flooded = over(endless);
        flooded.adopt(12, ANNOUNCED);
        flooded.reinit();
        assertEquals(new Phase.Stopped(), flooded.phase());
    }

    @Test
    void aFaultForgetsTheWordsThatWaited() throws Exception {
        stuck();
        clock.advance(500 * MILLI);
        iop.poll();
        assertEquals("20:0000000000000064", mailbox.heard());
        iop.poll();
        assertEquals("", mailbox.heard());
    }

    @Test
    void aClosedOneLeavesTheMailboxAloneForEarlyPollsToo() {
        mailbox.say(0x20, 0);
        mailbox.say(0x20, 0);
        iop.close();
        assertEquals(0, left(), "what its firmware has said is nobody's");
        mailbox.say(0x20, 1);
        assertEquals(0, iop.pollEarly());
        iop.close();
        assertEquals(1, left());
    }

    // ---- A way in that breaks ----

    @Test
    void aWayInThatBreaksInATurnEndsTheSessionAndForgetsItsWords() throws Exception {
        var broken = new Breakable(mailbox);
        var served = over(broken);
        started(served, answeringTwice(0));
        mailbox.say(0x20, 0);
        served.poll();
        broken.isBroken = true;
        served.poll();
        var failed = assertInstanceOf(Phase.Failed.class, served.phase());
        assertEquals(
                "access failed: java.lang.IllegalStateException: of the test",
                failed.fault().message());
        broken.isBroken = false;
        assertEquals("20:0000000000000064", mailbox.heard());
        served.poll();
        assertEquals("", mailbox.heard(), "the second word was forgotten");
    }

    @Test
    void aMailboxThatCannotBeReachedFailsAReinit() {
        var broken = new Breakable(mailbox);
        var lost = over(broken);
        broken.isBroken = true;
        lost.reinit();
        assertInstanceOf(Phase.Failed.class, lost.phase());
    }

    /// A mailbox whose registers cannot be reached while it is broken.
    private static final class Breakable extends ForwardingMailbox {
        private boolean isBroken;

        Breakable(Mailbox mailbox) {
            super(mailbox);
        }

        @Override
        public void start() {
            check();
            super.start();
        }

        @Override
        public boolean offer(long msg0, long msg1) {
            check();
            return super.offer(msg0, msg1);
        }

        @Override
        public boolean poll(Receiver receiver) {
            check();
            return super.poll(receiver);
        }

        private void check() {
            if (isBroken) {
                throw new IllegalStateException("of the test");
            }
        }
    }

    // ---- The stage ----

    /// One word is in the FIFO and another one waits.
    private void stuck() throws RtkitException {
        started(iop, answeringTwice(0));
        mailbox.say(0x20, 0);
        iop.poll();
    }

    private void started(PolledIop started, EndpointListener listener) throws RtkitException {
        started.adopt(12, ANNOUNCED);
        started.startEndpoint(0x20, listener);
        mailbox.hearNothing();
    }

    /// Answers a message that ends with `digit` by two words.
    private EndpointListener answeringTwice(int digit) {
        return (msg0, out) -> {
            heard.add(msg0);
            if (msg0 % 10 == digit) {
                out.send(0x20, 100);
                out.send(0x20, 100);
            }
        };
    }

    private int left() {
        int left = 0;
        while (mailbox.poll((_, _) -> {})) {
            left++;
        }
        return left;
    }

    private PolledIop over(Mailbox way) {
        var platform = new Platform(way, null, new FakeMemory());
        return new PolledIop(PROFILE, platform, SessionListener.NONE, clock, () -> {});
    }
}
