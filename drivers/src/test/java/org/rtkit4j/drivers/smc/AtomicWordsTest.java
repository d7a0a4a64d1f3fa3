package org.rtkit4j.drivers.smc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.drivers.smc.AtomicSmc.Outcome;

/// The atomic path, word by word, on a clock that each look moves: what it says before its own words, when it ends,
/// and what it says of itself.
class AtomicWordsTest {
    private static final long TEN = 10 * PaperSmc.TICK_NANOS;
    private static final SmcKey SPEED = SmcKey.of("F0Tg");
    private static final String READ = "20:5858585800011010";

    private final PaperSmc paper;
    private Smc smc;
    private AtomicSmc atomic;

    AtomicWordsTest() throws RtkitException {
        paper = new PaperSmc(1);
        // Far from zero, so that a time is not taken for a duration.
        paper.clock.advance(1_000_000_000_000L);
    }

    @BeforeEach
    void open() throws Exception {
        smc = paper.open();
        atomic = smc.atomic();
        paper.heard.clear();
    }

    // ---- What was given up before ----

    @Test
    void aCommandInFlightIsLaidToRestBeforeAnythingIsWritten() {
        paper.answers.put("20:0000000000002012", 0x2000L);
        paper.answers.put("20:4e54415000013011", 0x3000L);
        paper.answers.put("20:4630546700044011", 0x4000L);
        assertEquals(Outcome.DONE, enterDuringARead());
        assertEquals(List.of(READ, "20:0000000000002012", "20:4e54415000013011"), paper.heard);
        assertEquals(Outcome.DONE, atomic.write32(SPEED, 0x4516_0000, TEN));
        assertEquals("20:4630546700044011", paper.last(), "once is enough");
        assertEquals(4, paper.heard.size());
        assertEquals("00001645", paper.shared.substring(0, 8));
    }

    @Test
    void theCommandWithTheLastIdIsLaidToRestToo() throws Exception {
        for (long id = 1; id < CommandIds.COUNT; id++) {
            paper.answers.put("20:595959590001%x010".formatted(id), 0x0000_0042_0001_0000L | id << 12);
            smc.read(SmcKey.of("YYYY"), 1);
        }
        paper.heard.clear();
        paper.answers.put("20:0000000000001012", 0x1000L);
        paper.answers.put("20:4e54415000012011", 0x2000L);
        assertEquals(Outcome.DONE, enterDuringARead());
        assertEquals(List.of("20:5858585800010010", "20:0000000000001012", "20:4e54415000012011"), paper.heard);
    }

    @Test
    void aRefusalLaysToRestAsWell() {
        paper.answers.put("20:0000000000002012", 0x2084L);
        paper.answers.put("20:4e54415000013011", 0x3000L);
        assertEquals(Outcome.DONE, enterDuringARead());
        assertEquals("20:4e54415000013011", paper.last());
    }

    @Test
    void whereItIsNotLaidToRestNothingIsWritten() {
        assertEquals(Outcome.TIMED_OUT, enterDuringARead());
        assertEquals(List.of(READ, "20:0000000000002012"), paper.heard);
        assertEquals("0000000000000000", paper.shared);
    }

    @Test
    void anAtomicCommandThatIsNotAnsweredIsLaidToRestToo() {
        paper.worksAtEachLook = true;
        assertEquals(Outcome.TIMED_OUT, atomic.enter(TEN));
        paper.answers.put("20:0000000000002012", 0x2000L);
        paper.answers.put("20:4630546700043011", 0x3000L);
        assertEquals(Outcome.DONE, atomic.write32(SPEED, 1, TEN));
        assertEquals(List.of("20:4e54415000011011", "20:0000000000002012", "20:4630546700043011"), paper.heard);
    }

    /// Enters the atomic mode while the normal path waits for an answer that does not come.
    private Outcome enterDuringARead() {
        var outcome = new AtomicReference<Outcome>();
        paper.meanwhile(() -> {
            paper.worksAtEachLook = true;
            outcome.set(atomic.enter(TEN));
        });
        var failure = assertThrows(SmcException.class, () -> smc.read(SmcKey.of("XXXX"), 1));
        assertInstanceOf(SmcFault.Atomic.class, failure.fault());
        return outcome.get();
    }

    // ---- When it ends ----

    @Test
    void aControllerThatDoesNotAnswerEndsItAtTheDeadline() {
        paper.worksAtEachLook = true;
        long start = paper.now();
        assertEquals(Outcome.TIMED_OUT, atomic.enter(TEN));
        // One look before it begins, and one when the id is sent to rest; taking the word takes no time.
        assertEquals(TEN + 2 * PaperSmc.TICK_NANOS, paper.clock.getAsLong() - start);
    }

    @Test
    void aMailboxThatStaysFullEndsItAtTheDeadlineOfTheWhole() throws Exception {
        paper.iop.send(0x20, 0x0000_0000_0000_f012L);
        paper.isReading = false;
        paper.worksAtEachLook = true;
        long start = paper.now();
        assertEquals(Outcome.TIMED_OUT, atomic.enter(TEN));
        long took = paper.clock.getAsLong() - start;
        assertTrue(took >= TEN && took <= TEN + 2 * PaperSmc.TICK_NANOS, () -> "took=" + took);
        paper.isReading = true;
        paper.answers.put("20:4630546700042011", 0x2000L);
        assertEquals(Outcome.DONE, atomic.write32(SPEED, 1, TEN), "nothing was sent, so nothing is to be laid to rest");
    }

    @Test
    void whoHoldsTheCoProcessorIsWaitedForUntilTheDeadline() throws Exception {
        var isHeld = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Thread holder = Thread.ofPlatform().start(() -> hold(paper.iop, isHeld, release));
        isHeld.await();
        paper.worksAtEachLook = true;
        paper.answers.put("20:4e54415000011011", 0x1000L);
        paper.work();
        paper.meanwhile(() -> letGo(holder, release));
        assertEquals(Outcome.DONE, atomic.enter(TEN));
    }

    private static void hold(Iop iop, CountDownLatch isHeld, CountDownLatch until) {
        try {
            iop.await(
                    () -> {
                        isHeld.countDown();
                        awaitQuietly(until);
                        return true;
                    },
                    TEN);
        } catch (RtkitException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void letGo(Thread holder, CountDownLatch release) {
        release.countDown();
        try {
            holder.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whereEveryIdRestsNothingIsSaid() throws Exception {
        var options = new SmcOptions(TEN, 1_000 * TEN, ByteOrders.COMMON, paper::now);
        Smc restless = Smc.open(paper.iop, paper.memory, options);
        for (int i = 0; i < CommandIds.COUNT; i++) {
            assertThrows(SmcException.class, () -> restless.read(SmcKey.of("XXXX"), 1));
        }
        paper.heard.clear();
        paper.worksAtEachLook = true;
        assertEquals(Outcome.TIMED_OUT, restless.atomic().enter(TEN));
        assertEquals(List.of(), paper.heard);
    }

    // ---- What it says of itself ----

    @Test
    void theModeIsLeftAndEnteredAgain() {
        paper.worksAtEachLook = true;
        paper.answers.put("20:4e54415000011011", 0x1000L);
        paper.answers.put("20:4e54415000012011", 0x2000L);
        assertEquals(Outcome.DONE, atomic.enter(TEN));
        assertEquals(Outcome.DONE, atomic.leave());
        assertEquals(Outcome.NOT_ENTERED, atomic.write32(SPEED, 1, TEN));
        assertEquals(Outcome.DONE, atomic.enter(TEN));
        assertEquals(Outcome.DONE, atomic.leave());
        assertEquals(Outcome.DONE, atomic.leave());
    }

    @Test
    void aLinkThatIsDownIsSaid() {
        paper.worksAtEachLook = true;
        paper.isBroken = true;
        assertEquals(Outcome.LINK_DOWN, atomic.enter(TEN));
        paper.isBroken = false;
        paper.iop.fail(new Fault.Cancelled());
        assertEquals(Outcome.LINK_DOWN, atomic.enter(TEN));
        assertEquals(List.of(), paper.heard);
    }

    @Test
    void theMemoryOfAClosedDriverIsGone() {
        smc.close();
        paper.work();
        paper.heard.clear();
        paper.worksAtEachLook = true;
        assertEquals(Outcome.LINK_DOWN, atomic.enter(TEN));
        assertEquals(List.of(), paper.heard);
    }

    /// An event that comes meanwhile is lost and counted; an answer that nobody waits for is no event.
    @Test
    void eventsAreNotKeptForLater() throws Exception {
        var heard = new LinkedBlockingQueue<SmcEvent>();
        var end = new CountDownLatch(1);
        smc.events().subscribe(collecting(heard, end));
        paper.worksAtEachLook = true;
        paper.answers.put("20:4e54415000011011", 0x1000L);
        atomic.enter(TEN);
        paper.mailbox.say(0x20, 0x7202_0001_0000_0018L);
        paper.iop.pollEarly();
        assertEquals(1, smc.lostEvents());
        atomic.leave();
        paper.mailbox.say(0x20, 0x7202_0002_0000_9000L);
        paper.mailbox.say(0x20, 0x7202_0003_0000_0018L);
        paper.iop.poll();
        assertEquals(SmcEvent.of(0x7202_0003), heard.take());
        assertEquals(1, smc.staleAnswers());
        smc.close();
        end.await();
    }

    private static Flow.Subscriber<SmcEvent> collecting(LinkedBlockingQueue<SmcEvent> heard, CountDownLatch end) {
        return new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(SmcEvent event) {
                heard.add(event);
            }

            @Override
            public void onError(Throwable error) {}

            @Override
            public void onComplete() {
                end.countDown();
            }
        };
    }
}
