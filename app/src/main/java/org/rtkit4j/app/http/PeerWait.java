package org.rtkit4j.app.http;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Whether the server waits for a peer, since when, and until when.
///
/// The connection's thread begins and ends waits; any thread may ask.
final class PeerWait {
    private final LongSupplier nanoClock;
    private volatile @Nullable Span span;

    /// @param sinceNanos when the wait began, of the server's clock
    private record Span(long sinceNanos, long untilNanos) {}

    PeerWait(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    long nowNanos() {
        return nanoClock.getAsLong();
    }

    /// The peer has `nanos` from now on. Takes the place of the wait that was.
    void begin(long nanos) {
        long now = nanoClock.getAsLong();
        span = new Span(now, now + nanos);
    }

    /// The next move is the server's.
    void end() {
        span = null;
    }

    boolean isUnderWay() {
        return span != null;
    }

    /// Returns whether the peer has let its time pass.
    boolean isOver() {
        Span now = span;
        return now != null && nanoClock.getAsLong() - now.untilNanos >= 0;
    }

    /// Returns how long the wait has lasted, or -1 where there is none.
    long lastedNanos() {
        Span now = span;
        return now == null ? -1 : Math.max(0, nanoClock.getAsLong() - now.sinceNanos);
    }
}
