package org.rtkit4j.benchmarks.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Linux's own library, compiled here from Debian's package of Linux's sources.
final class Peer {
    private static final Path SOURCES = Path.of("/usr/src/linux-source-6.1.tar.xz");

    private final Path program;

    private Peer(Path program) {
        this.program = program;
    }

    /// Builds it; returns null, saying why, where that cannot be.
    static @Nullable Peer build(Path root, Progress progress) throws IOException, InterruptedException {
        if (!Files.exists(SOURCES)) {
            progress.note("the C library is left out: no " + SOURCES + ", install linux-source-6.1");
            return null;
        }
        if (!isThere("gcc")) {
            progress.note("the C library is left out: no gcc");
            return null;
        }
        progress.step("compiling Linux's library");
        Path out = Files.createDirectories(root.resolve("benchmarks/target/peer"));
        Path log = out.resolve("build.log");
        String script = root.resolve("benchmarks/src/main/native/peer/build").toString();
        int status = new ProcessBuilder("sh", script, SOURCES.toString(), out.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (status != 0) {
            progress.note("the C library is left out: it does not compile, see " + log);
            return null;
        }
        return new Peer(out.resolve("peer"));
    }

    /// Returns the nanoseconds of one operation: the best of some rounds.
    double nanos(HostWork work, Effort effort) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        program.toString(), work.row, "" + effort.iterations(), "" + effort.iterationMillis())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines;
        try (var reader = process.inputReader()) {
            lines = reader.lines().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (process.waitFor() != 0) {
            throw new IOException("the C library fails: row=" + work.row + ", it says " + lines);
        }
        OptionalDouble best = lines.stream().mapToDouble(Double::parseDouble).min();
        return best.orElseThrow();
    }

    /// Returns the compiler's own words about itself.
    static String compiler() {
        return firstLine("gcc", "--version");
    }

    private static boolean isThere(String program) {
        return !firstLine(program, "--version").isEmpty();
    }

    static String firstLine(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var reader = process.inputReader()) {
                String line = reader.readLine();
                return line == null || process.waitFor() != 0 ? "" : line;
            }
        } catch (IOException _) {
            return "";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
