package org.rtkit4j.core.session;

import java.time.Duration;

/// How long each wait may last, in nanoseconds.
///
/// @param managementNanos for each step of the handshake and each power state
/// @param sendNanos for the send FIFO to take a word
public record Timeouts(long managementNanos, long sendNanos) {
    /// One second and half a second. Source: linux `rtkit.c` (completions) and `mailbox.c` (send FIFO).
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(1).toNanos(), Duration.ofMillis(500).toNanos());
}
