package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"generic", "ans", "smc", "dcp", "dcpext", "mtp", "aop"})
    void bootsEveryProfile(String profile) {
        Cli boot = Cli.run("boot", profile, "--json");
        assertEquals(0, boot.status(), boot.err());
        Map<String, Object> json = boot.json();
        assertEquals(profile, json.get("profile"));
        assertEquals(12L, json.get("protocolVersion"));
        assertEquals(Map.of("ap", "ON", "iop", "ON"), json.get("power"));
        assertTrue(((List<?>) json.get("endpoints")).contains(Map.of("id", 2L, "name", "syslog")));
        assertTrue(!((List<?>) json.get("syslog")).isEmpty());
        assertNull(json.get("crash"));
        assertEquals(
                List.of("profile", "via", "protocolVersion", "endpoints", "power", "syslog", "crash", "steps"),
                List.copyOf(json.keySet()));
    }

    @Test
    void bootsTheProfileThatTheWayNames() {
        Cli boot = Cli.run("boot", "--via", "emulator:ans", "--json");
        assertEquals(0, boot.status(), boot.err());
        assertEquals("ans", boot.json().get("profile"));
        assertEquals("emulator:ans", boot.json().get("via"));
    }

    @Test
    void aWayWithAProfileThatIsNotThereIsRefused() {
        Cli boot = Cli.run("boot", "--via", "emulator:nope");
        assertEquals(2, boot.status());
        assertTrue(boot.err().startsWith("rtkit: no such profile: name=nope"), boot.err());
    }

    @Test
    void showsACrashThroughTheModelOfExplain() {
        Cli boot = Cli.run("boot", "ans", "--crash", "--json");
        assertEquals(0, boot.status(), boot.err());
        Map<?, ?> crash = (Map<?, ?>) boot.json().get("crash");
        assertEquals("rtkit-crashlog", crash.get("format"));
        assertEquals("ANS", crash.get("coprocessor"));
        assertTrue(
                String.valueOf(((Map<?, ?>) crash.get("firmware")).get("rtkit")).startsWith("RTKit-"));
        assertTrue(!((List<?>) crash.get("callStack")).isEmpty());
        assertTrue(!((List<?>) crash.get("tasks")).isEmpty());
        assertTrue(((Map<?, ?>) crash.get("registers")).size() > 3);
        Map<?, ?> mailbox = (Map<?, ?>) ((List<?>) crash.get("mailboxes")).getFirst();
        String messages = mailbox.get("messages").toString();
        assertTrue(messages.contains("STARTEP(EP=0x02 syslog, FLAG=START)"), messages);
        assertEquals(List.of(), crash.get("warnings"));
    }

    @Test
    void aSoftCrashIsAnAssertion() {
        Cli boot = Cli.run("boot", "generic", "--crash=soft");
        assertEquals(0, boot.status(), boot.err());
        assertTrue(boot.out().contains("ASSERT"), boot.out());
    }

    @Test
    void readsForPeople() {
        Cli boot = Cli.run("boot");
        assertEquals(0, boot.status(), boot.err());
        assertTrue(boot.out().startsWith("Emulated co-processor generic, RTKit protocol 12\n"), boot.out());
        assertTrue(boot.out().contains("  0x02  syslog\n"), boot.out());
        assertTrue(boot.out().contains("AP is ON: running"), boot.out());
        assertTrue(boot.out().contains("stopped: SLEEP"), boot.out());
    }

    @Test
    void takesAProfileFromAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("mine.properties");
        Files.writeString(file, "description = Mine\nversions = 11..11\n");
        Cli boot = Cli.run("boot", file.toString(), "--json");
        assertEquals(0, boot.status(), boot.err());
        assertEquals("mine", boot.json().get("profile"));
        assertEquals(11L, boot.json().get("protocolVersion"));
    }

    @Test
    void aProfileThatIsWrongIsOneLineAndStatusTwo(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("bad.properties");
        Files.writeString(file, "description = Bad\nversoins = 11..11\n");
        Cli boot = Cli.run("boot", file.toString());
        assertEquals(2, boot.status());
        assertEquals("", boot.out());
        assertEquals(1, boot.err().lines().count(), boot.err());
        assertTrue(boot.err().contains("bad.properties") && boot.err().contains("versoins"), boot.err());
    }

    @Test
    void aProfileThatDoesNotExistIsOneLineAndStatusTwo() {
        Cli boot = Cli.run("boot", "nosuch");
        assertEquals(2, boot.status());
        assertEquals(1, boot.err().lines().count(), boot.err());
    }

    @Test
    void aFirmwareThatNobodyUnderstandsIsAFailure(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new.properties");
        Files.writeString(file, "description = New\nversions = 13..15\n");
        Cli boot = Cli.run("boot", file.toString());
        assertEquals(1, boot.status());
        assertEquals("rtkit: new: no common protocol version: iop=13..15, ap=11..12\n", boot.err());
    }

    @Test
    void aShutdownThatFailsIsAFailureAndTheStepsSayWhy(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("stubborn.properties");
        Files.writeString(file, "description = Stubborn\nquirks = acks-other-state\n");
        Cli boot = Cli.run("boot", file.toString());
        assertEquals(1, boot.status(), boot.out());
        assertTrue(boot.out().contains("failed: timed out: step=waiting for "), boot.out());
        assertEquals(1, Cli.run("boot", file.toString(), "--json").status());
    }

    @ParameterizedTest
    @CsvSource({
        "--cycles 10000, --cycles, rtkit cycles PROFILE --count N",
        "--cycles, --cycles, rtkit cycles PROFILE --count N",
        "--faults 7 --json, --faults, rtkit faults PROFILE --seed N",
        "--supervise --crash, --supervise, rtkit supervise PROFILE",
        "--supervise=3, --supervise, rtkit supervise PROFILE",
        "--supervise --for 3 --crash-dir x, --supervise, rtkit supervise PROFILE",
        "--for 3, --for, rtkit supervise PROFILE --for SECONDS",
        "--crash-dir x, --crash-dir, rtkit supervise PROFILE --crash-dir DIR"
    })
    void whatIsACommandOfItsOwnNowIsSaidInOneLine(String options, String option, String command) {
        Cli boot = Cli.run(("boot ans " + options).split(" "));
        assertEquals(2, boot.status());
        assertEquals("", boot.out());
        assertEquals("rtkit: %s is no option of boot; instead: %s\n".formatted(option, command), boot.err());
    }

    @Test
    void theHelpDoesNotShowIt() {
        String help = Cli.run("boot", "--help").out();
        for (String option : List.of("--cycles", "--faults", "--supervise", "--for", "--crash-dir")) {
            assertTrue(!help.contains(option), help);
        }
        assertTrue(help.contains("replay:FILE"), help);
    }

    @Test
    void wrongUsageIsStatusTwo() {
        assertEquals(2, Cli.run("boot", "--nonsense").status());
        assertEquals(2, Cli.run().status());
        assertEquals(2, Cli.run("nonsense").status());
        assertEquals(0, Cli.run("--help").status());
        assertEquals(0, Cli.run("boot", "--help").status());
    }
}
