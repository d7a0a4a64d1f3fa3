package org.rtkit4j.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long the command takes, from the call to its end, and what it costs: the best of several, after one that builds
/// what is not built.
final class StartUp {
    private static final String REPORT = "app/src/main/resources/org/rtkit4j/app/training.panic";
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final double MILLIS = 1e6;
    private static final double MEGA = 1024;
    private static final Duration PAUSE = Duration.ofMillis(4);

    private final Path root;
    private final int starts;
    private final CpuClock clock = new CpuClock();

    StartUp(Path root, int starts) {
        this.root = root;
        this.starts = starts;
    }

    List<Row> rows(Progress progress) throws IOException, InterruptedException {
        var rows = new ArrayList<Row>();
        rows.add(row(progress, 150, "--help"));
        rows.add(row(progress, 300, "boot"));
        rows.add(row(progress, 0, "explain", root.resolve(REPORT).toString()));
        return rows;
    }

    private Row row(Progress progress, int goalMillis, String... arguments) throws IOException, InterruptedException {
        progress.step("start-up of " + arguments[0]);
        start(arguments);
        double wall = Double.MAX_VALUE;
        double cpu = Double.MAX_VALUE;
        double peak = 0;
        for (int i = 0; i < starts; i++) {
            Cost cost = start(arguments);
            wall = Math.min(wall, cost.wallNanos / MILLIS);
            cpu = Math.min(cpu, cost.cpuNanos / MILLIS);
            peak = Math.max(peak, cost.peakKilobytes / MEGA);
        }
        return new Row(
                "start" + arguments[0].replace("-", ""),
                "./rtkit %s: wall; %.0f ms of CPU, %.0f MB resident".formatted(arguments[0], cpu, peak),
                "ms",
                wall,
                null,
                "",
                null,
                goalMillis == 0 ? "" : "under %d ms".formatted(goalMillis),
                goalMillis == 0 || wall < goalMillis,
                null,
                Map.of("cpuMillis", cpu, "residentMegabytes", peak));
    }

    private record Cost(long wallNanos, long cpuNanos, long peakKilobytes) {}

    private Cost start(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(root.resolve("rtkit").toString());
        command.addAll(List.of(arguments));
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        long before = clock.childrenNanos();
        long start = System.nanoTime();
        Process process = builder.start();
        process.getOutputStream().close();
        long peak = watch(process);
        long wall = System.nanoTime() - start;
        if (process.exitValue() != 0) {
            throw new IOException("the command fails: " + command);
        }
        return new Cost(wall, clock.childrenNanos() - before, peak);
    }

    // The peak is asked for while the process lives; the last answer is a few milliseconds old when it ends.
    private static long watch(Process process) throws InterruptedException {
        long peak = 0;
        while (!process.waitFor(PAUSE)) {
            peak = Math.max(peak, peakKilobytes(process.pid()));
        }
        return peak;
    }

    private static long peakKilobytes(long pid) {
        try {
            Matcher found = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
            return found.find() ? Long.parseLong(found.group(1)) : 0;
        } catch (IOException _) {
            // It has just ended, or this system has no such file.
            return 0;
        }
    }
}
