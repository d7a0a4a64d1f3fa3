package org.rtkit4j.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.benchmarks.FleetThroughput;
import org.rtkit4j.benchmarks.HostBytes;
import org.rtkit4j.core.iop.RtkitException;

/// The rows of 1, 100 and 10,000 co-processors on two cores.
final class Fleets {
    private static final int[] COUNTS = {1, 100, 10_000};
    private static final double LEAST = 0.8;
    private static final double THOUSAND = 1e3;
    private static final int WARM_UP = 100;
    private static final int WARM_UP_SLICES = 3;

    private Fleets() {}

    static List<Row> rows(Effort effort, Progress progress) throws RtkitException {
        List<Row> rows = throughput(effort, progress);
        progress.step("bytes for each co-processor");
        // The first measurement counts classes and compiled code too.
        HostBytes.measure(WARM_UP);
        for (int i = 1; i < COUNTS.length; i++) {
            rows.add(memory(COUNTS[i]));
        }
        return rows;
    }

    // In turns, in short slices: what else the machine does meets all of them alike.
    private static List<Row> throughput(Effort effort, Progress progress) throws RtkitException {
        int slices = effort.fleetSlices();
        var fleets = new ArrayList<FleetThroughput>();
        double[][] perSecond = new double[COUNTS.length][slices];
        try {
            for (int count : COUNTS) {
                progress.step("%,d co-processors come up".formatted(count));
                fleets.add(new FleetThroughput(count));
            }
            for (int slice = -WARM_UP_SLICES; slice < slices; slice++) {
                progress.step("1, 100 and 10,000 co-processors, in turns");
                for (int i = 0; i < COUNTS.length; i++) {
                    perSecond[i][Math.max(0, slice)] = fleets.get(i).perSecond(effort.fleetMillis());
                }
            }
        } finally {
            fleets.forEach(FleetThroughput::close);
        }
        return throughput(perSecond);
    }

    private static List<Row> throughput(double[][] perSecond) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < COUNTS.length; i++) {
            rows.add(throughput(COUNTS[i], perSecond[i], i == 0 ? null : perSecond[0]));
        }
        return rows;
    }

    private static Row throughput(int count, double[] perSecond, double @Nullable [] ofOne) {
        boolean isLast = count == COUNTS[COUNTS.length - 1];
        Double ratio = ofOne == null ? null : Double.valueOf(Quantile.middle(perSecond) / Quantile.middle(ofOne));
        return new Row(
                "throughput" + count,
                "%,d co-processors, messages there and back in all".formatted(count),
                "k/s",
                Quantile.middle(perSecond) / THOUSAND,
                ofOne == null ? null : Double.valueOf(Quantile.middle(ofOne) / THOUSAND),
                "one co-processor",
                ratio,
                isLast ? "at least " + LEAST : "",
                !isLast || ratio == null || ratio >= LEAST,
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
