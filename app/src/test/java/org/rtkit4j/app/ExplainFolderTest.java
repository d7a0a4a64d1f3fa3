package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainFolderTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("sub/deeper"));
        for (int i = 0; i < 5; i++) {
            log("sub/ans" + i + ".log", "nvme-apple 4.nvme", "assert failed: [7454]:CQ error, head: " + i);
        }
        log("smc.log", "macsmc 5.smc", "Missing sensor(s): mic1");
        log("sub/deeper/smc.log", "macsmc 5.smc", "Missing sensor(s): mic1");
        Files.writeString(folder.resolve("prose.txt"), "Nothing happened today.\n");
    }

    private void log(String name, String device, String message) throws IOException {
        Files.writeString(folder.resolve(name), """
                %1$s: RTKit: co-processor has crashed
                %1$s: RTKit: Message (id=1): %2$s
                """.formatted(device, message));
    }

    @Test
    void aFolderIsALineForEachCrashAndATableOfGroups() {
        Cli explain = Cli.run("explain", folder.toString());
        assertEquals(0, explain.status(), explain.err());
        assertEquals(
                7, explain.out().lines().filter(line -> line.contains(".log: ")).count());
        assertTrue(explain.out().contains("7 crashes in 2 groups; 1 of 8 files without one"), explain.out());
    }

    @Test
    void groupsComeBySizeWithOneReportOfEach() {
        Cli explain = Cli.run("explain", "--group", folder.toString(), "--json");
        assertEquals(0, explain.status(), explain.err());
        List<?> groups = (List<?>) explain.json().get("groups");
        assertEquals(2, groups.size());
        Map<?, ?> largest = (Map<?, ?>) groups.getFirst();
        assertEquals(5L, largest.get("count"));
        assertEquals(folder.resolve("sub/ans0.log").toString(), largest.get("representative"));
        assertEquals("storage completion queue", largest.get("subject"));
        assertEquals(1L, explain.json().get("filesWithoutCrash"));
        // The group is the one that the report alone has.
        Cli alone = Cli.run("explain", folder.resolve("sub/ans3.log").toString(), "--json");
        assertEquals(largest.get("group"), alone.json().get("group"));
        assertEquals(largest.get("groupSignature"), alone.json().get("groupSignature"));
    }

    @Test
    void aFolderWithoutACrashIsOneLineAndStatusOne(@TempDir Path empty) {
        Cli explain = Cli.run("explain", "--group", empty.toString());
        assertEquals(1, explain.status());
        assertEquals("", explain.err());
        assertEquals(1, explain.out().lines().count(), explain.out());
    }

    @Test
    void aFolderThatNobodyMayLookIntoIsNamedAndTheOthersAreRead() throws IOException {
        Path sub = folder.resolve("sub");
        Files.setPosixFilePermissions(sub, Set.of());
        assumeFalse(Files.isReadable(sub), "whoever may read everything cannot try this");
        Cli explain = Cli.run("explain", folder.toString());
        Cli only = Cli.run("explain", sub.toString());
        Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString("rwx------"));
        assertEquals("rtkit: " + sub + ": cannot be read: permission denied\n", explain.err());
        assertEquals(2, explain.status());
        assertTrue(explain.out().contains("1 crash in 1 group; 1 of 2 files without one"), explain.out());
        assertEquals(explain.err(), only.err());
        assertEquals(2, only.status());
    }

    @Test
    void aFolderGivesNoCoreFile() {
        Path core = folder.resolve("out.core");
        Cli explain = Cli.run("explain", folder.toString(), "--core", core.toString());
        assertEquals(2, explain.status());
        assertFalse(Files.exists(core));
    }

    @Test
    void aCoreIsWrittenWithoutAFirmware() throws IOException {
        Path core = folder.resolve("out.core");
        Cli explain = Cli.run("explain", folder.resolve("smc.log").toString(), "--core", core.toString());
        assertEquals(0, explain.status(), explain.err());
        byte[] head = Files.readAllBytes(core);
        assertEquals(0x7f, head[0]);
        // ET_CORE.
        assertEquals(4, head[16]);
    }

    @Test
    void aFirmwareThatIsNoneLeavesNothingBehind() throws IOException {
        Path core = folder.resolve("out.core");
        Path firmware = folder.resolve("firmware.macho");
        Files.write(firmware, new byte[64]);
        Cli explain = Cli.run(
                "explain",
                folder.resolve("smc.log").toString(),
                "--core",
                core.toString(),
                "--firmware",
                firmware.toString());
        assertEquals(2, explain.status());
        assertEquals("rtkit: " + firmware + ": no Mach-O file: magic=0x0: offset=0x0\n", explain.err());
        assertEquals("", explain.out());
        assertFalse(Files.exists(core));
    }

    @Test
    void aCoreThatCannotBeWrittenLeavesNoPartBehind() throws IOException {
        Cli explain = Cli.run("explain", folder.resolve("smc.log").toString(), "--core", folder + "/sub");
        assertEquals(2, explain.status());
        Cli missing = Cli.run("explain", folder.resolve("smc.log").toString(), "--core", folder + "/none/x");
        assertEquals(2, missing.status());
        try (var files = Files.walk(folder)) {
            assertTrue(files.noneMatch(file -> file.toString().endsWith(".part")));
        }
    }

    @Test
    void anElfImageNeedsTheFirmware() {
        Cli explain = Cli.run("explain", folder.resolve("smc.log").toString(), "--elf", folder + "/out.elf");
        assertEquals(2, explain.status());
        assertEquals("rtkit: --elf needs the firmware: give it with --firmware\n", explain.err());
    }

    @Test
    void oneOfSeveralCrashesMustBeChosen() throws IOException {
        Path two = folder.resolve("two.log");
        Files.writeString(
                two, Files.readString(folder.resolve("smc.log")) + Files.readString(folder.resolve("sub/ans1.log")));
        String core = folder + "/out.core";
        Cli explain = Cli.run("explain", two.toString(), "--core", core);
        assertEquals(2, explain.status());
        assertTrue(explain.err().contains("--crash 1 to --crash 2"), explain.err());
        Cli chosen = Cli.run("explain", two.toString(), "--core", core, "--crash", "2", "--json");
        assertEquals(0, chosen.status(), chosen.err());
        assertEquals("ANS", chosen.json().get("coprocessor"));
    }
}
