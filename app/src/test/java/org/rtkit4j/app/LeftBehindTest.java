package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.profile.Profile;

/// How hosts leave a co-processor, and how the next one finds it: storage that stays up, hosts that were killed,
/// firmware that crashed under another host.
class LeftBehindTest {
    /// A host boots it, and is gone without a word.
    private static void bootAndDie(MacOverWire mac, String coprocessor) throws Exception {
        try (var connection = ViaOption.of(mac.via()).open(coprocessor)) {
            var _ = new PolledIop(
                            connection.profile(coprocessor),
                            connection.platform(),
                            SessionListener.NONE,
                            connection.clock(),
                            Thread::onSpinWait)
                    .claim();
        }
        assertEquals(FirmwareState.RUNNING, mac.coprocessor().state());
    }

    private static Cli run(String... arguments) {
        Cli run = Cli.run(arguments);
        assertEquals(0, run.status(), run::toString);
        return run;
    }

    @Test
    void storageThatStaysUpIsLeftRunning() throws Exception {
        Cli boot = run("boot", "ans-t8132");
        assertTrue(boot.out().contains("left running, with its buffers"), boot::toString);
        try (MacOverWire mac = MacOverWire.with(Profile.named("ans-t8132"))) {
            Cli over = run("boot", "ans", "--via", mac.via());
            assertTrue(over.out().contains("left running, with its buffers"), over::toString);
            assertEquals(FirmwareState.RUNNING, mac.coprocessor().state());
            Cli again = run("boot", "ans", "--via", mac.via());
            assertTrue(again.out().contains("taken over as it runs"), again::toString);
            Cli info = run("nvme", "info", "--via", mac.via());
            assertTrue(info.err().contains("rtkit: ans: it had been left running, and stays up"), info::toString);
            assertEquals(FirmwareState.RUNNING, mac.coprocessor().state());
            run("nvme", "info", "--via", mac.via());
        }
    }

    @Test
    void aProbeLeavesItRunningToo() throws Exception {
        try (MacOverWire mac = MacOverWire.with(Profile.named("ans-t8132"))) {
            Cli probe = run("probe", "--go", "ans", "--via", mac.via());
            assertTrue(probe.out().contains("ans: leave it running, as its drivers do"), probe::toString);
            assertEquals(FirmwareState.RUNNING, mac.coprocessor().state());
            run("nvme", "info", "--via", mac.via());
        }
    }

    @ParameterizedTest
    @CsvSource({"extends = ans-t8132", "reset = none"})
    void soIsWhatAProfileMakesOfIt(String line) throws Exception {
        String[] setting = line.split(" = ", -1);
        Profile profile = setting[0].equals("extends")
                ? Profile.named(setting[1]).with("description", "another")
                : Profile.named("ans").with(setting[0], setting[1]);
        try (MacOverWire mac = MacOverWire.with(profile)) {
            run("boot", "ans", "--via", mac.via());
            assertEquals(FirmwareState.RUNNING, mac.coprocessor().state());
            run("boot", "ans", "--via", mac.via());
        }
    }

    @Test
    void whatStaysUpHasNoCyclesAndIsSupervisedToTheEnd() {
        Cli cycles = Cli.run("cycles", "ans-t8132", "--count", "2");
        assertEquals(2, cycles.status(), cycles::toString);
        assertEquals("rtkit: ans-t8132 stays up: a shutdown ends its firmware, and nothing resets it\n", cycles.err());
        run("supervise", "ans-t8132", "--for", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ans", "ans-t8015", "ans-27", "dcp", "mtp", "generic"})
    void theNextHostResetsWhatAKilledOneLeft(String profile) throws Exception {
        try (MacOverWire mac = MacOverWire.with(Profile.named(profile))) {
            String name = profile.startsWith("ans") ? "ans" : profile;
            bootAndDie(mac, name);
            Cli boot = run("boot", name, "--via", mac.via());
            assertTrue(boot.out().contains("reset, and booted"), boot::toString);
        }
    }

    @Test
    void howeverManyWereKilled() throws Exception {
        try (MacOverWire mac = MacOverWire.with(Profile.named("ans"))) {
            for (int host = 0; host < 6; host++) {
                bootAndDie(mac, "ans");
            }
            run("nvme", "info", "--via", mac.via());
        }
    }

    @Test
    void theManagementControllerIsPutToRestFirst() throws Exception {
        try (MacOverWire mac = MacOverWire.with(Profile.named("smc"))) {
            bootAndDie(mac, "smc");
            Cli boot = run("boot", "smc", "--via", mac.via());
            assertTrue(boot.out().contains("put to rest, and booted"), boot::toString);
            bootAndDie(mac, "smc");
            Cli battery = run("smc", "battery", "--via", mac.via());
            assertTrue(battery.err().contains("rtkit: smc: it had been left running"), battery::toString);
            assertFalse(
                    Cli.run("-q", "smc", "battery", "--via", mac.via()).err().contains("rtkit"));
        }
    }

    @Test
    void itIsPutToRestThoughItAnswersNoPing() throws Exception {
        try (MacOverWire mac = MacOverWire.with(Profile.named("smc").with("ping", "ignored"))) {
            bootAndDie(mac, "smc");
            Cli boot = run("boot", "smc", "--via", mac.via());
            assertTrue(boot.out().contains("put to rest, and booted"), boot::toString);
        }
    }

    // What is said to it is fetched by nobody: the FIFO is full after some hosts.
    @Test
    void whatIsLostIsSaidToBeHoweverOftenItIsAsked() throws Exception {
        try (MacOverWire mac = MacOverWire.with(Profile.named("smc"))) {
            bootAndDie(mac, "smc");
            assertTrue(mac.coprocessor().crash(new CrashCause.FailedAssert("t.c", 1, "test")));
            for (int host = 0; host < 7; host++) {
                Cli boot = Cli.run("boot", "smc", "--via", mac.via());
                assertTrue(boot.err().contains("lost until its machine is restarted"), boot::toString);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ans, true", "dcp, true", "smc, false", "ans-t8132, false"})
    void aCrashUnderAnotherHostIsRecoveredFromWhereHardwareCan(String profile, boolean comesBack) throws Exception {
        try (MacOverWire mac = MacOverWire.with(Profile.named(profile))) {
            String name = profile.startsWith("ans") ? "ans" : profile;
            bootAndDie(mac, name);
            assertTrue(mac.coprocessor().crash(new CrashCause.FailedAssert("t.c", 1, "test")));
            Cli boot = Cli.run("boot", name, "--via", mac.via());
            assertEquals(comesBack ? 0 : 1, boot.status(), boot::toString);
            if (!comesBack) {
                assertEquals(1, boot.err().lines().count(), boot::toString);
                assertTrue(boot.err().contains("lost until its machine is restarted"), boot::toString);
                mac.mac().reboot();
                run("boot", name, "--via", mac.via());
            }
        }
    }
}
