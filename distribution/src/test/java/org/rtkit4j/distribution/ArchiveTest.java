package org.rtkit4j.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The archive, unpacked somewhere, in an environment without Java: no variable but a PATH that leads nowhere.
@EnabledOnOs({OS.LINUX, OS.MAC})
class ArchiveTest {
    private static final Path ROOT = Path.of(System.getProperty("rtkit.root", ".."));
    private static final Path REPORT = ROOT.resolve("app/src/main/resources/org/rtkit4j/app/training.panic");
    private static final long LIMIT_BYTES = 44_000_000;

    @TempDir
    private static Path folder;

    private static Path archive;
    private static Path home;

    /// What a process printed, and how it ended.
    private record Result(int status, String output) {}

    @BeforeAll
    static void unpack() throws Exception {
        archive = UnpackedArchive.file();
        home = UnpackedArchive.in(folder).home();
    }

    @Test
    void isSmallerThanFortyFourMegabytes() throws IOException {
        assertTrue(Files.size(archive) < LIMIT_BYTES, () -> archive + " is too large");
    }

    @Test
    void helpsWithoutJava() throws Exception {
        Result result = rtkit("--help");
        assertEquals(0, result.status, result.output);
        assertTrue(result.output.startsWith("Usage: rtkit"), result.output);
    }

    @Test
    void bootsWithoutJava() throws Exception {
        Result result = rtkit("boot", "ans", "--json");
        assertEquals(0, result.status, result.output);
        assertTrue(result.output.startsWith("{"), result.output);
    }

    @Test
    void explainsWithoutJava() throws Exception {
        Result result = rtkit("explain", REPORT.toAbsolutePath().toString());
        assertEquals(0, result.status, result.output);
        assertFalse(result.output.isEmpty());
    }

    @Test
    void saysHowItGetsMoreMemoryWhereItHasTooLittle() throws Exception {
        byte[] log = new byte[48 << 20];
        ByteBuffer.wrap(log)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x434c4845)
                .putInt(1)
                .putInt(log.length);
        Path file = Files.write(folder.resolve("large.crashlog"), log);
        Result result = run(home, Map.of("RTKIT_JAVA_OPTIONS", "-Xmx40m"), launcher(), "explain", file.toString());
        assertEquals(1, result.status, result.output);
        assertTrue(
                result.output.matches(
                        "rtkit: not enough memory: heap=\\d+ MB; RTKIT_JAVA_OPTIONS=-Xmx4g gives it more\\s+"),
                result.output);
    }

    @Test
    void runsThroughALinkFromAnotherFolder() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("linked"), home.resolve("bin/rtkit"));
        Result result = run(folder, Map.of("PATH", "/usr/bin:/bin"), link.toString(), "--version");
        assertEquals(0, result.status, result.output);
    }

    @Test
    void itsCacheFitsWhereverItIsUnpacked() throws Exception {
        Result result = rtkitWith("-XX:AOTCache=" + home.resolve("rtkit.aot"), "-XX:AOTMode=on");
        assertEquals(0, result.status, result.output);
    }

    /// The folder in which the cache was made is on no other computer: there, a sealed package ends the JVM.
    @Test
    void noneOfItsPackagesIsSealed() throws Exception {
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            for (Path file : jars.toList()) {
                try (var jar = new JarFile(file.toFile())) {
                    Manifest manifest = jar.getManifest();
                    assertTrue(
                            manifest == null || manifest.getMainAttributes().getValue("Sealed") == null,
                            file::toString);
                }
            }
        }
    }

    @Test
    void runsSilentlyWithoutItsCache() throws Exception {
        Result result = run(home, Map.of("RTKIT_CACHE", "-XX:AOTCache=/nonexistent"), launcher(), "--version");
        assertEquals(0, result.status, result.output);
        assertTrue(result.output.matches("rtkit4j \\S+\\s*"), result.output);
    }

    @Test
    void namesTheLicenceOfEachLibrary() throws IOException {
        String text = Files.readString(home.resolve("THIRD-PARTY.md"));
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            for (Path jar : jars.toList()) {
                String library = jar.getFileName().toString().replaceFirst("-\\d.*", "");
                assertTrue(library.startsWith("rtkit4j-") || text.contains(library), () -> "no licence of " + library);
            }
        }
        assertTrue(Files.isRegularFile(home.resolve("LICENSE")));
        assertTrue(Files.isDirectory(home.resolve("runtime/legal/java.base")));
    }

    @Test
    void bringsWhatPeopleShellsAndSystemsRead() throws IOException {
        for (String file : List.of(
                "README.md",
                "CHANGELOG.md",
                "Containerfile",
                "docs/guide-driver.md",
                "docs/grafana-smc.json",
                "share/man/man1/rtkit.1",
                "share/man/man1/rtkit-smc-export.1",
                "share/bash-completion/completions/rtkit",
                "share/fish/vendor_completions.d/rtkit.fish",
                "share/zsh/rtkit.zsh")) {
            assertTrue(Files.size(home.resolve(file)) > 100, file);
        }
    }

    @Test
    void itsReadmeLeadsNowhereElse() throws IOException {
        Matcher links = Pattern.compile("]\\(([^)]+)\\)").matcher(Files.readString(home.resolve("README.md")));
        while (links.find()) {
            assertTrue(Files.exists(home.resolve(links.group(1))), links.group(1));
        }
    }

    @Test
    void itsUnitsAreWholeAndRunWhatTheyName() throws Exception {
        try (Stream<Path> units = Files.list(home.resolve("systemd"))) {
            for (Path unit : units.toList()) {
                String text = Files.readString(unit);
                assertTrue(text.contains("ProtectSystem=strict") && !text.contains("@SANDBOX@"), text);
                // Under DynamicUser an instance has a user of its own, who may not look into another's folders.
                text.lines()
                        .filter(line -> line.matches("(State|Runtime)Directory=.*"))
                        .forEach(line -> assertEquals(
                                unit.toString().contains("@"), line.endsWith("/%i"), () -> unit + ": " + line));
                String command = text.lines()
                        .filter(line -> line.startsWith("ExecStart=/usr/bin/rtkit "))
                        .findFirst()
                        .orElseThrow();
                // Every option that it gives is one that the command has.
                List<String> words = List.of(
                        command.substring("ExecStart=/usr/bin/rtkit ".length()).split(" "));
                var help = new ArrayList<>(
                        words.stream().takeWhile(word -> word.matches("[a-z]+")).toList());
                help.add("--help");
                String options = rtkit(help.toArray(String[]::new)).output;
                words.stream()
                        .filter(word -> word.startsWith("--"))
                        .forEach(word -> assertTrue(options.contains(word), () -> unit + ": " + word));
            }
        }
    }

    // Names are bytes: those of the test's own JVM may not spell them.
    @Test
    void runsInAFolderOfAnyNameInTheLocaleC() throws Exception {
        String script =
                "n=$(printf '\\303\\261'); mkdir $n; cp -R '%s' $n/; cp '%s' $n/$n.panic; cd $n; */bin/rtkit explain $n.panic"
                        .formatted(home, REPORT.toAbsolutePath());
        Result result = run(folder, Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C"), "sh", "-euc", script);
        assertEquals(0, result.status, result.output);
        assertTrue(result.output.startsWith("The display controller (DCP) crashed"), result.output);
    }

    /// The jar that the examples' own build has made, in front of this.
    @Test
    void takesAPlugin() throws Exception {
        Path built = archive.resolveSibling("examples").toAbsolutePath();
        Result result = rtkit(
                "boot",
                built.resolve("mine.properties").toString(),
                "--plugin",
                built.resolve("target/complement-driver-1.0.jar").toString());
        assertEquals(0, result.status, result.output);
        assertTrue(result.output.contains("0x40  complement"), result.output);
    }

    @Test
    void bringsThePageInOneFile() throws IOException {
        String page = Files.readString(home.resolve("rtkit.html"));
        assertTrue(page.startsWith("<!doctype html>"), page.substring(0, 100));
        assertTrue(page.contains("id=\"engine\""), "the engine is not in it");
    }

    private static Result rtkit(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(launcher()));
        command.addAll(List.of(arguments));
        return run(home, Map.of("PATH", "/nonexistent"), command.toArray(String[]::new));
    }

    // As the launcher does, but a cache that does not fit ends it.
    private static Result rtkitWith(String... options) throws Exception {
        var command = new ArrayList<>(List.of(home.resolve("runtime/bin/java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "--class-path"));
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            command.add(String.join(":", jars.map(Path::toString).sorted().toList()));
        }
        command.addAll(List.of("org.rtkit4j.app.Main", "--version"));
        return run(home, Map.of("PATH", "/nonexistent"), command.toArray(String[]::new));
    }

    private static String launcher() {
        return home.resolve("bin/rtkit").toString();
    }

    private static Result run(Path where, Map<String, String> environment, String... command) throws Exception {
        var builder = new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
