package org.rtkit4j.forensics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.rtkit4j.testkit.Corpus;

/// A program of the system that a test needs. Where it is missing the test is skipped, saying so; where the property
/// `rtkit.required` names the check, it fails.
public final class Tool {
    private static final long PATIENCE_SECONDS = 120;

    private Tool() {}

    /// Returns the first of several names that is on the path.
    public static String find(String check, String... names) {
        for (String name : names) {
            for (String folder : System.getenv("PATH").split(":", -1)) {
                if (Files.isExecutable(Path.of(folder, name))) {
                    return name;
                }
            }
        }
        if (Corpus.isRequired(check)) {
            throw new AssertionError("required and not there: " + String.join(", ", names));
        }
        return Assumptions.abort("skipped, not installed: " + String.join(", ", names));
    }

    /// Runs a command and returns what it printed, errors among it.
    public static String run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().put("LC_ALL", "C");
        Process running = process.start();
        running.getOutputStream().close();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            running.destroyForcibly();
            throw new AssertionError("does not end: " + command);
        }
        return output;
    }
}
