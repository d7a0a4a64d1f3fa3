package org.rtkit4j.benchmarks.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.rtkit4j.testkit.AllocationProbe;

/// A million messages through the whole host, from a driver's call through the mailbox's registers to a listener,
/// make no garbage, by the JVM's own count.
class HostAllocationTest {
    private static final int MESSAGES = 1_000_000;
    private static final int BURST = 64;

    private final HostBenchmark work = new HostBenchmark();

    @Test
    void aMillionMessagesThereAndBack() {
        var host = new HostBenchmark.Late();
        assertEquals(0, bytesOf(MESSAGES, () -> work.message(host)));
    }

    @Test
    void aMillionMessagesTakenEarly() {
        var host = new HostBenchmark.Early();
        assertEquals(0, bytesOf(MESSAGES, () -> work.early(host)));
    }

    @Test
    void aMillionMessagesInBursts() {
        var host = new HostBenchmark.Late();
        assertEquals(0, bytesOf(MESSAGES / BURST, () -> work.burst(host)));
    }

    @Test
    void aMillionSyslogEntriesThatNobodyWants() {
        var host = new HostBenchmark.Late();
        assertEquals(0, bytesOf(MESSAGES, () -> work.syslog(host)));
    }

    private static long bytesOf(int times, Executable operation) {
        return AllocationProbe.leastBytes(() -> {
            for (int i = 0; i < times; i++) {
                run(operation);
            }
        });
    }

    private static void run(Executable operation) {
        try {
            operation.execute();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
