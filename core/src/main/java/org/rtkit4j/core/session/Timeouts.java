package org.rtkit4j.core.session;

import java.time.Duration;

/// How long each wait may last, in nanoseconds.
///
/// @param managementNanos for each step of the handshake and each power state
/// @param sendNanos for the send FIFO to take a word
public record Timeouts(long managementNanos, long sendNanos) {
    /// A year: what lasts longer is a mistake, and clocks can be compared.
    private static final long LONGEST_NANOS = Duration.ofDays(365).toNanos();

    /// One second and half a second. Source: linux `rtkit.c` (completions) and `mailbox.c` (send FIFO).
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(1).toNanos(), Duration.ofMillis(500).toNanos());

    public Timeouts {
        requirePossible(managementNanos);
        requirePossible(sendNanos);
    }

    private static void requirePossible(long nanos) {
        if (nanos < 1 || nanos > LONGEST_NANOS) {
            throw new IllegalArgumentException("a time-out lasts 1 ns to a year: nanos=" + nanos);
        }
    }
}
