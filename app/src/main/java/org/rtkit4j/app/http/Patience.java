package org.rtkit4j.app.http;

import java.util.concurrent.TimeUnit;

/// How long a client may keep the server waiting, in nanoseconds.
///
/// @param headNanos for a whole head, from the connection or from its first byte on
/// @param stretchNanos for each 64 KiB of a body or of an answer
/// @param bodyNanos for a whole body
/// @param idleNanos between an answer and the next request
public record Patience(long headNanos, long stretchNanos, long bodyNanos, long idleNanos) {
    /// So many bytes of a body or of an answer are one stretch.
    static final int STRETCH_BYTES = 1 << 16;

    /// What a person at a browser never meets: 64 MiB come in two minutes at 5 Mbit/s.
    public static final Patience STANDARD = new Patience(
            TimeUnit.SECONDS.toNanos(10),
            TimeUnit.SECONDS.toNanos(10),
            TimeUnit.SECONDS.toNanos(120),
            TimeUnit.SECONDS.toNanos(30));
}
