package org.rtkit4j.benchmarks.reports;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A process whose memory is watched while it runs.
final class WatchedProcess {
    private static final long LOOK_MILLIS = 20;

    private final Process process;
    private final Thread watcher;
    private volatile long peakKilobytes;

    private WatchedProcess(Process process) {
        this.process = process;
        this.watcher = Thread.ofPlatform().daemon().start(this::watch);
    }

    /// Starts a command; what it says on standard error is shown.
    static WatchedProcess start(File output, List<String> command) throws IOException {
        return new WatchedProcess(new ProcessBuilder(command)
                .redirectOutput(output)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    Process process() {
        return process;
    }

    /// Waits for its end.
    ///
    /// @return its exit status
    int end() throws InterruptedException {
        int status = process.waitFor();
        watcher.join();
        return status;
    }

    /// Returns the most memory that it had, in MB.
    long peakMegabytes() {
        return peakKilobytes >> 10;
    }

    private void watch() {
        while (process.isAlive()) {
            peakKilobytes = Math.max(peakKilobytes, kilobytes());
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /// The kernel's own note of the most that a process had.
    private long kilobytes() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return 0; // it has ended
        }
    }
}
