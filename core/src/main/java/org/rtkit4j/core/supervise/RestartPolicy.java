package org.rtkit4j.core.supervise;

import java.time.Duration;

/// When a co-processor that has crashed, hung or not come up is restarted, and when it is given up.
///
/// The delay before a restart doubles with each restart that lies within the window: one that seldom crashes comes back
/// at once, and one that crashes in a loop costs little.
///
/// @param firstDelay delay of a restart with no other in the window
/// @param longestDelay where the delay stops doubling
/// @param limit how many restarts there may be within the window, 0 to 1000; the next one is not made
/// @param window for how long a restart counts
/// @param ping how often a running firmware is asked for a sign of life, and how long it may take; zero: never
public record RestartPolicy(Duration firstDelay, Duration longestDelay, int limit, Duration window, Duration ping) {
    /// What a policy allows at most; a co-processor remembers the time of each of its restarts.
    public static final int HIGHEST_LIMIT = 1000;

    // Before DEFAULT, whose constructor reads it.
    private static final Duration LONGEST = Duration.ofDays(365);

    /// After 100 ms, twice as long each time up to 10 s; five restarts within a minute; a PING every ten seconds.
    public static final RestartPolicy DEFAULT = new RestartPolicy(
            Duration.ofMillis(100), Duration.ofSeconds(10), 5, Duration.ofMinutes(1), Duration.ofSeconds(10));

    public RestartPolicy {
        requireSensible("first delay", firstDelay);
        requireSensible("longest delay", longestDelay);
        requireSensible("window", window);
        requireSensible("ping", ping);
        if (limit < 0 || limit > HIGHEST_LIMIT) {
            throw new IllegalArgumentException("restart limit out of range: limit=" + limit);
        }
    }

    /// Returns this policy with other delays.
    public RestartPolicy withDelays(Duration first, Duration longest) {
        return new RestartPolicy(first, longest, limit, window, ping);
    }

    /// Returns this policy with another limit.
    public RestartPolicy withLimit(int restarts, Duration within) {
        return new RestartPolicy(firstDelay, longestDelay, restarts, within, ping);
    }

    /// Returns this policy with another interval between signs of life; zero: none is asked for.
    public RestartPolicy withPing(Duration interval) {
        return new RestartPolicy(firstDelay, longestDelay, limit, window, interval);
    }

    /// Returns how long to wait before a restart that `recent` others precede within the window.
    long delayNanos(int recent) {
        long longest = longestDelay.toNanos();
        long delay = Math.min(firstDelay.toNanos(), longest);
        for (int i = 0; i < recent && delay < longest; i++) {
            delay = delay > longest / 2 ? longest : 2 * delay;
        }
        return delay;
    }

    private static void requireSensible(String name, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("duration out of range: " + name + "=" + value);
        }
    }
}
