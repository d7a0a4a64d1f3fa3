package org.rtkit4j.benchmarks.suite;

import static org.rtkit4j.benchmarks.suite.FleetTurns.COUNTS;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.benchmarks.fleet.FleetBytes;

/// The rows of 1, 100 and 10,000 co-processors on two cores.
final class Fleets {
    private static final double LEAST = 1.5;
    private static final double THOUSAND = 1e3;
    private static final int WARM_UP = 100;
    private static final List<String> OPTIONS = List.of("-XX:ActiveProcessorCount=2", "-XX:+UseG1GC", "-Xmx3g");

    private Fleets() {}

    static List<Row> rows(Effort effort, Progress progress) throws IOException, InterruptedException {
        List<Row> rows = throughput(effort, progress);
        progress.step("bytes for each co-processor");
        // The first measurement counts classes and compiled code too.
        FleetBytes.measure(WARM_UP);
        for (int count : COUNTS.subList(1, COUNTS.size())) {
            FleetBytes bytes = FleetBytes.measure(count);
            rows.add(memory("memory" + count, count, "the host", bytes.host(), FleetBytes.HOST_LIMIT));
            rows.add(memory("memory" + count + "both", count, "both ends", bytes.both(), limit(count)));
        }
        return rows;
    }

    private static List<Row> throughput(Effort effort, Progress progress) throws IOException, InterruptedException {
        var jvms = new ArrayList<double[][]>();
        for (int i = 0; i < effort.fleetJvms(); i++) {
            progress.step("1, 100 and 10,000 co-processors, in turns");
            jvms.add(OwnJvm.run(FleetTurns.class, OPTIONS, effort.fleetTurns(), effort.fleetMillis()).stream()
                    .map(OwnJvm::numbers)
                    .toArray(double[][]::new));
        }
        var rows = new ArrayList<Row>();
        for (int i = 0; i < COUNTS.size(); i++) {
            rows.add(throughput(i, jvms));
        }
        return rows;
    }

    private static Row throughput(int which, List<double[][]> jvms) {
        boolean isFirst = which == 0;
        boolean isLast = which == COUNTS.size() - 1;
        Double ofOne = isFirst ? null : Double.valueOf(middle(0, jvms));
        Double ratio = isFirst ? null : Double.valueOf(middleRatio(which, jvms));
        return new Row(
                "throughput" + COUNTS.get(which),
                words(COUNTS.get(which)) + ", messages there and back in all",
                "k/s",
                middle(which, jvms) / THOUSAND,
                ofOne == null ? null : Double.valueOf(ofOne / THOUSAND),
                "one co-processor",
                ratio,
                isLast ? "at least " + LEAST : "",
                !isLast || ratio == null || ratio >= LEAST,
                null,
                Map.of());
    }

    private static double middle(int which, List<double[][]> jvms) {
        return Quantile.middle(
                jvms.stream().mapToDouble(jvm -> Quantile.middle(jvm[which])).toArray());
    }

    private static double middleRatio(int which, List<double[][]> jvms) {
        return Quantile.middle(jvms.stream()
                .mapToDouble(jvm -> Quantile.middleRatio(jvm[which], jvm[0]))
                .toArray());
    }

    private static Row memory(String id, int count, String whose, long bytes, @Nullable Long limit) {
        return new Row(
                id,
                "%s, memory of %s for each".formatted(words(count), whose),
                "B",
                bytes,
                null,
                "",
                null,
                limit == null ? "" : "under %,d B".formatted(limit),
                limit == null || bytes < limit,
                null,
                Map.of());
    }

    // What a machine has once counts for much where there are few.
    private static @Nullable Long limit(int count) {
        return count == COUNTS.getLast() ? Long.valueOf(FleetBytes.BOTH_LIMIT) : null;
    }

    private static String words(int count) {
        return count == 1 ? "one co-processor" : "%,d co-processors".formatted(count);
    }
}
