package org.rtkit4j.benchmarks.reports;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Others that do the same work: Linux's printer of crash logs in C, and parsers in Python.
///
/// Where a tool is missing, that peer is left out, and a line says so.
final class Peers {
    private static final Path LINUX = Path.of("/usr/src/linux-source-6.1.tar.xz");
    private static final String PRINTER = "linux-source-6.1/drivers/soc/apple/rtkit-crashlog.c";
    private static final String C_TIMES = "3000";
    private static final String PYTHON_TIMES = "20";

    private final Path root;
    private final Path folder;
    private final Path log;
    private final Path report;

    Peers(Path root, Path folder, byte[] log, byte[] report) throws IOException {
        this.root = root;
        this.folder = folder;
        this.log = Files.write(folder.resolve("log.bin"), log);
        this.report = Files.write(folder.resolve("report.txt"), report);
    }

    void run() throws IOException, InterruptedException {
        linux();
        python();
    }

    private void linux() throws IOException, InterruptedException {
        if (!Files.exists(LINUX)) {
            CrashlogBenchmark.print("Linux's printer in C", "left out: no package linux-source-6.1");
            return;
        }
        Path source = folder.resolve("rtkit-crashlog.c");
        Path error = folder.resolve("error");
        run(source.toFile(), error, List.of("tar", "-xJOf", LINUX.toString(), "--occurrence=1", PRINTER));
        Path shim = root.resolve("forensics/src/test/resources/conformance/crashlog");
        Files.copy(shim.resolve("rtkit-internal.h"), folder.resolve("rtkit-internal.h"));
        Path main = Files.copy(root.resolve("benchmarks/src/main/native/crashlog_bench.c"), folder.resolve("main.c"));
        Path program = folder.resolve("printer");
        run(null, error, List.of("gcc", "-std=gnu11", "-O2", "-o", "" + program, "" + source, "" + main));
        int status = run(null, error, List.of(program.toString(), log.toString(), C_TIMES));
        if (status != 0) {
            CrashlogBenchmark.print("Linux's printer in C", "left out: it does not run");
            return;
        }
        double nanos = Double.parseDouble(Files.readString(error).strip());
        CrashlogBenchmark.print("Linux's printer in C, the same log", "%.1f us".formatted(nanos / 1e3));
    }

    private void python() throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Path script = root.resolve("benchmarks/src/main/python/crashlog_peer.py");
        Path python = Path.of("/usr/bin/python3");
        int status = Files.isExecutable(python)
                ? run(
                        output.toFile(),
                        folder.resolve("error"),
                        List.of("" + python, "" + script, "" + log, "" + report, PYTHON_TIMES))
                : 1;
        if (status != 0) {
            CrashlogBenchmark.print("Python", "left out: no python3 with construct");
            return;
        }
        List<String> lines = Files.readAllLines(output);
        long size = Files.size(report);
        double binary = Double.parseDouble(lines.get(0));
        double text = Double.parseDouble(lines.get(1));
        CrashlogBenchmark.print("Python's construct, the same log", "%.1f us".formatted(binary / 1e3));
        CrashlogBenchmark.print(
                "Python's re, the same panic report", "%.1f MB/s, %.1f us".formatted(size / text * 1e3, text / 1e3));
        CrashlogBenchmark.print("", "it found: rows in the log, rows, AP rows, tasks, fields = " + lines.get(2));
    }

    /// @param output where standard output goes; null discards it
    private static int run(@Nullable File output, Path error, List<String> command)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectError(error.toFile());
        builder.redirectOutput(output == null ? new File("/dev/null") : output);
        return builder.start().waitFor();
    }
}
