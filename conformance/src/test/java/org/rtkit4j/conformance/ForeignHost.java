package org.rtkit4j.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.rtkit4j.testkit.Corpus;

/// Programs of other people, or in other languages, that are built and run here.
final class ForeignHost {
    private static final Path ROOT = Path.of(System.getProperty("rtkit.root", ".."));
    private static final Path BUILT = Path.of(System.getProperty("rtkit.built", "target/hosts"));
    private static final long LONGEST_SECONDS = 300;

    private ForeignHost() {}

    /// What a program printed, and how it ended.
    record Result(int status, List<String> lines) {
        /// Returns the lines that a kernel would have logged, without their level and device.
        List<String> log() {
            return lines.stream()
                    .filter(line -> line.matches("(err|warn|info) .*"))
                    .map(line -> line.replaceFirst("^\\w+ \\w+: ", ""))
                    .toList();
        }

        /// Returns the other lines: what the program says that it did.
        List<String> steps() {
            return lines.stream()
                    .filter(line -> !line.matches("(err|warn|info) .*"))
                    .toList();
        }
    }

    /// Returns the file that Debian's package of Linux's sources has, or skips the test that asks.
    static Path linuxSources() {
        Path sources = Path.of(System.getProperty("rtkit.linux", "/usr/src/linux-source-6.1.tar.xz"));
        requireOrSkip(Files.exists(sources), "linux", "no Linux sources, install linux-source-6.1: " + sources);
        return sources;
    }

    /// Returns the folder where sources of kernels and of U-Boot are kept that were downloaded.
    static Path kernels() {
        String set = System.getenv("RTKIT4J_KERNELS");
        return set == null ? Path.of(System.getProperty("user.home"), ".cache", "rtkit4j", "kernels") : Path.of(set);
    }

    /// Skips the test unless a C compiler is there.
    static void requireCompiler(String check) {
        requireOrSkip(Files.isExecutable(Path.of("/usr/bin/gcc")), check, "no C compiler, install gcc and libc6-dev");
    }

    /// Skips the test that asks, saying why, or fails it where the check is required.
    static void requireOrSkip(boolean isThere, String check, String otherwise) {
        if (!isThere && Corpus.isRequired(check)) {
            throw new AssertionError("required and not possible: " + otherwise);
        }
        Assumptions.assumeTrue(isThere, () -> "skipped: " + otherwise);
    }

    /// Returns a file of this project.
    static Path file(String relative) {
        return ROOT.resolve(relative).toAbsolutePath().normalize();
    }

    /// Returns a folder of its own for what is built for `name`.
    static Path folder(String name) throws IOException {
        return Files.createDirectories(BUILT.resolve(name)).toAbsolutePath();
    }

    /// Runs a program to its end.
    static Result run(String... command) throws IOException, InterruptedException {
        return run(List.of(command), List.of());
    }

    /// Runs a program to its end, with variables `NAME=value` in its environment.
    static Result run(List<String> command, List<String> environment) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        environment.forEach(entry -> builder.environment().put(entry.split("=", 2)[0], entry.split("=", 2)[1]));
        Path output = Files.createTempFile("rtkit-host", ".log");
        try {
            Process process = builder.redirectOutput(output.toFile()).start();
            process.getOutputStream().close();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("hangs: command=" + command + "\n" + text(output));
            }
            return new Result(
                    process.exitValue(), new ArrayList<>(text(output).lines().toList()));
        } finally {
            Files.delete(output);
        }
    }

    /// Runs a program that does not end by itself, and ends it once it has printed a line that `isEnough`.
    static Result runUntil(Predicate<String> isEnough, List<String> command, List<String> environment)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        environment.forEach(entry -> builder.environment().put(entry.split("=", 2)[0], entry.split("=", 2)[1]));
        Process process = builder.start();
        process.getOutputStream().close();
        // One that hangs ends here, and so does the reader.
        var watch = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS));
        var lines = new ArrayList<String>();
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (isEnough.test(line)) {
                    // By its handle: the process itself would close the pipe, too.
                    process.toHandle().destroy();
                }
            }
            return new Result(process.waitFor(), lines);
        } finally {
            watch.cancel(false);
        }
    }

    private static String text(Path output) throws IOException {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    }
}
