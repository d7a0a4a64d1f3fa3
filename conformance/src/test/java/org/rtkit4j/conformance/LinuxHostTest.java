package org.rtkit4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rtkit4j.conformance.ForeignHost.Result;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.forensics.CrashReports;

/// Linux 6.1's RTKit library, mailbox framework and drivers, unmodified, boot our emulator; see `conformance/linux`.
///
/// Return values are Linux's: 0, -22 EINVAL, -62 ETIME. What the kernel logs is compared too.
@DisplayName("Linux 6.1 as host")
@ExtendWith(ScenarioList.class)
class LinuxHostTest {
    private static final Profile GENERIC = Profile.named("generic");
    private static final String HELLO = "RTKit: Initializing (protocol version 12)";
    private static final List<String> BOOT_LOG = List.of(
            "RTKit: syslog message: main.c:245: Example firmware up, 7 tasks",
            "RTKit: syslog message: power.c:88: AP is on");

    // What a library prints, of whatever version.
    static final List<String> BOOTED = List.of(
            "running = 0, crashed = 0",
            "apple_rtkit_boot(rtk) = 0",
            "running = 1, crashed = 0",
            "apple_rtkit_boot(rtk) = 0",
            "apple_rtkit_shutdown(rtk) = 0",
            "running = 0, crashed = 0",
            "done");
    static final List<String> LIVED = List.of(
            "apple_rtkit_boot(rtk) = 0",
            "apple_rtkit_quiesce(rtk) = 0",
            "running = 0, crashed = 0",
            "apple_rtkit_wake(rtk) = 0",
            "running = 1, crashed = 0",
            "apple_rtkit_wake(rtk) = -22",
            "apple_rtkit_shutdown(rtk) = 0",
            "apple_rtkit_boot(rtk) = 0",
            "running = 1, crashed = 0",
            "apple_rtkit_shutdown(rtk) = 0",
            "done");
    static final List<String> EXCHANGED = List.of(
            "apple_rtkit_send_message(rtk, ECHO, 1, NULL, false) = -22",
            "apple_rtkit_boot(rtk) = 0",
            "apple_rtkit_start_ep(rtk, ECHO) = 0",
            "apple_rtkit_start_ep(rtk, ECHO + 1) = -22",
            "sent = 100, received = 100, misordered = 0",
            "apple_rtkit_shutdown(rtk) = 0",
            "apple_rtkit_send_message(rtk, ECHO, 1, NULL, false) = -22",
            "done");

    private static Path program;

    @BeforeAll
    static void build() throws Exception {
        ForeignHost.requireCompiler("linux");
        Path folder = ForeignHost.folder("linux");
        String script = ForeignHost.file("conformance/linux/host/build").toString();
        Result built = ForeignHost.run(script, ForeignHost.linuxSources().toString(), folder.toString());
        assertEquals(0, built.status(), () -> String.join("\n", built.lines()));
        program = folder.resolve("linux-host");
    }

    @Test
    void boots() throws Exception {
        Result result = run("boot", GENERIC);
        assertEquals(BOOTED, result.steps());
        assertEquals(HELLO, result.log().getFirst());
    }

    @Test
    void bootsFirmwareThatSpeaksTheOlderVersion() throws Exception {
        Result result = run("boot", GENERIC.with("versions", "11..11"));
        assertEquals("RTKit: Initializing (protocol version 11)", result.log().getFirst());
        assertTrue(result.steps().contains("apple_rtkit_shutdown(rtk) = 0"));
    }

    @Test
    void quiescesWakesShutsDownAndStartsAgain() throws Exception {
        Result result = run("lifecycle", GENERIC);
        assertEquals(LIVED, result.steps());
        assertEquals(3, result.log().stream().filter(HELLO::equals).count());
    }

    @Test
    void exchangesMessagesInOrderAndOnlyWhileItRuns() throws Exception {
        assertEquals(EXCHANGED, run("messages", GENERIC).steps());
    }

    @Test
    void exchangesMessagesThroughTheMailboxOfTheM3() throws Exception {
        List<String> steps = run("messages", GENERIC.with("mailbox", "m3-v2"), "apple,m3-mailbox-v2")
                .steps();
        assertTrue(steps.contains("sent = 100, received = 100, misordered = 0"), steps::toString);
    }

    // The framework enables the send-empty interrupt once for each message, and nobody disables it while all is
    // polled.
    @Test
    void exchangesMessagesInAtomicContext() throws Exception {
        List<String> steps = new ArrayList<>(run("atomic", GENERIC).steps());
        assertTrue(steps.removeIf("kernel: unbalanced enable of irq 2"::equals), "Linux has learned to count");
        assertEquals(
                List.of(
                        "apple_rtkit_boot(rtk) = 0",
                        "apple_rtkit_start_ep(rtk, ECHO) = 0",
                        "answered without an interrupt = 10",
                        "apple_rtkit_shutdown(rtk) = 0",
                        "done"),
                steps);
    }

    // -62: the flush waits for the head of the framework's queue, not for the message that was asked for.
    @Test
    void reportsATimeOutForAnAtomicMessageBehindOthers() throws Exception {
        List<String> steps = run("atomic-behind-others", GENERIC).steps();
        assertTrue(
                steps.contains("apple_rtkit_send_message_wait(rtk, ECHO, 0x1000002, PATIENCE, true) = -62"),
                steps::toString);
    }

    @Test
    void refusesAFloodOnceTheFrameworksQueueIsFull() throws Exception {
        Result result = run("flood", GENERIC);
        assertTrue(result.log().contains("Try increasing MBOX_TX_QUEUE_LEN"));
        assertEquals(
                List.of(
                        "apple_rtkit_boot(rtk) = 0",
                        "apple_rtkit_start_ep(rtk, ECHO) = 0",
                        "refused before 1000 = 1",
                        "done"),
                result.steps());
    }

    @Test
    void printsTheSystemLog() throws Exception {
        Result result = run("syslog", GENERIC);
        assertEquals(BOOT_LOG, result.log().subList(1, 3));
        assertTrue(result.steps().contains("apple_rtkit_shutdown(rtk) = 0"));
    }

    @Test
    void refusesFirmwareThatIsTooNewOrTooOld() throws Exception {
        Result tooNew = run("refused", GENERIC.with("versions", "13..14"));
        assertEquals(List.of("RTKit: Firmware min version 13 is too new"), tooNew.log());
        assertEquals(List.of("apple_rtkit_boot(rtk) = -22", "running = 0, crashed = 0", "done"), tooNew.steps());
        Result tooOld = run("refused", GENERIC.with("versions", "9..10"));
        assertEquals(List.of("RTKit: Firmware max version 10 is too old"), tooOld.log());
    }

    @Test
    void reportsACrashAndRunsAgainAfterAReset() throws Exception {
        Result result = run("crash", GENERIC);
        assertEquals(
                List.of(
                        "apple_rtkit_boot(rtk) = 0",
                        "apple_rtkit_start_ep(rtk, ECHO) = 0",
                        "apple_rtkit_send_message(rtk, CRASHLOG, PROVOKE_HARD, NULL, false) = 0",
                        "callback: crashed",
                        "running = 0, crashed = 1",
                        "apple_rtkit_boot(rtk) = -22",
                        "apple_rtkit_send_message(rtk, ECHO, 1, NULL, false) = -22",
                        "apple_rtkit_reinit(rtk) = 0",
                        "apple_rtkit_boot(rtk) = 0",
                        "running = 1, crashed = 0",
                        "apple_rtkit_shutdown(rtk) = 0",
                        "done"),
                result.steps());
        assertTrue(result.log()
                .containsAll(List.of(
                        "RTKit: co-processor has crashed",
                        "RTKit: Version: RTKit-2100.40.7.release - Client: ExampleGenericFirmware-12.1",
                        "RTKit: Message (id=0): DATA ABORT on store of 0x0000000000000000",
                        "RTKit: Message (id=0): rtkit task: crashlog (2 of 7)")));
        assertTrue(result.log().stream().anyMatch(line -> line.matches("RTKit: {2}#\\d+@[0-9a-f]{8}:.* 0{14}22")));
    }

    /// From the emulated firmware's binary log through Linux's printer to our reader of Linux's logs.
    @Test
    void whatItPrintsOfACrashOurReaderUnderstands() throws Exception {
        var text = new StringBuilder();
        run("crash", GENERIC)
                .log()
                .forEach(line -> text.append("[    1.000000] iop 200000000.iop: ")
                        .append(line)
                        .append('\n'));
        var file = CrashReports.read("dmesg", text.toString().getBytes(StandardCharsets.UTF_8));
        assertEquals(1, file.reports().size());
        assertTrue(file.reports().getFirst().toString().contains("DATA ABORT"), file::toString);
    }

    @Test
    void givesItsBuffersThroughTheSartAndTakesThemBack() throws Exception {
        Result result = run("sart", Profile.named("ans"), "apple,asc-mailbox-v4", "27bc50000");
        assertEquals(
                List.of(
                        "apple_rtkit_boot(rtk) = 0",
                        "apple_rtkit_start_ep(rtk, ECHO) = 0",
                        "sent = 100, received = 100, misordered = 0",
                        "apple_rtkit_shutdown(rtk) = 0",
                        "entries left open = 0",
                        "done"),
                result.steps());
        assertTrue(result.log().stream().anyMatch(line -> line.startsWith("RTKit: syslog message: ")));
    }

    @Test
    void wakesACoprocessorWhoseBuffersLieInItsOwnMemory() throws Exception {
        Result result = run("sram", Profile.named("smc"), "apple,asc-mailbox-v4", "23fe00000");
        assertEquals(
                List.of(
                        "apple_rtkit_wake(rtk) = 0",
                        "running = 1, crashed = 0",
                        "apple_rtkit_quiesce(rtk) = 0",
                        "apple_rtkit_wake(rtk) = 0",
                        "running = 1, crashed = 0",
                        "apple_rtkit_quiesce(rtk) = 0",
                        "done"),
                result.steps());
        assertTrue(result.log().contains("RTKit: syslog message: main.c:112: ExampleSmcFirmware-55.3 up, 10 tasks"));
    }

    @Test
    void leavesTheFirmwareAlive() throws Exception {
        try (var served = ServedMac.overTcp(GENERIC)) {
            run(served, "messages", "apple,asc-mailbox-v4");
            assertNotEquals(FirmwareState.CRASHED, served.coprocessor().state());
            assertEquals(0, served.coprocessor().droppedMessages());
            assertEquals(0, served.coprocessor().lostLogLines());
        }
    }

    private static Result run(String scenario, Profile profile) throws IOException, InterruptedException {
        return run(scenario, profile, "apple,asc-mailbox-v4");
    }

    private static Result run(String scenario, Profile profile, String mailbox, String... more)
            throws IOException, InterruptedException {
        try (var served = ServedMac.overTcp(profile)) {
            return run(served, scenario, mailbox, more);
        }
    }

    private static Result run(ServedMac served, String scenario, String mailbox, String... more)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                program.toString(),
                "127.0.0.1",
                served.port(),
                scenario,
                Long.toHexString(served.coprocessor().profile().base()),
                mailbox));
        command.addAll(List.of(more));
        Result result = ForeignHost.run(command, List.of());
        assertEquals(0, result.status(), () -> String.join("\n", result.lines()));
        return result;
    }
}
