package org.rtkit4j.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.rtkit4j.benchmarks.capture.CaptureBenchmark;
import org.rtkit4j.benchmarks.disk.DiskBenchmark;
import org.rtkit4j.benchmarks.fleet.SuperviseBenchmark;
import org.rtkit4j.benchmarks.page.PageBenchmark;
import org.rtkit4j.benchmarks.reports.CrashlogBenchmark;
import org.rtkit4j.benchmarks.reports.DoublingBenchmark;
import org.rtkit4j.benchmarks.reports.FolderBenchmark;
import org.rtkit4j.benchmarks.reports.StreamBenchmark;
import org.rtkit4j.benchmarks.suite.Suite;

/// `benchmarks/run supervise | smc | input | nvme | proxy | crashlog | doubling | folder | streams | capture |
/// page`, with options.
public final class Benchmarks {
    private static final String USAGE = """
            usage: benchmarks/run [--quick] [--json]
                   benchmarks/run supervise [--count N] [--seconds N] [--seed N]
                   benchmarks/run smc [--seconds N]
                   benchmarks/run input [--seconds N]
                   benchmarks/run display [--seconds N]
                   benchmarks/run nvme [--seconds N]
                   benchmarks/run proxy [--seconds N]
                   benchmarks/run crashlog [--seed N]
                   benchmarks/run doubling [--seed N]
                   benchmarks/run folder [--count N] [--seed N]
                   benchmarks/run streams [--count GIGABYTES] [--seed N]
                   benchmarks/run capture [--count N] [--seed N]
                   benchmarks/run page [--seconds N] [--seed N]""";

    private static final int DEFAULT_COUNT = 10_000;
    private static final int CAPTURED = 100_000;
    private static final int GIGABYTES = 2;

    private static final Set<String> BENCHMARKS = Set.of(
            "supervise",
            "smc",
            "input",
            "display",
            "nvme",
            "crashlog",
            "doubling",
            "folder",
            "streams",
            "capture",
            "page");

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 0 || args[0].startsWith("--")) {
            suite(args);
            return;
        }
        if (args[0].equals("proxy")) {
            proxy(args);
            return;
        }
        int count = DEFAULT_COUNT;
        int seconds = args[0].equals("nvme") ? 5 : 20;
        long seed = System.nanoTime();
        if (args.length % 2 != 1 || !BENCHMARKS.contains(args[0])) {
            fail();
        }
        for (int i = 1; i < args.length; i += 2) {
            switch (args[i]) {
                case "--count" -> count = (int) number(args[i + 1], 1, 100_000);
                case "--seconds" -> seconds = (int) number(args[i + 1], 1, 100_000);
                case "--seed" -> seed = number(args[i + 1], Long.MIN_VALUE, Long.MAX_VALUE);
                default -> fail();
            }
        }
        if (args[0].equals("smc")) {
            var howLong = Duration.ofSeconds(Math.min(seconds, 20));
            boolean holds = new SmcBenchmark(howLong).run();
            new SmcProxyBenchmark(howLong, Path.of(System.getProperty("rtkit.root", "."))).run();
            System.exit(holds ? 0 : 1);
        }
        if (args[0].equals("input")) {
            System.exit(new InputBenchmark(Duration.ofSeconds(seconds)).run() ? 0 : 1);
        }
        if (args[0].equals("display")) {
            System.exit(new DisplayBenchmark(Duration.ofSeconds(seconds)).run() ? 0 : 1);
        }
        if (args[0].equals("nvme")) {
            var disk = new DiskBenchmark(Path.of(System.getProperty("rtkit.root", ".")), seconds);
            System.exit(disk.run() ? 0 : 1);
        }
        System.out.printf("%-36s %d%n", "seed", seed);
        var root = Path.of(System.getProperty("rtkit.root", "."));
        boolean good = switch (args[0]) {
            case "crashlog" -> new CrashlogBenchmark(seed).run(root);
            case "doubling" -> new DoublingBenchmark(seed).run();
            case "folder" -> new FolderBenchmark(count, seed).run(root);
            // A count is gigabytes here; everybody's default would be too many.
            case "streams" -> new StreamBenchmark(root, count == DEFAULT_COUNT ? GIGABYTES : count, seed).run();
            // A count of 10,000 is everybody's default, and says too little here.
            case "capture" -> new CaptureBenchmark(Math.max(count, CAPTURED), seed).run();
            case "page" -> new PageBenchmark(root, Duration.ofSeconds(seconds), seed).run();
            default -> new SuperviseBenchmark(count, Duration.ofSeconds(seconds), seed).run();
        };
        System.exit(good ? 0 : 1);
    }

    private static void suite(String[] args) throws Exception {
        Set<String> options = Set.copyOf(List.of(args));
        if (!Set.of("--quick", "--json").containsAll(options)) {
            fail();
        }
        var root = Path.of(System.getProperty("rtkit.root", "."));
        System.exit(new Suite(root, options.contains("--quick")).run(options.contains("--json")) ? 0 : 1);
    }

    // `benchmarks/run proxy [--seconds N]`: N for each of its measurements.
    private static void proxy(String[] args) throws Exception {
        boolean hasSeconds = args.length == 3 && args[1].equals("--seconds");
        if (args.length != 1 && !hasSeconds) {
            System.err.println("usage: benchmarks/run proxy [--seconds N]");
            System.exit(2);
        }
        new ProxyBenchmark(hasSeconds ? number(args[2], 1, 1000) : 2).run();
    }

    private static long number(String text, long least, long most) {
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Wrong usage, as a number out of range is.
        }
        fail();
        return least;
    }

    private static void fail() {
        System.err.println(USAGE);
        System.exit(2);
    }
}
