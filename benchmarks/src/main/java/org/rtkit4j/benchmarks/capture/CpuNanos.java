package org.rtkit4j.benchmarks.capture;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// CPU time of this thread.
final class CpuNanos {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuNanos() {}

    static long now() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
