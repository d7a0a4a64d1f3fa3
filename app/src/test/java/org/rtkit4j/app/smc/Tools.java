package org.rtkit4j.app.smc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.rtkit4j.testkit.Corpus;

/// Programs of the system that a check needs.
public final class Tools {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Tools() {}

    /// Skips the test that asks, saying so, where a program is missing; fails where the check is required.
    public static void require(String check, String... programs) {
        for (String program : programs) {
            boolean isThere = List.of(System.getenv("PATH").split(":")).stream()
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
            if (!isThere && Corpus.isRequired(check)) {
                throw new AssertionError("the program is required and not there: " + program);
            }
            Assumptions.assumeTrue(isThere, "skipped, no " + program);
        }
    }

    /// Runs a program to its end and returns what it printed on both streams.
    public static String run(String input, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new AssertionError(List.of(command) + ": status=" + status + "\n" + output);
        }
        return output;
    }

    /// Asks until the answer is as expected.
    public static String await(Callable<String> question, Predicate<String> isExpected) throws Exception {
        long start = System.nanoTime();
        String answer = question.call();
        while (!isExpected.test(answer)) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError("not in time, last:\n" + answer);
            }
            Thread.sleep(50);
            answer = question.call();
        }
        return answer;
    }
}
