package org.rtkit4j.benchmarks.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// `rtkit serve` as a user starts it, with pages that hear its events, reports that come in, co-processors that
/// talk and crash: whether its memory stays what it is.
public final class PageBenchmark {
    private static final Duration SAMPLE = Duration.ofSeconds(5);

    /// Of the memory of the first quarter, which is the page's own: what the last may have at most.
    private static final double MOST_GROWTH = 1.15;

    private final Path root;
    private final Duration howLong;
    private final long seed;

    public PageBenchmark(Path root, Duration howLong, long seed) {
        this.root = root;
        this.howLong = howLong;
        this.seed = seed;
    }

    /// Runs it, and draws what was resident.
    ///
    /// @return whether the memory of the last quarter is that of the first
    public boolean run() throws IOException, InterruptedException {
        Process server = new ProcessBuilder(
                        root.resolve("rtkit").toString(), "serve", "smc", "ans", "generic", "--listen", "127.0.0.1:0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            URI address = URI.create(out.readLine());
            try (var load = PageLoad.on(address, new SplittableRandom(seed))) {
                List<Long> kilobytes = watch(server);
                boolean isFlat = isFlat(kilobytes);
                print(kilobytes, load, isFlat);
                return isFlat && load.failures() == 0;
            }
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private List<Long> watch(Process server) throws IOException, InterruptedException {
        var kilobytes = new ArrayList<Long>();
        long end = System.nanoTime() + howLong.toNanos();
        while (System.nanoTime() < end) {
            Thread.sleep(SAMPLE);
            kilobytes.add(resident(server));
        }
        return kilobytes;
    }

    private static long resident(Process server) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + server.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFlat(List<Long> kilobytes) {
        int quarter = Math.max(1, kilobytes.size() / 4);
        return most(kilobytes.subList(kilobytes.size() - quarter, kilobytes.size()))
                <= MOST_GROWTH * most(kilobytes.subList(0, quarter));
    }

    private static long most(List<Long> kilobytes) {
        return kilobytes.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private void print(List<Long> kilobytes, PageLoad load, boolean isFlat) {
        System.out.print(new Curve(kilobytes.stream().map(each -> each >> 10).toList(), "MB resident", howLong));
        System.out.printf("%-36s %,d%n", "reports explained", load.reports());
        System.out.printf("%-36s %,d on %d pages%n", "events heard", load.events(), PageLoad.PAGES);
        System.out.printf("%-36s %,d%n", "messages sent, at least", load.messages());
        System.out.printf("%-36s %,d%n", "crashes provoked", load.crashes());
        System.out.printf("%-36s %,d%n", "requests that failed", load.failures());
        int quarter = Math.max(1, kilobytes.size() / 4);
        System.out.printf(
                "%-36s %d MB, %d MB%s%n",
                "at most, first and last quarter",
                most(kilobytes.subList(0, quarter)) >> 10,
                most(kilobytes.subList(kilobytes.size() - quarter, kilobytes.size())) >> 10,
                isFlat ? "" : "  MISSED");
    }
}
