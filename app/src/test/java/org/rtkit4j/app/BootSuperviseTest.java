package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootSuperviseTest {
    @TempDir
    Path folder;

    @Test
    void everyChangeIsALineOfJsonAndTheLastIsASummary() throws IOException {
        Cli boot = Cli.run(
                "boot", "ans", "--supervise", "--for", "1", "--crash", "--json", "--crash-dir", folder.toString());
        assertEquals(0, boot.status(), boot.err() + boot.out());
        List<Map<String, Object>> lines =
                boot.out().lines().map(line -> new Cli(0, line, "").json()).toList();
        assertEquals("offline", lines.getFirst().get("from"));
        assertEquals("running", lines.getFirst().get("to"));
        Map<String, Object> summary = lines.getLast();
        assertEquals("summary", summary.get("event"));
        assertEquals("running", summary.get("state"));
        assertEquals(false, summary.get("givenUp"));
        // However often it has crashed in that time, each one was told, survived and kept.
        long crashes = (Long) summary.get("crashes") + (Long) summary.get("failures");
        assertEquals(crashes, changesTo("crashed", lines));
        assertEquals(crashes + 1, changesTo("running", lines));
        assertEquals(summary.get("restarts"), crashes);
        try (var files = Files.list(folder)) {
            assertEquals(summary.get("crashes"), files.count());
        }
    }

    @Test
    void readsForPeople() {
        Cli boot = Cli.run("boot", "--supervise", "--for", "1");
        assertEquals(0, boot.status(), boot.err());
        assertTrue(boot.out().contains("offline   -> running    up: protocol version=12\n"), boot.out());
        assertTrue(
                boot.out().endsWith("running in the end; crashes 0, failures 0, restarts 0, notices 0\n"), boot.out());
    }

    @Test
    void aFolderThatCannotBeWrittenIsReportedAndStopsNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        Cli boot =
                Cli.run("boot", "--supervise", "--for", "1", "--crash=soft", "--json", "--crash-dir", file + "/below");
        assertEquals(0, boot.status(), boot.err());
        List<Map<String, Object>> lines =
                boot.out().lines().map(line -> new Cli(0, line, "").json()).toList();
        long lost = lines.stream()
                .filter(line -> String.valueOf(line.get("message")).startsWith("crash log lost: "))
                .count();
        assertEquals(lines.getLast().get("crashes"), lost);
    }

    @Test
    void whatDoesNotComeUpIsAFailure() throws IOException {
        Path file = folder.resolve("new.properties");
        Files.writeString(file, "description = New\nversions = 13..15\n");
        Cli boot = Cli.run("boot", file.toString(), "--supervise", "--for", "1");
        assertEquals(1, boot.status());
        assertTrue(boot.out().contains("no common protocol version: iop=13..15, ap=11..12"), boot.out());
    }

    private static long changesTo(String state, List<Map<String, Object>> lines) {
        return lines.stream().filter(line -> state.equals(line.get("to"))).count();
    }
}
