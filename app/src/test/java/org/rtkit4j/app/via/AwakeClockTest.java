package org.rtkit4j.app.via;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AwakeClockTest {
    private static final long MILLI = 1_000_000;
    private static final long HOUR = 3_600_000 * MILLI;

    private final AtomicLong wall = new AtomicLong(Long.MAX_VALUE - HOUR / 2);
    private final AwakeClock clock = new AwakeClock(wall::get);

    @Test
    void itShowsWallTimeWhileItIsLookedAtOften() {
        long start = clock.getAsLong();
        for (int i = 0; i < 1000; i++) {
            wall.addAndGet(5 * MILLI);
            assertEquals(5 * MILLI * (i + 1), clock.getAsLong() - start);
            clock.look();
        }
    }

    @Test
    void anHourInWhichTheProcessIsStoppedIsAMoment() {
        long start = clock.getAsLong();
        wall.addAndGet(HOUR);
        assertEquals(AwakeClock.MOST_NANOS, clock.getAsLong() - start);
        clock.look();
        wall.addAndGet(MILLI);
        assertEquals(AwakeClock.MOST_NANOS + MILLI, clock.getAsLong() - start);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void itNeverRunsBackwardsAndNeverFast(long seed) {
        var random = new SplittableRandom(seed);
        long before = clock.getAsLong();
        for (int i = 0; i < 2000; i++) {
            long passed = random.nextInt(8) == 0 ? random.nextLong(HOUR) : random.nextLong(20 * MILLI);
            wall.addAndGet(passed);
            if (random.nextBoolean()) {
                clock.look();
            }
            long now = clock.getAsLong();
            assertTrue(now >= before && now - before <= passed, "passed=" + passed + ", shown=" + (now - before));
            before = now;
        }
    }
}
