package org.rtkit4j.app.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.Cli;

/// What was recorded through one way in answers the same commands again.
class CaptureReplayTest {
    @TempDir
    Path folder;

    @Test
    void aRecordedBootBootsAgain() {
        String file = folder.resolve("boot.pcapng").toString();
        Cli live = Cli.run("boot", "generic", "--capture", file, "--capture-memory", "--json");
        assertEquals(0, live.status(), live.err());
        Cli replayed = Cli.run("boot", "generic", "--via", "replay:" + file, "--json");
        assertEquals(0, replayed.status(), replayed.err());
        assertEquals(live.json().get("endpoints"), replayed.json().get("endpoints"));
        assertEquals(live.json().get("syslog"), replayed.json().get("syslog"));
        assertTrue(live.json().get("syslog").toString().length() > 10);
    }

    @Test
    void aRecordedCrashIsExplainedAgain() {
        String file = folder.resolve("crash.pcapng").toString();
        Cli live = Cli.run("boot", "ans", "--crash", "--capture", file, "--capture-memory");
        assertEquals(0, live.status(), live.err());
        Cli replayed = Cli.run("boot", "ans", "--crash", "--via", "replay:" + file);
        assertEquals(0, replayed.status(), replayed.err());
        String explanation = live.out().substring(live.out().indexOf("The storage controller"));
        assertTrue(replayed.out().endsWith(explanation), replayed.out());
    }

    @Test
    void keysReadAgainAsTheyWereRead() {
        String file = folder.resolve("smc.pcapng").toString();
        Cli live = Cli.run("smc", "list", "T", "--capture", file, "--capture-memory");
        assertEquals(0, live.status(), live.err());
        Cli replayed = Cli.run("smc", "list", "T", "--via", "replay:" + file);
        assertEquals(0, replayed.status(), replayed.err());
        assertEquals(live.out(), replayed.out());
    }

    @Test
    void theFirstMessageThatDiffersEndsTheReplay() {
        String file = folder.resolve("smc.pcapng").toString();
        assertEquals(
                0,
                Cli.run("smc", "read", "TA0P", "--capture", file, "--capture-memory")
                        .status());
        Cli differs = Cli.run("smc", "read", "TA0Q", "--via", "replay:" + file);
        assertEquals(1, differs.status());
        String err = differs.err();
        assertTrue(err.contains("smc.pcapng: packet "), err);
        assertTrue(err.contains(", offset="), err);
        assertTrue(err.contains("the host differs: expected 20:54413050000"), err);
        assertTrue(err.contains("(KEY='TA0P', ") && err.contains("(KEY='TA0Q', "), err);
    }

    @Test
    void aHostThatSaysMoreThanWasRecordedIsToldSo() {
        String file = folder.resolve("crash.pcapng").toString();
        assertEquals(0, Cli.run("boot", "ans", "--crash", "--capture", file).status());
        Cli differs = Cli.run("boot", "ans", "--via", "replay:" + file);
        assertEquals(1, differs.status(), differs.out());
        assertTrue(
                differs.err().contains("expected 01:0000000000000022 PROVOKE(KIND=hard), came 00:00b"), differs.err());
        assertEquals(1, differs.err().lines().count(), differs.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"boot smc", "smc sensors", "boot dcp"})
    void whatWasRecordedOfAnotherCoprocessorIsNotPlayed(String command) {
        String file = folder.resolve("ans.pcapng").toString();
        assertEquals(0, Cli.run("boot", "ans", "--capture", file).status());
        Cli other = Cli.run((command + " --via replay:" + file).split(" ", -1));
        String name = command.contains("smc") ? "smc" : "dcp";
        assertEquals("rtkit: %s: no such mailbox: name=%s, there are [ans]\n".formatted(file, name), other.err());
        assertEquals(2, other.status());
    }

    @Test
    void captureNeedsAWayThatIsRecorded() {
        Cli cli = Cli.run(
                "cycles",
                "ans",
                "--count",
                "2",
                "--capture",
                folder.resolve("x").toString());
        assertEquals(2, cli.status());
        Cli memory = Cli.run("boot", "ans", "--capture-memory");
        assertEquals(2, memory.status());
        assertTrue(memory.err().contains("--capture-memory needs --capture"), memory.err());
    }
}
