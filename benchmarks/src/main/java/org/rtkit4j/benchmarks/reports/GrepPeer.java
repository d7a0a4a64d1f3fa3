package org.rtkit4j.benchmarks.reports;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rtkit4j.forensics.CrashReports;

/// `grep -c` of one word, beside our readers, over the same bytes: both read a file once, in CPU time of one core.
final class GrepPeer {
    private static final int FILE_BYTES = 64 << 20;
    private static final int ROUNDS = 5;

    private final Path folder;

    GrepPeer(Path folder) {
        this.folder = folder;
    }

    /// Prints both, and how many times as long ours takes.
    ///
    /// @param text is repeated to a file of some size
    void run(String name, byte[] text) throws IOException, InterruptedException {
        Path file = folder.resolve("grepped");
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int written = 0; written < FILE_BYTES; written += text.length) {
                out.write(text);
            }
        }
        double bytes = Files.size(file);
        double grep = grepNanos(file);
        double ours = CpuTime.leastNanos(ROUNDS, () -> read(file));
        CrashlogBenchmark.print(
                name + ", %.0f MB as a stream".formatted(bytes / 1e6),
                "%.0f MB/s; grep -c: %.0f MB/s; %.1f times grep's time"
                        .formatted(bytes / ours * 1e3, bytes / grep * 1e3, ours / grep));
    }

    private static int read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return CrashReports.read("x", in).reports().size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The shell's own count of the CPU time of its children.
    private double grepNanos(Path file) throws IOException, InterruptedException {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            Process shell = new ProcessBuilder(List.of(
                            "bash",
                            "-c",
                            "TIMEFORMAT='%U %S'; time grep -c RTKit '" + file + "' >'" + folder.resolve("count") + "'"))
                    .redirectErrorStream(true)
                    .start();
            String[] times = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ", -1);
            shell.waitFor();
            best = Math.min(best, (Double.parseDouble(times[0]) + Double.parseDouble(times[1])) * 1e9);
        }
        return best;
    }
}
