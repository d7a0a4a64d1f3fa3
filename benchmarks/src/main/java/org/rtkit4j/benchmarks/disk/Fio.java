package org.rtkit4j.benchmarks.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One job of fio over a Unix socket, and the figure of its terse output (version 3) that counts.
///
/// @param words what it does
/// @param options of fio
/// @param field of the output
/// @param unit of the figure
record Fio(String words, List<String> options, int field, String unit) {
    private static final int READ_KIB_PER_SECOND = 6;
    private static final int READ_IOPS = 7;
    private static final int READ_LONGEST_MICROS = 14;
    private static final int WRITE_KIB_PER_SECOND = 47;
    private static final int WRITE_IOPS = 48;

    private static final String FLUSHES = "--fsync=32";

    /// What is compared.
    static final List<Fio> JOBS = List.of(
            new Fio("4 KiB random read", job("randread", "4k"), READ_IOPS, "/s"),
            new Fio("4 KiB random write", job("randwrite", "4k"), WRITE_IOPS, "/s"),
            new Fio("the same, a flush every 32", job("randwrite", "4k", FLUSHES), WRITE_IOPS, "/s"),
            new Fio("1 MiB sequential read", job("read", "1m"), READ_KIB_PER_SECOND, "KiB/s"),
            new Fio("1 MiB sequential write", job("write", "1m"), WRITE_KIB_PER_SECOND, "KiB/s"),
            new Fio("the same, a flush every 32", job("write", "1m", FLUSHES), WRITE_KIB_PER_SECOND, "KiB/s"));

    /// How long the longest of many short reads takes.
    static final Fio LONGEST =
            new Fio("longest 4 KiB read", List.of("--rw=randread", "--bs=4k"), READ_LONGEST_MICROS, "us");

    private static List<String> job(String pattern, String size, String... more) {
        var options = new ArrayList<>(List.of("--rw=" + pattern, "--bs=" + size, "--iodepth=16"));
        options.addAll(List.of(more));
        return options;
    }

    /// Returns the figure.
    ///
    /// @throws IOException with what fio said, if it fails
    double run(Path socket, int seconds) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                "fio",
                "--name=x",
                "--ioengine=nbd",
                "--uri=nbd+unix:///?socket=" + socket,
                "--size=" + NbdBenchmark.IMAGE_MIB + "m",
                "--time_based",
                "--runtime=" + seconds,
                "--output-format=terse"));
        command.addAll(options);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String line =
                output.lines().filter(text -> text.startsWith("3;")).findFirst().orElse("");
        if (process.waitFor() != 0 || line.isEmpty()) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return Double.parseDouble(line.split(";", -1)[field]);
    }
}
