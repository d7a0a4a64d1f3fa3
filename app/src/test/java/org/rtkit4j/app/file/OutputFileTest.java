package org.rtkit4j.app.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.app.Cli;

/// Every command that writes a file follows the same rule.
class OutputFileTest {
    @TempDir
    private Path folder;

    private Path victim;

    @BeforeEach
    void makeVictim() throws IOException {
        victim = folder.resolve("victim");
        Files.writeString(victim, "precious");
    }

    static Stream<List<String>> commands() {
        return Stream.of(
                List.of("boot", "smc", "--capture"),
                List.of("emulate", "--proxy", "tcp:0", "--for", "1", "--capture"),
                List.of("capture", "convert", "IN.pcapng", "--to", "pcapng", "-o"),
                List.of("capture", "convert", "IN.pcapng", "--to", "csv", "-o"),
                List.of("capture", "convert", "IN.pcapng", "--to", "perfetto", "-o"),
                List.of("capture", "merge", "IN.pcapng", "-o"),
                List.of("nvme", "read", "--image", "IN.img", "--length", "4096"),
                List.of("emulate", "--write-dtb"),
                List.of("explain", "IN.log", "--core"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aFileIsItsOwnersAlone(List<String> command) throws Exception {
        Path file = folder.resolve("out");
        var run = run(command, file);
        assertEquals(0, run.status(), run::toString);
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), command::toString);
        assertTrue(Files.size(file) > 0, command::toString);
        assertNothingBeside("out");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aLinkIsNotFollowed(List<String> command) throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), victim);
        var run = run(command, link);
        assertEquals(2, run.status(), run::toString);
        assertEquals(
                "rtkit: %s: cannot be written: is a symbolic link, name the file itself".formatted(link),
                lastLine(run));
        assertEquals("precious", Files.readString(victim));
        assertTrue(Files.isSymbolicLink(link));
        assertNothingBeside("link");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aFolderThatIsNotThereIsNamedWithTheReason(List<String> command) throws Exception {
        Path file = folder.resolve("nowhere/out");
        var run = run(command, file);
        assertEquals(2, run.status(), run::toString);
        assertEquals("rtkit: %s: cannot be written: no such folder".formatted(file), lastLine(run));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aFolderThatTakesNoFilesIsNotCalledMissing(List<String> command) throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc");
        var run = run(command, Path.of("/proc/out.bin"));
        assertEquals(2, run.status(), run::toString);
        assertEquals("rtkit: /proc/out.bin: cannot be written: the folder takes no files", lastLine(run));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aFolderIsNoFile(List<String> command) throws Exception {
        var run = run(command, folder);
        assertEquals(2, run.status(), run::toString);
        assertEquals("rtkit: %s: cannot be written: is a folder".formatted(folder), lastLine(run));
    }

    @Test
    void whatFailsLeavesWhatWasThere() throws Exception {
        try (var output = OutputFile.begin(victim)) {
            var failed = assertThrows(
                    IOException.class,
                    () -> output.fill(part -> {
                        Files.writeString(part, "half");
                        throw new IOException("No space left on device");
                    }));
            assertEquals(victim + ": cannot be written: no space left on device", failed.getMessage());
        }
        assertEquals("precious", Files.readString(victim));
        assertNothingBeside("victim");
    }

    @Test
    void aPrinterIntoAFullDiskFails() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "skipped: there is no /dev/full");
        var failed = assertThrows(
                IOException.class,
                () -> OutputFile.write(full, part -> {
                    try (var printer = Printers.into(part)) {
                        printer.print("x".repeat(100_000));
                    }
                }));
        assertEquals("/dev/full: cannot be written: no space left on device", failed.getMessage());
    }

    @Test
    void aDeviceStaysOne() throws Exception {
        OutputFile.write(Path.of("/dev/null"), part -> Files.writeString(part, "x"));
        assertFalse(Files.isRegularFile(Path.of("/dev/null")));
    }

    private Cli run(List<String> command, Path file) throws Exception {
        var arguments = new ArrayList<String>();
        for (String word : command) {
            arguments.add(word.startsWith("IN") ? input(word).toString() : word);
        }
        arguments.add(file.toString());
        return Cli.run(arguments.toArray(String[]::new));
    }

    private Path input(String word) throws IOException {
        Path input = folder.resolve(word);
        switch (word) {
            case "IN.pcapng" -> Cli.run("boot", "smc", "--capture", input.toString());
            case "IN.img" -> Files.write(input, new byte[1 << 20]);
            default -> Files.writeString(input, """
                        macsmc 5.smc: RTKit: co-processor has crashed
                        macsmc 5.smc: RTKit: Message (id=1): Missing sensor(s): mic1
                        """);
        }
        return input;
    }

    private void assertNothingBeside(String name) throws IOException {
        try (var files = Files.list(folder)) {
            List<String> parts = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith("." + name))
                    .toList();
            assertEquals(List.of(), parts);
        }
    }

    private static String lastLine(Cli run) {
        return run.err().lines().toList().getLast();
    }
}
