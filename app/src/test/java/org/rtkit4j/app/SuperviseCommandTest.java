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

class SuperviseCommandTest {
    @TempDir
    Path folder;

    @Test
    void everyChangeIsALineOfJsonAndTheLastIsASummary() throws IOException {
        Cli run = Cli.run("supervise", "ans", "--for", "1", "--crash", "--json", "--crash-dir", folder.toString());
        assertEquals(0, run.status(), run.err() + run.out());
        List<Map<String, Object>> lines =
                run.out().lines().map(line -> new Cli(0, line, "").json()).toList();
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
    void aShutdownThatFailsInTheEndIsAFailureWithItsReason() throws IOException {
        Path file = folder.resolve("stubborn.properties");
        Files.writeString(file, "description = Stubborn\nquirks = acks-other-state\n");
        Cli run = Cli.run("supervise", file.toString(), "--for", "1");
        assertEquals(1, run.status(), run.out());
        assertTrue(run.out().contains("shutdown failed: timed out: step=waiting for "), run.out());
        Cli json = Cli.run("supervise", file.toString(), "--for", "1", "--json");
        assertEquals(1, json.status(), json.out());
        Map<String, Object> last = new Cli(0, json.out().lines().toList().getLast(), "").json();
        assertEquals("shutdown-failed", last.get("event"));
    }

    @Test
    void readsForPeople() {
        Cli run = Cli.run("supervise", "--for", "1");
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("offline   -> running    up: protocol version=12\n"), run.out());
        assertTrue(run.out().endsWith("running in the end; crashes 0, failures 0, restarts 0, notices 0\n"), run.out());
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidBeforeAnythingStarts() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        Cli run = Cli.run("supervise", "--for", "1", "--crash=soft", "--crash-dir", file.toString());
        assertEquals(2, run.status(), run.out());
        assertEquals("", run.out());
        assertTrue(run.err().startsWith("rtkit: " + file + ": cannot be written: "), run.err());
        assertEquals("not a folder", Files.readString(file));
    }

    @Test
    void aFolderThatIsMissingIsMadeAndLeftEmptyWhereNothingCrashes() throws IOException {
        Path crashes = folder.resolve("crash logs").resolve("ñ");
        assertEquals(
                0,
                Cli.run("supervise", "--for", "1", "--crash-dir", crashes.toString())
                        .status());
        try (var files = Files.list(crashes)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void whatDoesNotComeUpIsAFailure() throws IOException {
        Path file = folder.resolve("new.properties");
        Files.writeString(file, "description = New\nversions = 13..15\n");
        Cli run = Cli.run("supervise", file.toString(), "--for", "1");
        assertEquals(1, run.status());
        assertTrue(run.out().contains("no common protocol version: iop=13..15, ap=11..12"), run.out());
    }

    @Test
    void wrongUsageIsStatusTwo() {
        assertEquals(2, Cli.run("supervise", "--for", "0").status());
        assertEquals(2, Cli.run("supervise", "--via", "emulator").status());
        assertEquals(2, Cli.run("supervise", "nosuch").status());
    }

    private static long changesTo(String state, List<Map<String, Object>> lines) {
        return lines.stream().filter(line -> state.equals(line.get("to"))).count();
    }
}
