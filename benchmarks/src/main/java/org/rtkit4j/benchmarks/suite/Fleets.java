package org.rtkit4j.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.benchmarks.FleetThroughput;
import org.rtkit4j.benchmarks.HostBytes;

/// The rows of 1, 100 and 10,000 co-processors on two cores.
final class Fleets {
    private static final int[] COUNTS = {1, 100, 10_000};
    private static final double LEAST = 0.8;
    private static final double THOUSAND = 1e3;
    private static final int WARM_UP = 100;

    private Fleets() {}

    static List<Row> rows(Effort effort, Progress progress) {
        var rows = new ArrayList<Row>();
        Double ofOne = null;
        for (int count : COUNTS) {
            progress.step("%,d co-processors".formatted(count));
            double perSecond = FleetThroughput.measure(count, effort.fleetMillis());
            rows.add(throughput(count, perSecond, ofOne));
            ofOne = ofOne == null ? Double.valueOf(perSecond) : ofOne;
        }
        progress.step("bytes for each co-processor");
        // The first measurement counts classes and compiled code too.
        HostBytes.measure(WARM_UP);
        for (int i = 1; i < COUNTS.length; i++) {
            rows.add(memory(COUNTS[i]));
        }
        return rows;
    }

    private static Row throughput(int count, double perSecond, @Nullable Double ofOne) {
        boolean isLast = count == COUNTS[COUNTS.length - 1];
        return new Row(
                "throughput" + count,
                "%,d co-processors, messages there and back in all".formatted(count),
                "k/s",
                perSecond / THOUSAND,
                ofOne == null ? null : Double.valueOf(ofOne / THOUSAND),
                "one co-processor",
                ofOne == null ? null : Double.valueOf(perSecond / ofOne),
                isLast ? "at least " + LEAST : "",
                !isLast || ofOne == null || perSecond / ofOne >= LEAST,
                null,
                Map.of());
    }

    private static Row memory(int count) {
        double bytes = HostBytes.measure(count);
        return new Row(
                "memory" + count,
                "%,d co-processors, memory of the host for each".formatted(count),
                "B",
                bytes,
                null,
                "",
                null,
                "under %,d B".formatted(HostBytes.LIMIT),
                bytes < HostBytes.LIMIT,
                null,
                Map.of());
    }
}
