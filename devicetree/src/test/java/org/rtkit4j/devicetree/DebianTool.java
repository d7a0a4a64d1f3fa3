package org.rtkit4j.devicetree;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.rtkit4j.testkit.Corpus;

/// Programs that a check compares us with. Where one is missing a test is skipped, saying so; where
/// `rtkit.required` names the check, it fails.
public final class DebianTool {
    private DebianTool() {}

    /// Skips the test, or fails it, where a program is missing.
    public static void need(String check, String... programs) {
        for (String program : programs) {
            if (find(program) == null) {
                missing(check, program);
            }
        }
    }

    /// Says that a check cannot run.
    public static void missing(String check, String what) {
        if (Corpus.isRequired(check)) {
            throw new AssertionError("the check `%s` is required and lacks %s".formatted(check, what));
        }
        Assumptions.abort("skipped, no " + what);
    }

    private static Path find(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
        for (String folder : path.split(":", -1)) {
            Path file = Path.of(folder, program);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        return null;
    }

    /// What a program wrote to its standard output, and how it ended.
    public static final class Result {
        private final int status;
        private final byte[] bytes;

        Result(int status, byte[] bytes) {
            this.status = status;
            this.bytes = bytes;
        }

        public int status() {
            return status;
        }

        public byte[] bytes() {
            return bytes.clone();
        }

        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public List<String> lines() {
            return text().lines().toList();
        }
    }

    /// Runs a program; what it complains of is dropped.
    public static Result run(String program, String... arguments) {
        var command = new ArrayList<String>();
        command.add(String.valueOf(find(program)));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            byte[] bytes = process.getInputStream().readAllBytes();
            return new Result(process.waitFor(), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
