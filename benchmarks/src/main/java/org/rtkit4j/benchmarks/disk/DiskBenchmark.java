package org.rtkit4j.benchmarks.disk;

import java.nio.file.Path;

/// `benchmarks/run nvme`: the driver with the emulated controller, and the disk over NBD beside nbdkit.
public final class DiskBenchmark {
    private static final double GOAL = 1_000_000;

    private final Path root;
    private final int seconds;

    /// @param seconds for each measurement
    public DiskBenchmark(Path root, int seconds) {
        this.root = root;
        this.seconds = seconds;
    }

    /// Returns whether the goals are reached.
    public boolean run() throws Exception {
        double reads;
        try (var driver = new DriverBenchmark()) {
            reads = driver.run(seconds);
        }
        System.out.printf("%-32s %14.0f /s%n", "4 KiB reads, one thread, no NBD", reads);
        return new NbdBenchmark(root, seconds).run() && reads > GOAL;
    }
}
