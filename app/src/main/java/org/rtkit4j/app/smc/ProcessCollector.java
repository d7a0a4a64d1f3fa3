package org.rtkit4j.app.smc;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// What the exporter itself is and takes: its version, and the metrics that every Prometheus client has of its process.
/// What a system does not tell is left out.
///
/// Source: https://prometheus.io/docs/instrumenting/writing_clientlibs, process metrics; proc(5).
final class ProcessCollector implements MultiCollector {
    private static final Path PROCESS = Path.of("/proc/self");
    private static final String RESIDENT = "VmRSS:";
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;
    private static final int KIBIBYTE = 1024;

    private final ProcessHandle.Info process = ProcessHandle.current().info();
    private final Labels build;

    /// @param version of the command
    ProcessCollector(String version) {
        build = Labels.of("java", Runtime.version().toString(), "version", version);
    }

    @Override
    public MetricSnapshots collect() {
        List<MetricSnapshot> metrics = new ArrayList<>();
        metrics.add(InfoSnapshot.builder()
                .name("rtkit_build")
                .help("What this exporter is.")
                .dataPoint(InfoDataPointSnapshot.builder().labels(build).build())
                .build());
        process.startInstant()
                .ifPresent(start -> metrics.add(
                        gauge("process_start_time_seconds", "When it was started.", start.toEpochMilli() / MILLIS)));
        ProcessHandle.current().info().totalCpuDuration().ifPresent(time -> metrics.add(processorTime(time)));
        residentBytes()
                .ifPresent(bytes -> metrics.add(gauge("process_resident_memory_bytes", "Memory that it has.", bytes)));
        openFiles().ifPresent(count -> metrics.add(gauge("process_open_fds", "Files that it has open.", count)));
        return new MetricSnapshots(metrics);
    }

    private static MetricSnapshot processorTime(Duration time) {
        return CounterSnapshot.builder()
                .name("process_cpu_seconds")
                .help("Processor time that it took.")
                .dataPoint(CounterDataPointSnapshot.builder()
                        .value(time.toNanos() / NANOS)
                        .build())
                .build();
    }

    private static MetricSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }

    private static OptionalDouble residentBytes() {
        try (var lines = Files.lines(PROCESS.resolve("status"))) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * KIBIBYTE)
                    .findFirst();
        } catch (IOException _) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble openFiles() {
        try (var files = Files.list(PROCESS.resolve("fd"))) {
            return OptionalDouble.of((double) files.count());
        } catch (IOException _) {
            return OptionalDouble.empty();
        }
    }
}
