package org.rtkit4j.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The scripts that users run, also on a Mac: what every `sh` reads, and no options that GNU has alone.
class PortableScriptsTest {
    private static final Path ROOT = Path.of(System.getProperty("rtkit.root", ".."));
    private static final List<String> SCRIPTS = List.of(
            "rtkit",
            ".mvn/find-jdk.sh",
            ".mvn/build.sh",
            ".mvn/java-options.sh",
            ".mvn/locale.sh",
            "distribution/assemble",
            "distribution/trial",
            "distribution/src/main/launcher/rtkit",
            "release/bundle",
            "release/licences",
            "release/modules",
            "release/rehearsal",
            "release/transcript",
            "release/twice",
            "site/pictures");

    /// What a Mac's tools do not take, and bash's own words.
    private static final Pattern FOREIGN = Pattern.compile(
            "\\bsed (-[a-zA-Z]*i|--in-place)|\\bsort -[a-zA-Z]*V|\\bgrep -[a-zA-Z]*P"
                    + "|\\bdate -d|\\bcp -[a-zA-Z]*a|\\bxargs -[a-zA-Z]*r|\\bstat -c|\\btac\\b|\\bnproc\\b|\\[\\[ |\\bmapfile\\b|\\bpushd\\b"
                    + "|\\bfunction [a-z]|<\\(|\\becho -[ne]|\\btimeout [0-9]|\\bhead -c|\\bln -[a-zA-Z]*r|\\btouch -d|\\bfind .*-printf");

    static Stream<String> scripts() {
        return SCRIPTS.stream();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void everyShellReadsThem(String script) throws Exception {
        for (List<String> shell : List.of(List.of("dash"), List.of("busybox", "sh"), List.of("sh"))) {
            if (isThere(shell.getFirst())) {
                var command = Stream.of(
                                shell, List.of("-n", ROOT.resolve(script).toString()))
                        .flatMap(List::stream)
                        .toList();
                assertEquals("", run(command), () -> shell + " " + script);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void noneHasWordsOrOptionsThatAMacHasNot(String script) throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve(script));
        assertTrue(lines.getFirst().startsWith("#"), script);
        for (String line : lines) {
            boolean isComment = line.strip().startsWith("#");
            // Chromium's pictures are taken by whoever keeps the site.
            boolean isOurs = script.equals("site/pictures");
            assertFalse(!isComment && !isOurs && FOREIGN.matcher(line).find(), () -> script + ": " + line);
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void whereReadlinkResolvesAllItsAbsenceIsCaught(String script) throws IOException {
        for (String line : Files.readAllLines(ROOT.resolve(script))) {
            assertTrue(!line.contains("readlink -f") || line.contains("||"), () -> script + ": " + line);
        }
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
