package org.rtkit4j.benchmarks.reports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.binary.BinaryCrashlog;
import org.rtkit4j.forensics.binary.SectionWalk;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.WarningList;

/// How fast crash reports are read, on one core, in CPU time; peers do the same work in the same run.
public final class CrashlogBenchmark {
    private static final double WALK_GB_PER_SECOND = 1.0;
    private static final double DECODE_MICROS = 100;
    private static final double TEXT_MB_PER_SECOND = 500;

    private final SplittableRandom random;
    private boolean reached = true;

    public CrashlogBenchmark(long seed) {
        random = new SplittableRandom(seed);
    }

    /// Runs it and prints what was measured.
    ///
    /// @param root the project's folder, where the peers' sources are
    /// @return whether the targets were reached
    public boolean run(Path root) throws IOException, InterruptedException {
        byte[] log = GeneratedLog.make(random);
        byte[] panic = GeneratedReport.of(random, 3, 0).getBytes(StandardCharsets.US_ASCII);
        byte[] linux = GeneratedReport.of(random, 3, 2).getBytes(StandardCharsets.US_ASCII);
        double walk = CpuTime.nanosPerCall(() -> walk(log));
        result("section walk", log.length / walk, "GB/s", WALK_GB_PER_SECOND, true);
        byte[] small = GeneratedLog.ofSmallSections();
        result(
                "section walk, 32 bytes a section",
                small.length / CpuTime.nanosPerCall(() -> walk(small)),
                "GB/s",
                WALK_GB_PER_SECOND,
                true);
        double decode = CpuTime.nanosPerCall(() -> rows(BinaryCrashlog.read(log, "DCP")));
        result("full decoding of %d bytes".formatted(log.length), decode / 1e3, "us", DECODE_MICROS, false);
        text("panic report", panic);
        text("Linux log", linux);
        Path folder = Files.createTempDirectory("rtkit-crashlog");
        try {
            var grep = new GrepPeer(folder);
            grep.run("panic reports", panic);
            grep.run("Linux log", linux);
            grep.run("Linux log, one line in 200 of ours", GeneratedReport.amongOthers(random, linux));
            new Peers(root, folder, log, panic).run();
        } finally {
            delete(folder);
        }
        return reached;
    }

    private void text(String name, byte[] bytes) {
        double nanos = CpuTime.nanosPerCall(
                () -> rows(CrashReports.read(name, bytes).reports().getFirst()));
        result(
                "%s of %d bytes".formatted(name, bytes.length),
                bytes.length / nanos * 1e3,
                "MB/s",
                TEXT_MB_PER_SECOND,
                true);
        print("", "%.1f us".formatted(nanos / 1e3));
    }

    private static int walk(byte[] log) {
        int[] tags = {0};
        SectionWalk.walk(log, new WarningList(), (_, _) -> {}, payload -> tags[0] += payload.tag());
        return tags[0];
    }

    private static int rows(CrashReport report) {
        return report.logs().own().stream()
                        .mapToInt(mailbox -> mailbox.rows().size())
                        .sum()
                + report.tasks().size();
    }

    private void result(String name, double value, String unit, double target, boolean isLeast) {
        boolean good = isLeast ? value >= target : value <= target;
        reached &= good;
        print(
                name,
                "%.1f %s (target: %s %.0f)%s"
                        .formatted(value, unit, isLeast ? "at least" : "at most", target, good ? "" : "  MISSED"));
    }

    static void print(String name, String value) {
        System.out.printf("%-44s %s%n", name, value);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
