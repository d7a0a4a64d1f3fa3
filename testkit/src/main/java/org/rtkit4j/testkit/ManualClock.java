package org.rtkit4j.testkit;

import java.util.function.LongSupplier;

/// A clock that a test moves: nanoseconds from an arbitrary start.
public final class ManualClock implements LongSupplier {
    private long nowNanos;

    @Override
    public long getAsLong() {
        return nowNanos;
    }

    /// Moves the clock on; it never moves by itself.
    public void advance(long nanos) {
        nowNanos += nanos;
    }

    /// Moves to `nanos`, never backwards.
    public void advanceTo(long nanos) {
        nowNanos = Math.max(nowNanos, nanos);
    }
}
