package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.testkit.Corpus;

/// Several files, archives and standard input: names, order, and what the exit status says.
class ExplainFilesTest {
    private static final String PANIC = """
            panic(cpu 0 caller 0xfffffff011112222): SMC PANIC - first - Misc(2)
            RTKit: RTKit-9001.1.1.release - Client: AppleSMCFirmware_X00-1.2.3.x00.REL
            !UUID: 00000000-0000-0000-0000-000000000001
            Time: 0x0000000100000000
            """;
    private static final String MEMBER = "s/crashes_and_spins/panic-full-2030-01-01-100000.0001.ips";

    @TempDir
    private Path folder = Path.of("");

    private String write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, content);
        return file.toString();
    }

    private String write(String name, String content) throws IOException {
        return write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] tar(String... namesAndTexts) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(out, "UTF-8")) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                byte[] text = namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8);
                var entry = new TarArchiveEntry(namesAndTexts[i]);
                entry.setSize(text.length);
                tar.putArchiveEntry(entry);
                tar.write(text);
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    @Test
    void theFieldCaseOfSeveralFiles() throws IOException {
        String one = Corpus.path("reports/field/several-files.txt").toString();
        String two = write("b.txt", Files.readString(Path.of(one)));
        Cli text = Cli.run("explain", one, two);
        assertEquals(0, text.status(), text.err());
        assertTrue(text.out().startsWith("==> " + one + " <==\n"), text.out());
        assertTrue(text.out().contains("\n\n==> " + two + " <==\n"), text.out());
        Cli json = Cli.run("explain", one, two, "--json");
        List<?> objects = (List<?>) json.parse();
        assertEquals(
                List.of(one, two), objects.stream().map(ExplainFilesTest::file).toList());
    }

    @Test
    void theFieldCaseOfArchives() throws IOException {
        byte[] report = Files.readAllBytes(Corpus.path("reports/field/archives.txt"));
        String packed = write("archives.txt.gz", gzip(report));
        assertEquals(packed, Cli.run("explain", packed, "--json").json().get("file"));
        String diagnosis =
                write("sysdiagnose_2030.01.01.tar.gz", gzip(tar(MEMBER, new String(report, StandardCharsets.UTF_8))));
        Cli explain = Cli.run("explain", diagnosis, "--json");
        assertEquals(0, explain.status(), explain.err());
        assertEquals(diagnosis + "!/" + MEMBER, explain.json().get("file"));
        assertEquals("SMC", explain.json().get("coprocessor"));
        assertTrue(Cli.run("explain", diagnosis).out().startsWith("==> " + diagnosis + "!/" + MEMBER + " <==\n"));
    }

    @Test
    void standardInputMayBeAnArchive() throws IOException {
        var in = System.in;
        System.setIn(new ByteArrayInputStream(gzip(tar("a/panic.ips", PANIC))));
        try {
            Cli explain = Cli.run("explain", "-", "--json");
            assertEquals("-!/a/panic.ips", explain.json().get("file"));
        } finally {
            System.setIn(in);
        }
    }

    @Test
    void oneThatCannotBeReadStopsNoOther() throws IOException {
        String missing = folder.resolve("missing").toString();
        String rar = write("a.rar", "Rar!\u001a\u0007\u0001\u0000");
        String good = write("good.panic", PANIC);
        Cli text = Cli.run("explain", missing, rar, good);
        assertEquals(2, text.status());
        assertEquals(
                "rtkit: %s: no such file%nrtkit: %s: packed as RAR, which is not read: unpack it first%n"
                        .formatted(missing, rar),
                text.err());
        assertTrue(text.out().contains("SMC"), text.out());
        List<?> objects =
                (List<?>) Cli.run("explain", missing, rar, good, "--json").parse();
        assertEquals(
                List.of("unreadable", "unreadable", "PANIC"),
                objects.stream().map(one -> ((Map<?, ?>) one).get("kind")).toList());
        assertEquals("no such file", ((Map<?, ?>) objects.getFirst()).get("reason"));
    }

    @Test
    void theExitStatusTellsACrashNoCrashAndUnreadableApart() throws IOException {
        String crash = write("crash", PANIC);
        String none = write("none", "Nothing happened today.\n");
        String unreadable = folder.resolve("missing").toString();
        assertEquals(0, Cli.run("explain", crash).status());
        assertEquals(0, Cli.run("explain", none, crash).status());
        assertEquals(1, Cli.run("explain", none).status());
        assertEquals(2, Cli.run("explain", unreadable).status());
        assertEquals(2, Cli.run("explain", crash, unreadable).status());
    }

    @Test
    void aFileWithoutACrashIsAnAnswerToo() throws IOException {
        String log = write("log", "[ 1.0] macsmc 1.smc: RTKit: Initializing (protocol version 12)\n");
        String prose = write("prose", "Nothing happened today.\n");
        List<?> objects = (List<?>) Cli.run("explain", log, prose, "--json").parse();
        assertEquals(
                List.of(log, prose),
                objects.stream().map(ExplainFilesTest::file).toList());
        for (Object one : objects) {
            assertEquals("none", ((Map<?, ?>) one).get("kind"));
            assertFalse(String.valueOf(((Map<?, ?>) one).get("reason")).isEmpty());
        }
        assertEquals(1, ((List<?>) ((Map<?, ?>) objects.getFirst()).get("devices")).size());
    }

    @Test
    void anArchiveWithoutACrashSaysHowManyFilesWereRead() throws IOException {
        String archive = write("a.tar", tar("a", "nothing\n", "b", "nothing\n"));
        Cli explain = Cli.run("explain", archive, "--json");
        assertEquals(1, explain.status());
        assertEquals(archive, explain.json().get("file"));
        assertEquals(
                "none of its 2 files holds a crash or a panic", explain.json().get("reason"));
    }

    @Test
    void archivesInAFolderAreOpened() throws IOException {
        write("a.tar.gz", gzip(tar("one.ips", PANIC, "two.txt", "nothing\n")));
        write("b.panic", PANIC);
        write("c.rar", "Rar!\u001a\u0007\u0001\u0000");
        Cli explain = Cli.run("explain", folder.toString(), "--group", "--json");
        assertEquals(2, explain.status());
        assertEquals(2L, explain.json().get("crashes"));
        assertEquals(3L, explain.json().get("files"));
        assertEquals(1L, explain.json().get("filesUnreadable"));
        assertTrue(explain.err().contains("c.rar: packed as RAR"), explain.err());
    }

    @Test
    void aCoreIsMadeOfTheOnlyCrashInAnArchive() throws IOException {
        String archive = write("a.tar.gz", gzip(tar("one.ips", PANIC, "two.txt", "nothing\n")));
        Path core = folder.resolve("out.core");
        Cli explain = Cli.run("explain", archive, "--core", core.toString());
        assertEquals(0, explain.status(), explain.err());
        assertTrue(Files.exists(core));
    }

    private static Object file(Object answer) {
        return String.valueOf(((Map<?, ?>) answer).get("file"));
    }
}
