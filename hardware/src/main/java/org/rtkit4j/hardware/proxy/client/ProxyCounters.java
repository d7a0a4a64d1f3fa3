package org.rtkit4j.hardware.proxy.client;

import java.util.concurrent.atomic.LongAdder;

/// What has happened on the wire so far. Any thread may read it.
public final class ProxyCounters {
    private final LongAdder exchanges = new LongAdder();
    private final LongAdder repeats = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder steps = new LongAdder();
    private final LongAdder discarded = new LongAdder();

    ProxyCounters() {}

    /// Returns how many requests went out.
    public long exchanges() {
        return exchanges.sum();
    }

    /// Returns how many were sent again after a failure.
    public long repeats() {
        return repeats.sum();
    }

    /// Returns how many answers were late, damaged, or said that the request was.
    public long failures() {
        return failures.sum();
    }

    /// Returns how often the two ends were brought in step again.
    public long resynchronisations() {
        return steps.sum();
    }

    /// Returns how many bytes were thrown away meanwhile.
    public long discardedBytes() {
        return discarded.sum();
    }

    void onExchange() {
        exchanges.increment();
    }

    void onRepeat() {
        repeats.increment();
    }

    void onFailure() {
        failures.increment();
    }

    void onStep() {
        steps.increment();
    }

    void onDiscarded() {
        discarded.increment();
    }
}
