package org.rtkit4j.benchmarks.fleet;

import java.time.Duration;
import org.rtkit4j.core.supervise.RestartPolicy;
import org.rtkit4j.core.supervise.SupervisorConfig;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.crash.CrashCause;

/// What a fleet takes for each co-processor, in bytes of the heap.
///
/// A fleet is booted, every member crashes once and comes back, so that whatever is made late has been made. Then the
/// heap is measured after a full collection, the host is dropped while the emulator stays as it is, and the heap is
/// measured again. The difference is what only the host kept: supervisor, event loop, sessions, duty cycles, register
/// mailboxes. Buffers that the firmware has asked for are the emulated machine's memory and stay, as they should.
///
/// @param host what the host keeps
/// @param both that and the emulated co-processor: registers, firmware, and the memory that it has written
public record FleetBytes(long host, long both) {
    /// The most that the host may keep for each, apart from the buffers that its firmware asked for.
    public static final long HOST_LIMIT = 16 << 10;

    /// The most that both ends may take: a hundred thousand in 1 GiB.
    public static final long BOTH_LIMIT = (1L << 30) / 100_000;

    private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();

    /// Measures a fleet of `count`.
    public static FleetBytes measure(int count) {
        long before = usedBytes();
        var policy = RestartPolicy.DEFAULT.withDelays(Duration.ofMillis(10), Duration.ofSeconds(1));
        var stepped = new SteppedFleet(count, SupervisorConfig.DEFAULT.with(policy));
        stepped.fleet().start();
        require(stepped.runUntil(stepped.fleet()::isRunning, PATIENCE_NANOS), "the fleet does not come up");
        for (Coprocessor coprocessor : stepped.machine.coprocessors()) {
            coprocessor.crash(new CrashCause.DataAbort(0, true));
        }
        require(stepped.runUntil(() -> isBack(stepped, count), PATIENCE_NANOS), "the fleet does not come back");
        stepped.run(Duration.ofMillis(100).toNanos());
        long with = usedBytes();
        stepped.dropHost();
        long without = usedBytes();
        // The machine is looked at again, so that it is not collected before the second measurement.
        require(stepped.machine.coprocessors().size() == count, "the machine has changed");
        return new FleetBytes((with - without) / count, (with - before) / count);
    }

    private static boolean isBack(SteppedFleet stepped, int count) {
        return stepped.fleet().restarts() >= count && stepped.fleet().isRunning();
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
