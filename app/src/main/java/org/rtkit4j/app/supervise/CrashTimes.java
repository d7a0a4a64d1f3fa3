package org.rtkit4j.app.supervise;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// When a supervised co-processor is crashed: at random, and not so late that it could not come back in time.
final class CrashTimes {
    /// No crash comes any more.
    static final long NEVER = Long.MAX_VALUE;

    private static final int SHORTEST_LIFE_MILLIS = 200;
    private static final int LONGEST_LIFE_MILLIS = 1200;

    /// What the last one gets to come back in, of a short run half: as long as the supervisor waits at most, and a
    /// boot.
    private static final long CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private final RandomGenerator random;
    private final long lastNanos;
    private long atNanos;

    /// @param time how long all lasts, or null for ever
    CrashTimes(RandomGenerator random, @Nullable Duration time) {
        this.random = random;
        this.lastNanos = time == null ? NEVER : time.toNanos() - Math.min(CALM_NANOS, time.toNanos() / 2);
    }

    /// Returns when the next crash is due, in nanoseconds from the beginning, or [#NEVER].
    long next() {
        if (atNanos != NEVER) {
            atNanos += TimeUnit.MILLISECONDS.toNanos(random.nextLong(SHORTEST_LIFE_MILLIS, LONGEST_LIFE_MILLIS));
            atNanos = atNanos > lastNanos ? NEVER : atNanos;
        }
        return atNanos;
    }
}
