package org.rtkit4j.app.smc;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Reads once for all who ask meanwhile. Whoever asks gets a reading that has begun after he asked, and waits for
/// two at most: the one that is under way, and the next. So a crowd that asks without end keeps nobody waiting.
final class SharedReading implements MultiCollector {
    private final MultiCollector source;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final AtomicLong begun = new AtomicLong();
    private @Nullable MetricSnapshots latest;
    private long latestNumber;

    SharedReading(MultiCollector source) {
        this.source = source;
    }

    @Override
    public MetricSnapshots collect() {
        long before = begun.get();
        turn.lock();
        try {
            MetricSnapshots shared = latest;
            return shared != null && latestNumber > before ? shared : read();
        } finally {
            turn.unlock();
        }
    }

    private MetricSnapshots read() {
        long number = begun.incrementAndGet();
        MetricSnapshots read = source.collect();
        latest = read;
        latestNumber = number;
        return read;
    }
}
