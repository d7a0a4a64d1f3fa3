package org.rtkit4j.benchmarks.reports;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.IntSupplier;

/// CPU time of this thread: what one core is busy with, whatever else the machine does.
final class CpuTime {
    private static final int ROUNDS = 12;
    private static final long ROUND_NANOS = 250_000_000L;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuTime() {}

    /// Returns the nanoseconds that one long call takes: the least of some.
    static double leastNanos(int rounds, IntSupplier work) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            if (work.getAsInt() == 0) {
                throw new IllegalStateException("the work does nothing");
            }
            least = Math.min(least, THREADS.getCurrentThreadCpuTime() - start);
        }
        return least;
    }

    /// Returns the nanoseconds that one call takes: the best of the later rounds, when the code is compiled.
    ///
    /// @param work returns something that depends on all its work, so that none of it is left out
    static double nanosPerCall(IntSupplier work) {
        double best = Double.MAX_VALUE;
        int sink = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            long calls = 0;
            long spent;
            do {
                for (int i = 0; i < 16; i++) {
                    sink += work.getAsInt();
                }
                calls += 16;
                spent = THREADS.getCurrentThreadCpuTime() - start;
            } while (spent < ROUND_NANOS);
            best = round < ROUNDS / 2 ? best : Math.min(best, (double) spent / calls);
        }
        if (sink == 0) {
            throw new IllegalStateException("the work does nothing");
        }
        return best;
    }
}
