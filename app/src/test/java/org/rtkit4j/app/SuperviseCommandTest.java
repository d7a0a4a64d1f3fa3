package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.management.JMX;
import javax.management.ObjectName;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.smc.Tools;
import org.rtkit4j.core.manage.SupervisorMXBean;

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

    // The SMC's CPU is never stopped, that of the others is.
    @ParameterizedTest
    @ValueSource(strings = {"smc", "ans", "dcp", "mtp", "aop"})
    void everyKindIsShutDownInItsOwnWay(String profile) {
        Cli run = Cli.run("supervise", profile, "--for", "1");
        assertEquals(0, run.status(), run.err() + run.out());
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
    void aRecordingHasTheStatesAndEveryMessage() throws Exception {
        Path file = folder.resolve("run.jfr");
        assertEquals(
                0,
                Cli.run("supervise", "ans", "--for", "1", "--jfr", file.toString())
                        .status());
        List<RecordedEvent> ours = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("org.rtkit4j."))
                .toList();
        var states = ours.stream()
                .filter(event -> event.getEventType().getName().equals("org.rtkit4j.State"))
                .map(event -> event.getString("to"))
                .toList();
        assertEquals(List.of("running", "offline"), states);
        // HELLO is the first that is said, by the firmware.
        RecordedEvent first = ours.stream()
                .filter(event -> event.getEventType().getName().equals("org.rtkit4j.Message"))
                .min(Comparator.comparing(RecordedEvent::getStartTime))
                .orElseThrow();
        assertTrue(first.getString("message").startsWith("0x001"), first::toString);
        assertEquals("ans", first.getString("coprocessor"));
    }

    @Test
    void aRecordingThatCannotBeWrittenIsSaidBeforeAnythingStarts() {
        Cli run = Cli.run("supervise", "--for", "1", "--jfr", folder + "/none/run.jfr");
        assertEquals("rtkit: " + folder + "/none/run.jfr: cannot be written: no such folder\n", run.err());
        assertEquals(2, run.status());
    }

    @Test
    void aRecordingOnAFullDeviceIsSaid() {
        Cli run = Cli.run("supervise", "ans", "--for", "1", "--jfr", "/dev/full");
        assertEquals("rtkit: /dev/full: cannot be written: no space left on device\n", run.err());
        assertEquals(1, run.status());
    }

    @Test
    void aConsoleSeesWhatIsSupervised() throws Exception {
        var name = new ObjectName("org.rtkit4j:type=Supervisor,name=\"supervise\"");
        var server = ManagementFactory.getPlatformMBeanServer();
        Thread command = Thread.ofPlatform().start(() -> Cli.run("supervise", "ans", "--for", "600"));
        try {
            var supervisor = JMX.newMXBeanProxy(server, name, SupervisorMXBean.class);
            Tools.await(
                    () -> server.isRegistered(name) ? "" + supervisor.getStates() : "",
                    text -> text.contains("running=1"));
            supervisor.stop("ans");
            Tools.await(() -> "" + supervisor.getStates(), text -> text.contains("running=0"));
        } finally {
            command.interrupt();
            command.join();
        }
        assertFalse(server.isRegistered(name));
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
