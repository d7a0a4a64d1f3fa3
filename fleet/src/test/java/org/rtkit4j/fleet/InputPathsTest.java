package org.rtkit4j.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.fleet.job.FleetException;
import org.rtkit4j.fleet.job.FleetJob;
import org.rtkit4j.fleet.job.RunProgress;
import org.rtkit4j.fleet.read.ReadRules;
import org.rtkit4j.fleet.summary.FleetViews;

/// What `--in` names is read, whatever it is called and however it is reached; what is not is told, and not for good.
class InputPathsTest {
    private static final String PANIC =
            "panic(cpu 1 caller 0x1): DCP PANIC - ASSERT!Invented.cpp:7 no answer - worker(3)\nRTKit: RTKit-1 - Client: I\n";
    private static final ReadRules RULES =
            new ReadRules(Tables.PSEUDONYMS, true, false, null, null, null, 1L << 30, 120);
    private static final List<String> NAMES = List.of(
            "Zo\u00eb.panic",
            "\u65e5\u672c \ud83d\ude00.panic",
            "2030-01-01T10:00:00.panic",
            "file:name.panic",
            "back\\slash.panic",
            "[1].panic",
            "{a,b}.panic",
            "question?*.panic",
            "per%41cent #1 +.panic",
            "two\nlines.panic");

    @TempDir
    private Path folder;

    @AfterEach
    void openAgain() {
        BarredFileSystem.close(false);
    }

    private Path panic(String name) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, PANIC);
    }

    private Tables tables(String name) throws Exception {
        return Tables.in(folder.resolve(name), RULES);
    }

    private static Set<String> found(Tables tables, String table) {
        var names = new TreeSet<String>();
        tables.rows(table, "path").forEach(row -> names.add(new org.apache.hadoop.fs.Path(row.getString(0)).getName()));
        return names;
    }

    @Test
    void namesMayHaveAnyCharacter() throws Exception {
        for (String name : NAMES) {
            panic("Zo\u00eb: dir [x]/" + name);
        }
        Tables whole = tables("whole");
        assertEquals(NAMES.size(), whole.run(100, folder.resolve("Zo\u00eb: dir [x]")));
        assertEquals(new TreeSet<>(NAMES), found(whole, "reports"));
        assertEquals(List.of(), whole.rows("unreadable"));
        Tables single = tables("single");
        Path[] files =
                NAMES.stream().map(folder.resolve("Zo\u00eb: dir [x]")::resolve).toArray(Path[]::new);
        assertEquals(NAMES.size(), single.run(100, files));
        assertEquals(whole.sorted("reports"), single.sorted("reports"));
    }

    @Test
    void patternsMatchBesideNamesWithAnyCharacter() throws Exception {
        for (String name : NAMES) {
            panic("in/a:b/" + name);
        }
        panic("in/other/plain.panic");
        assertEquals(NAMES.size() + 1, tables("all").run(100, folder.resolve("in/*/*.panic")));
        assertEquals(1, tables("colon").run(100, folder.resolve("in/a:b/file:[a-n]*.panic")));
        assertEquals(1, tables("escaped").run(100, folder.resolve("in/*/\\[1\\].panic")));
        assertEquals(2, tables("either").run(100, folder.resolve("in/{a:b/Zo?,other/plain}.panic")));
        String none = assertThrows(FleetException.class, () -> tables("none").run(100, folder.resolve("in/*/*.ips")))
                .getMessage();
        assertTrue(none.endsWith("in/*/*.ips: no such file or folder"), none);
    }

    @Test
    void aNameOfTablesIsNoPattern() throws Exception {
        panic("in/one.panic");
        panic("in/two.panic");
        for (String name : List.of("t[1]", "t{a,b}", "t*", "t?")) {
            Tables tables = tables(name);
            assertEquals(1, tables.run(100, folder.resolve("in/one.panic")));
            assertEquals(1, tables.run(100, folder.resolve("in")), name);
            assertEquals(2, tables.rows("reports").size(), name);
            assertEquals(
                    List.of("2"),
                    new FleetViews(tables.spark(), tables.place())
                            .query("SELECT string(count(*)) FROM reports").stream()
                                    .map(row -> row.getString(0))
                                    .toList());
        }
    }

    @Test
    void aLinkThatIsNamedIsFollowedAndLinksInsideAreNot() throws Exception {
        panic("real/one.panic");
        panic("elsewhere/two.panic");
        Files.createSymbolicLink(folder.resolve("real/inside.panic"), folder.resolve("elsewhere/two.panic"));
        Files.createSymbolicLink(folder.resolve("real/above"), folder);
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
        Path file = Files.createSymbolicLink(folder.resolve("link.panic"), folder.resolve("elsewhere/two.panic"));
        Tables tables = tables("out");
        assertEquals(1, tables.run(100, link));
        assertEquals(1, tables.run(100, file));
        assertEquals(new TreeSet<>(List.of("one.panic", "two.panic")), found(tables, "reports"));
        assertEquals(0, tables.run(100, link, folder.resolve("real"), folder.resolve("lin*"), file));
        // The link leads elsewhere, to a file of the same name.
        panic("next/one.panic");
        Files.delete(link);
        Files.createSymbolicLink(link, folder.resolve("next"));
        assertEquals(1, tables.run(100, link));
    }

    @Test
    void whatCannotBeOpenedIsTriedAgain() throws Exception {
        panic("in/good.panic");
        panic("in/barred.panic");
        panic("in/barred-folder/one.panic");
        panic("later/later.panic");
        Tables tables = tables("out");
        String in = BarredFileSystem.name(
                folder.resolve("in"), tables.spark().sparkContext().hadoopConfiguration());
        BarredFileSystem.close(true);
        assertEquals(1, run(tables, in));
        assertEquals(new TreeSet<>(List.of("barred.panic", "barred-folder")), found(tables, "unreadable"));
        assertEquals(0, run(tables, in));
        assertEquals(1, tables.run(100, folder.resolve("later")));
        assertEquals(2, tables.rows("unreadable").size(), "each once, though it was tried twice, and not by the last");
        BarredFileSystem.close(false);
        assertEquals(2, run(tables, in));
        assertEquals(List.of(), tables.rows("unreadable"));
        assertEquals(
                new TreeSet<>(List.of("good.panic", "barred.panic", "one.panic", "later.panic")),
                found(tables, "reports"));
        assertEquals(0, run(tables, in));
        assertEquals(4, tables.rows("reports").size());
    }

    private static long run(Tables tables, String in) throws Exception {
        return new FleetJob(tables.spark(), tables.place(), RULES, 100, RunProgress.NONE).run(List.of(in));
    }

    @Test
    void tablesAndSaltsBelowItAreNoReports() throws Exception {
        panic("in/one.panic");
        Files.writeString(folder.resolve("in/first.salt"), "0123456789abcdef");
        Files.writeString(folder.resolve("in/letter.salt"), "nothing");
        assertEquals(2, tables("in/first").run(100, folder.resolve("in")));
        Tables second = tables("in/second");
        assertEquals(2, second.run(100, folder.resolve("in")));
        assertEquals(new TreeSet<>(List.of("one.panic", "letter.salt")), found(second, "reports"));
        String in = BarredFileSystem.name(
                folder.resolve("in"), second.spark().sparkContext().hadoopConfiguration());
        assertEquals(2, run(tables("in/third"), in), "on other file systems, too");
    }

    @Test
    void membersOfOneNameAreToldApart() throws Exception {
        Path tar = Files.createDirectories(folder.resolve("in")).resolve("twice.tar");
        try (var archive = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            for (String name : List.of("a.panic", "a.panic", "a.panic!2", "a.panic")) {
                member(archive, name, PANIC);
            }
        }
        Tables tables = tables("out");
        assertEquals(1, tables.run(100, tar));
        assertEquals(4, tables.rows("reports").size());
        assertEquals(
                4,
                tables.rows("reports", "file", "number").stream()
                        .map(Object::toString)
                        .distinct()
                        .count());
    }

    private static void member(TarArchiveOutputStream archive, String name, String text) throws Exception {
        var entry = new TarArchiveEntry(name);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        entry.setSize(bytes.length);
        archive.putArchiveEntry(entry);
        ((OutputStream) archive).write(bytes);
        archive.closeArchiveEntry();
    }
}
