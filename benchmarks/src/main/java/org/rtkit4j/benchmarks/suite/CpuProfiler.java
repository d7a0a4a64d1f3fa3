package org.rtkit4j.benchmarks.suite;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/// Has JMH measure the CPU time of an operation beside its time on the wall.
public final class CpuProfiler implements InternalProfiler {
    static final String LABEL = "cpu";

    private @Nullable CpuClock clock;
    private long start;

    @Override
    public String getDescription() {
        return "CPU time of the process";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        if (clock == null) {
            clock = new CpuClock();
        }
        start = clock.nanos();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long spent = clock == null ? 0 : clock.nanos() - start;
        long operations = result.getMetadata().getAllOps();
        return List.of(new ScalarResult(LABEL, (double) spent / operations, "ns/op", AggregationPolicy.MIN));
    }
}
