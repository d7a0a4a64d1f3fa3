package org.rtkit4j.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/// Counts the bytes that threads allocate, by the JVM's own count.
public final class AllocationProbe {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 5;

    private AllocationProbe() {}

    /// Returns the bytes that `work` allocated in its best of five rounds, after one that warms up.
    public static long leastBytes(Runnable work) {
        return least(THREADS::getCurrentThreadAllocatedBytes, work);
    }

    /// Returns the bytes that other threads allocated while `work` ran here, in its best of five rounds, after one that
    /// warms up.
    ///
    /// @param threads those that work for it; they must be alive
    public static long leastBytesOf(List<Thread> threads, Runnable work) {
        long[] ids = threads.stream().mapToLong(Thread::threadId).toArray();
        return least(() -> Arrays.stream(THREADS.getThreadAllocatedBytes(ids)).sum(), work);
    }

    private static long least(LongSupplier allocated, Runnable work) {
        work.run();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = allocated.getAsLong();
            work.run();
            least = Math.min(least, allocated.getAsLong() - before);
        }
        return least;
    }

    /// Returns the bytes that `work` allocated this once: for bounds, where a cold run may cost more than a warm one.
    public static long bytes(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
