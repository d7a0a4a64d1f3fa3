package org.rtkit4j.benchmarks.suite;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.profile.LinuxPerfNormProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// The rows of one thread: JMH for ours, each time in a JVM of its own, and the peer in a process of its own, in turns.
///
/// Both are measured in CPU time, so that others on the machine count little; the best of all is taken, since what is
/// left of them only ever adds.
final class OneThread {
    private static final String BYTES = "gc.alloc.rate.norm";
    private static final String CYCLES = "cycles";
    // JMH's own; without it each JVM warns.
    private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";
    // Of the shortest rows, where it shows what the compiler happens to inline.
    private static final int EXTRA_ROUNDS = 1;
    private static final double NO_BYTES = 1;

    private final Effort effort;
    private final @Nullable Peer peer;
    private final Progress progress;
    private final boolean hasCycles = hasCycles();
    private final Map<HostWork, List<Double>> ours = new EnumMap<>(HostWork.class);
    private final Map<HostWork, List<Double>> theirs = new EnumMap<>(HostWork.class);
    private final Map<HostWork, Double> bytes = new EnumMap<>(HostWork.class);
    private final Map<HostWork, Double> cycles = new EnumMap<>(HostWork.class);

    OneThread(Effort effort, @Nullable Peer peer, Progress progress) {
        this.effort = effort;
        this.peer = peer;
        this.progress = progress;
    }

    List<Row> rows() throws Exception {
        for (int round = 1; round <= effort.rounds() + EXTRA_ROUNDS; round++) {
            for (HostWork work : HostWork.values()) {
                if (round <= effort.rounds() || work.isShort()) {
                    progress.step("round %d: %s".formatted(round, work.words));
                    measure(work);
                }
            }
        }
        var rows = new ArrayList<Row>();
        for (HostWork work : HostWork.values()) {
            rows.add(row(work));
        }
        return rows;
    }

    private void measure(HostWork work) throws Exception {
        measureOurs(work);
        if (peer != null) {
            theirs.computeIfAbsent(work, _ -> new ArrayList<>()).add(peer.nanos(work, effort));
        }
    }

    private void measureOurs(HostWork work) throws RunnerException {
        var options = new OptionsBuilder()
                .include(HostBenchmark.class.getName() + "\\." + work.method + "$")
                .forks(1)
                .warmupIterations(work.isLong() ? 2 * effort.warmUps() : effort.warmUps())
                .warmupTime(TimeValue.milliseconds(Effort.WARM_UP_MILLIS))
                .measurementIterations(effort.iterations())
                .measurementTime(TimeValue.milliseconds(effort.iterationMillis()))
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .jvmArgs("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m", "--enable-native-access=ALL-UNNAMED", UNSAFE)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        if (hasCycles) {
            options.addProfiler(LinuxPerfNormProfiler.class);
        }
        RunResult result = new Runner(options.build()).runSingle();
        ours.computeIfAbsent(work, _ -> new ArrayList<>()).add(score(result, CpuProfiler.LABEL));
        bytes.merge(work, score(result, BYTES), Math::min);
        if (result.getSecondaryResults().containsKey(CYCLES)) {
            cycles.merge(work, score(result, CYCLES), Math::min);
        }
    }

    private static double score(RunResult result, String label) {
        return Objects.requireNonNull(result.getSecondaryResults().get(label)).getScore();
    }

    private Row row(HostWork work) {
        List<Double> rounds = ours.getOrDefault(work, List.of());
        double best = least(rounds);
        List<Double> peerRounds = theirs.getOrDefault(work, List.of());
        Double peerBest = peerRounds.isEmpty() ? null : least(peerRounds);
        double allocated = bytes.getOrDefault(work, 0.0);
        var more = new TreeMap<String, Double>();
        more.put("oursWorstRound", most(rounds));
        if (peerBest != null) {
            more.put("peerWorstRound", most(peerRounds));
        }
        if (cycles.containsKey(work)) {
            more.put(CYCLES, cycles.get(work));
        }
        boolean isFast = work.goal == 0 || peerBest == null || best / peerBest <= work.goal;
        boolean isClean = work.mayAllocate() || allocated < NO_BYTES;
        return new Row(
                work.row,
                work.words,
                "ns",
                best,
                peerBest,
                work == HostWork.BARE ? "a bare loop in C" : "Linux's library in C",
                peerBest == null ? null : Double.valueOf(best / peerBest),
                work.goalInWords(),
                isFast && isClean,
                allocated,
                more);
    }

    private static double least(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    private static double most(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    // Virtual machines mostly do not count them.
    private static boolean hasCycles() {
        String counted = Peer.firstLine("sh", "-c", "perf stat -x, -e cycles true 2>&1 | grep cycles");
        return counted.matches("\\d.*");
    }
}
