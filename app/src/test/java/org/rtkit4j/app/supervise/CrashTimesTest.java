package org.rtkit4j.app.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When `rtkit supervise --crash` crashes what it supervises.
class CrashTimesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 15})
    void theLastOneLeavesTimeToComeBackIn(int seconds) {
        for (int seed = 0; seed < 200; seed++) {
            var times = new CrashTimes(new SplittableRandom(seed), Duration.ofSeconds(seconds));
            long last = 0;
            for (long next = times.next(); next != CrashTimes.NEVER; next = times.next()) {
                assertTrue(next > last, "they come one after the other");
                last = next;
            }
            long calmMillis = Math.min(1500, seconds * 500);
            assertTrue(last <= (seconds * 1000L - calmMillis) * 1_000_000, "seed=" + seed + ", last=" + last);
            assertEquals(CrashTimes.NEVER, times.next());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void withoutAnEndTheyNeverEnd(int seed) {
        var times = new CrashTimes(new SplittableRandom(seed), null);
        for (int i = 0; i < 10_000; i++) {
            assertTrue(times.next() != CrashTimes.NEVER);
        }
    }
}
