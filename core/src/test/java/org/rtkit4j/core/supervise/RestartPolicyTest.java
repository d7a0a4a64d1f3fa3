package org.rtkit4j.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How long a restart is delayed, how many count, and what no policy may say.
class RestartPolicyTest {
    private static final RestartPolicy POLICY = RestartPolicy.DEFAULT;

    @ParameterizedTest
    @CsvSource({
        "2, 5, '2 4 5 5'",
        "100, 400, '100 200 400 400'",
        "100, 250, '100 200 250 250'",
        "7, 3, '3 3 3 3'",
        "0, 9, '0 0 0 0'",
        "0, 0, '0 0 0 0'",
        "25920000000000000, 31536000000000000, '25920000000000000 31536000000000000 31536000000000000"
                + " 31536000000000000'"
    })
    void theDelayDoublesUpToTheLongest(long firstNanos, long longestNanos, String expected) {
        var policy = POLICY.withDelays(Duration.ofNanos(firstNanos), Duration.ofNanos(longestNanos));
        var delays = LongStream.range(0, 4).map(recent -> policy.delayNanos((int) recent));
        assertEquals(expected, String.join(" ", delays.mapToObj(Long::toString).toList()));
    }

    @Test
    void aDurationIsFromNothingToAYear() {
        for (Duration fits : new Duration[] {Duration.ZERO, Duration.ofDays(365)}) {
            assertEquals(fits, POLICY.withDelays(fits, fits).firstDelay());
            assertEquals(fits, POLICY.withLimit(1, fits).window());
            assertEquals(fits, POLICY.withPing(fits).ping());
        }
        for (Duration never :
                new Duration[] {Duration.ofNanos(-1), Duration.ofDays(365).plusNanos(1)}) {
            assertRefused("first delay", () -> POLICY.withDelays(never, Duration.ZERO), never);
            assertRefused("longest delay", () -> POLICY.withDelays(Duration.ZERO, never), never);
            assertRefused("window", () -> POLICY.withLimit(1, never), never);
            assertRefused("ping", () -> POLICY.withPing(never), never);
        }
    }

    private static void assertRefused(String name, Runnable made, Duration never) {
        var thrown = assertThrows(IllegalArgumentException.class, made::run);
        assertEquals("duration out of range: " + name + "=" + never, thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000})
    void aLimitMayBeNoneAndAThousand(int limit) {
        assertEquals(limit, POLICY.withLimit(limit, Duration.ZERO).limit());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1001})
    void anyOtherLimitIsRefused(int limit) {
        assertThrows(IllegalArgumentException.class, () -> POLICY.withLimit(limit, Duration.ZERO));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void aRestartCountsForAsLongAsTheWindowAndNoLonger(long seed) {
        var random = new SplittableRandom(seed);
        var history = new RestartHistory();
        var expected = new ArrayDeque<Long>();
        long now = random.nextLong();
        for (int i = 0; i < 1_000; i++) {
            now += random.nextInt(4);
            if (random.nextInt(3) > 0) {
                history.add(now);
                expected.add(now);
            }
            while (!expected.isEmpty() && now - expected.getFirst() >= 20) {
                expected.removeFirst();
            }
            assertEquals(expected.size(), history.recent(now, 20));
        }
        history.clear();
        assertEquals(0, history.recent(now, 20));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, SupervisorConfig.MOST_TRACE_LINES})
    void aTraceMayBeNoneAndTheMost(int lines) {
        assertEquals(lines, SupervisorConfig.DEFAULT.withTraceLines(lines).traceLines());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, SupervisorConfig.MOST_TRACE_LINES + 1})
    void anyOtherTraceIsRefused(int lines) {
        assertThrows(IllegalArgumentException.class, () -> SupervisorConfig.DEFAULT.withTraceLines(lines));
    }
}
