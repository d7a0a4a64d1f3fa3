package org.rtkit4j.core.iop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.core.session.Session;
import org.rtkit4j.testkit.AllocationProbe;
import org.rtkit4j.testkit.ManualClock;

class LoopTaskTest {
    private final ManualClock clock = new ManualClock();
    private final EventLoop loop = new EventLoop(clock);
    private final List<String> done = new ArrayList<>();

    @Test
    void runsOnceItIsWokenAndNotAgain() {
        var task = loop.task(() -> done.add("woken"));
        assertEquals(0, loop.turn());
        task.wake();
        task.wake();
        assertEquals(1, loop.turn());
        assertEquals(0, loop.turn());
        assertEquals(List.of("woken"), done);
    }

    @Test
    void runsAtItsTimeAndNotBefore() {
        var task = loop.task(() -> done.add("due"));
        task.at(100);
        loop.turn();
        assertEquals(100, loop.nextDueNanos());
        clock.advance(99);
        assertEquals(0, loop.turn());
        clock.advance(1);
        assertEquals(1, loop.turn());
        assertEquals(List.of("due"), done);
        assertEquals(Session.NO_DEADLINE, loop.nextDueNanos());
    }

    @Test
    void aWakeUpIsNotLostToATimeThatIsSetAfterIt() {
        var task = loop.task(() -> done.add("woken"));
        task.wake();
        task.at(1_000);
        loop.turn();
        assertEquals(List.of("woken"), done);
        assertEquals(1_000, loop.nextDueNanos());
    }

    @Test
    void anotherTimeReplacesTheOneBefore() {
        var task = loop.task(() -> done.add("due"));
        task.at(100);
        loop.turn();
        task.at(300);
        loop.turn();
        clock.advance(200);
        assertEquals(0, loop.turn());
        task.cancel();
        loop.turn();
        clock.advance(200);
        assertEquals(0, loop.turn());
        assertEquals(List.of(), done);
    }

    @Test
    void anActionMaySetItsOwnNextTime() {
        var self = new ArrayList<LoopTask>();
        self.add(loop.task(() -> {
            done.add("tick");
            self.getFirst().at(clock.getAsLong() + 10);
        }));
        self.getFirst().wake();
        for (int i = 0; i < 5; i++) {
            assertEquals(1, loop.turn());
            clock.advance(10);
        }
        assertEquals(5, done.size());
    }

    @Test
    void anActionThatThrowsEndsNeitherTheLoopNorTheTask() {
        var task = loop.task(() -> {
            done.add("thrown");
            throw new IllegalStateException("of the test");
        });
        var other = loop.task(() -> done.add("other"));
        task.wake();
        other.wake();
        loop.turn();
        task.wake();
        loop.turn();
        assertEquals(List.of("thrown", "other", "thrown"), done);
    }

    @Test
    void theLoopsThreadKeepsTimes() throws Exception {
        var ran = new CountDownLatch(2);
        try (var threaded = new EventLoop().start()) {
            var now = threaded.task(ran::countDown);
            var later = threaded.task(ran::countDown);
            later.at(System.nanoTime() + 1_000_000);
            now.wake();
            assertTrue(ran.await(1, TimeUnit.MINUTES));
        }
    }

    @Test
    void wakingAllocatesNothing() {
        var task = loop.task(() -> {});
        assertEquals(0, AllocationProbe.leastBytes(() -> {
            for (int i = 0; i < 1_000; i++) {
                task.wake();
                task.at(clock.getAsLong() + 1 + i % 7);
                loop.turn();
                clock.advance(3);
            }
        }));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void manyTimesRunInTheirOrderHoweverTheyAreSetAndMoved(long seed) {
        var random = new SplittableRandom(seed);
        int count = random.nextInt(1, 300);
        var tasks = new ArrayList<LoopTask>();
        var ran = new ArrayList<Long>();
        var due = new long[count];
        for (int i = 0; i < count; i++) {
            int index = i;
            tasks.add(loop.task(() -> ran.add(due[index])));
        }
        for (int i = 0; i < 3 * count; i++) {
            int index = random.nextInt(count);
            due[index] = random.nextInt(4) == 0 ? Session.NO_DEADLINE : random.nextLong(1, 1_000);
            tasks.get(index).at(due[index]);
            loop.turn();
        }
        var expected = new ArrayList<Long>();
        for (long time : due) {
            if (time != 0 && time != Session.NO_DEADLINE) {
                expected.add(time);
            }
        }
        expected.sort(null);
        while (clock.getAsLong() < 1_000) {
            clock.advance(random.nextLong(1, 50));
            loop.turn();
        }
        assertEquals(expected, ran);
    }
}
