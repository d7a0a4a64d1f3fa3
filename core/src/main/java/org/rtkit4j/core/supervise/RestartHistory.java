package org.rtkit4j.core.supervise;

/// When a co-processor was restarted, as far as it still counts. Costs nothing until the first restart.
final class RestartHistory {
    private static final long[] NONE = {};
    private static final int INITIAL = 4;

    // A ring, oldest at `first`.
    private long[] times = NONE;
    private int first;
    private int count;

    /// Returns how many restarts lie within `windowNanos` before now, and forgets the others.
    int recent(long nowNanos, long windowNanos) {
        while (count > 0 && nowNanos - times[first] >= windowNanos) {
            first = (first + 1) % times.length;
            count--;
        }
        return count;
    }

    void add(long nowNanos) {
        if (count == times.length) {
            grow();
        }
        times[(first + count) % times.length] = nowNanos;
        count++;
    }

    void clear() {
        times = NONE;
        first = 0;
        count = 0;
    }

    private void grow() {
        long[] larger = new long[Math.max(INITIAL, 2 * times.length)];
        for (int i = 0; i < count; i++) {
            larger[i] = times[(first + i) % times.length];
        }
        times = larger;
        first = 0;
    }
}
