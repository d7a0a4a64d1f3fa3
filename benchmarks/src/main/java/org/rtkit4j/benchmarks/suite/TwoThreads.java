package org.rtkit4j.benchmarks.suite;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The row of two threads: [PingPong] in several JVMs, the best of them.
final class TwoThreads {
    private static final double MOST = 1.15;

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
                "at most %s".formatted(MOST),
                best.ratio <= MOST,
                null,
                Map.of("ratioWorstRound", results.getLast().ratio, "batches", best.batches));
    }

    private record Result(double bare, double mailbox, double ratio, double batches) {}

    // Two threads that never sleep leave the compiler's no core: whoever calls a method waits for its code.
    private static Result measure(int millis) throws IOException, InterruptedException {
        List<String> lines = OwnJvm.run(PingPong.class, List.of("-Xbatch", "-XX:+UseSerialGC", "-Xmx256m"), millis);
        double[] numbers = OwnJvm.numbers(lines.getFirst());
        return new Result(numbers[0], numbers[1], numbers[2], numbers[3]);
    }
}
