package org.rtkit4j.benchmarks.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `rtkit explain --group` over a folder of generated reports whose groups are known: time, peak memory, and whether
/// the groups are right.
public final class FolderBenchmark {
    private static final Pattern GROUP =
            Pattern.compile("\"groupSignature\" : \"([^\"]*)\",\\s*\"count\" : (\\d+)", Pattern.MULTILINE);
    private static final Pattern PLACE = Pattern.compile("Invented[A-Z].cpp:(\\d+)");
    private static final int PER_FOLDER = 500;
    private static final int FORMS = 3;

    private final int count;
    private final SplittableRandom random;

    public FolderBenchmark(int count, long seed) {
        this.count = count;
        this.random = new SplittableRandom(seed);
    }

    /// Runs it and prints what was measured.
    ///
    /// @return whether the groups are right
    public boolean run(Path root) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("rtkit-reports");
        try {
            return explain(root, folder, generate(folder));
        } finally {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /// Returns how many reports there are of each cause.
    private Map<Integer, Integer> generate(Path folder) throws IOException {
        Map<Integer, Integer> causes = new HashMap<>();
        for (int i = 0; i < count; i++) {
            // Some causes are much more frequent than others.
            int bound = random.nextInt(1, GeneratedReport.CAUSES + 1);
            int cause = random.nextInt(bound);
            Path place = Files.createDirectories(folder.resolve("part" + i / PER_FOLDER));
            Files.writeString(place.resolve("report" + i), GeneratedReport.of(random, cause, random.nextInt(FORMS)));
            causes.merge(cause, 1, Integer::sum);
        }
        return causes;
    }

    private boolean explain(Path root, Path folder, Map<Integer, Integer> causes)
            throws IOException, InterruptedException {
        // The launcher builds what is not built yet: that is none of the command's time.
        new ProcessBuilder(root.resolve("rtkit").toString(), "--version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        Path output = folder.resolveSibling(folder.getFileName() + ".json");
        long start = System.nanoTime();
        WatchedProcess process = WatchedProcess.start(
                output.toFile(),
                List.of(root.resolve("rtkit").toString(), "explain", "--group", "--json", folder.toString()));
        int status = process.end();
        double seconds = (System.nanoTime() - start) / 1e9;
        String json = Files.readString(output);
        Files.delete(output);
        boolean right = status == 0 && found(json).equals(causes);
        CrashlogBenchmark.print("reports", "%d of %d causes in 3 forms".formatted(count, causes.size()));
        CrashlogBenchmark.print("time", "%.1f s, %.0f reports/s".formatted(seconds, count / seconds));
        CrashlogBenchmark.print("peak memory of the process", "%d MB".formatted(process.peakMegabytes()));
        CrashlogBenchmark.print("groups", right ? "right" : "WRONG: " + found(json) + " for " + causes);
        return right;
    }

    /// Counts by cause, which the line number in the message tells; a cause in two groups shows as a wrong count.
    private static Map<Integer, Integer> found(String json) {
        Map<Integer, Integer> found = new HashMap<>();
        Matcher groups = GROUP.matcher(json);
        while (groups.find()) {
            Matcher place = PLACE.matcher(groups.group(1));
            int cause = place.find() ? Integer.parseInt(place.group(1)) - 100 : -1;
            found.putIfAbsent(cause, Integer.parseInt(groups.group(2)));
        }
        return found;
    }
}
