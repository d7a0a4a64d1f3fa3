package org.rtkit4j.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The container's recipe, where no container can be made: its steps in a folder that stands for the root of the
/// container.
@EnabledOnOs({OS.LINUX, OS.MAC})
class ContainerfileTest {
    @TempDir
    private static Path folder;

    private static Path home;
    private static Path root;

    /// A step: `COPY`, and what follows it.
    private record Step(String word, String rest) {}

    @BeforeAll
    static void unpack() throws Exception {
        home = UnpackedArchive.in(folder).home();
        root = Files.createDirectories(folder.resolve("root"));
        Files.createDirectories(root.resolve("usr/local/bin"));
        Files.createDirectories(root.resolve("opt"));
    }

    @Test
    void itsStepsMakeSomethingThatRuns() throws Exception {
        for (Step step : steps()) {
            switch (step.word) {
                case "COPY" -> copy(step.rest.split(" ", -1));
                case "RUN" -> run(inFolder(step.rest));
                // As anybody it must be able to read what was copied; who that is, the system knows.
                case "FROM", "USER" -> assertTrue(!step.rest.isBlank(), step::toString);
                case "ENTRYPOINT" -> assertEquals("[\"rtkit\"]", step.rest);
                case "CMD" -> assertEquals("[\"--help\"]", step.rest);
                default -> throw new AssertionError("an unknown step: " + step);
            }
        }
        Path command = root.resolve("usr/local/bin/rtkit");
        assertTrue(run("'%s' --help".formatted(command)).startsWith("Usage: rtkit"));
        assertTrue(run("'%s' boot --json".formatted(command)).startsWith("{"));
    }

    @Test
    void everybodyMayReadWhatIsCopied() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> closed = files.filter(file -> !isReadableToAll(file)).toList();
            assertEquals(List.of(), closed);
        }
    }

    private static boolean isReadableToAll(Path file) {
        try {
            return Files.isSymbolicLink(file)
                    || Files.getPosixFilePermissions(file).stream()
                            .anyMatch(each -> each.name().equals("OTHERS_READ"));
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static void copy(String... words) throws Exception {
        assertEquals(2, words.length, () -> String.join(" ", words));
        Path source = home.resolve(words[0]).normalize();
        assertTrue(Files.exists(source), source::toString);
        run("cp -R '%s/.' '%s'".formatted(source, root + words[1]));
    }

    private static String inFolder(String command) {
        return command.replaceAll("(^| )/", "$1" + Matcher.quoteReplacement(root + "/"));
    }

    private static List<Step> steps() throws IOException {
        var steps = new ArrayList<Step>();
        for (String line : Files.readAllLines(home.resolve("Containerfile"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] words = line.split(" ", 2);
                steps.add(new Step(words[0], words[1]));
            }
        }
        return steps;
    }

    private static String run(String command) throws Exception {
        var builder = new ProcessBuilder("sh", "-euc", command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> command + ": " + output);
        return output;
    }
}
