package org.rtkit4j.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The row of two threads: [PingPong] in several JVMs, the best of them.
final class TwoThreads {
    private static final double MOST = 1.5;
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private TwoThreads() {}

    static Row row(int jvms, int millis) throws IOException, InterruptedException {
        var results = new ArrayList<Result>();
        for (int i = 0; i < jvms; i++) {
            results.add(measure(millis));
        }
        results.sort(Comparator.comparingDouble(Result::ratio));
        Result best = results.getFirst();
        return new Row(
                "twoThreads",
                "message there and back, AP and firmware each on its core",
                "ns",
                best.mailbox,
                best.bare,
                "bare ping-pong on two cache lines",
                best.ratio,
                "at most %.1f".formatted(MOST),
                best.ratio <= MOST,
                null,
                Map.of("ratioWorstRound", results.getLast().ratio, "batches", best.batches));
    }

    private record Result(double bare, double mailbox, double ratio, double batches) {}

    // Two threads that never sleep leave the compiler's no core: whoever calls a method waits for its code.
    private static Result measure(int millis) throws IOException, InterruptedException {
        var process = new ProcessBuilder(List.of(
                        JAVA,
                        "-Xbatch",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PingPong.class.getName(),
                        "" + millis))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line;
        try (var reader = process.inputReader()) {
            line = reader.readLine();
        }
        if (process.waitFor() != 0 || line == null) {
            throw new IOException("the two threads fail: it says " + line);
        }
        String[] words = line.split(" ", -1);
        return new Result(number(words[0]), number(words[1]), number(words[2]), number(words[3]));
    }

    private static double number(String word) {
        return Double.parseDouble(word);
    }
}
