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
        try (var hello = new HelloJvm()) {
            return List.of(
                    row(progress, hello, 1.8, "--help"),
                    row(progress, hello, 0, "boot"),
                    row(progress, hello, 3, "explain", root.resolve(REPORT).toString()));
        }
    }

    // In turns, so that both meet the same machine.
    private Row row(Progress progress, HelloJvm hello, double goal, String... arguments)
            throws IOException, InterruptedException {
        progress.step("start-up of " + arguments[0]);
        var command = new ArrayList<String>();
        command.add(root.resolve("rtkit").toString());
        command.addAll(List.of(arguments));
        start(command);
        Cost ours = Cost.NONE;
        Cost limit = Cost.NONE;
        for (int i = 0; i < starts; i++) {
            limit = limit.best(start(hello.command()));
            ours = ours.best(start(command));
        }
        double ratio = (double) ours.wallNanos / limit.wallNanos;
        double cpu = ours.cpuNanos / MILLIS;
        double peak = ours.peakKilobytes / MEGA;
        return new Row(
                "start" + arguments[0].replace("-", ""),
                "./rtkit %s: wall; %.0f ms of CPU, %.0f MB resident".formatted(arguments[0], cpu, peak),
                "ms",
                ours.wallNanos / MILLIS,
                limit.wallNanos / MILLIS,
                "a JVM that says hello",
                ratio,
                goal == 0 ? "" : "at most " + Row.number(goal),
                goal == 0 || ratio <= goal,
                null,
                Map.of("cpuMillis", cpu, "residentMegabytes", peak));
    }

    private record Cost(long wallNanos, long cpuNanos, long peakKilobytes) {
        static final Cost NONE = new Cost(Long.MAX_VALUE, Long.MAX_VALUE, 0);

        // The least time of both, and the most memory.
        Cost best(Cost other) {
            return new Cost(
                    Math.min(wallNanos, other.wallNanos),
                    Math.min(cpuNanos, other.cpuNanos),
                    Math.max(peakKilobytes, other.peakKilobytes));
        }
    }

    private Cost start(List<String> command) throws IOException, InterruptedException {
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
