package org.rtkit4j.app.serve.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtkit4j.app.smc.Tools;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.supervise.Supervised;
import org.rtkit4j.core.supervise.Supervisor;
import org.rtkit4j.core.supervise.SupervisorConfig;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.machine.MachineRunner;
import org.rtkit4j.emulator.profile.Profile;

/// A co-processor that somebody else drives, as the page has it.
class OverheardTest {
    private final Profile profile = Profile.named("generic");
    private final EmulatedMachine emulated = EmulatedMachine.with(profile).build();
    private final Coprocessor coprocessor = emulated.coprocessor();
    private final Fleet fleet = Fleet.watched(List.of(profile), _ -> "iop", 1_000);
    private final Unit unit = Objects.requireNonNull(fleet.find("iop"));
    private final Overheard overheard = Objects.requireNonNull(unit.overheard());
    private final EventLoop loop = new EventLoop(emulated.clock()).start();
    private final Supervisor supervisor = new Supervisor(loop, SupervisorConfig.DEFAULT);
    private MachineRunner runner;

    @BeforeEach
    void follow() {
        coprocessor.watch(fleet.follow(emulated.coprocessors()).getFirst());
        runner = MachineRunner.start(emulated.machine());
    }

    @AfterEach
    void close() {
        supervisor.close();
        loop.close();
        fleet.close();
        runner.close();
        emulated.close();
    }

    private void boot() throws Exception {
        Supervised driver =
                supervisor.add(IopProfile.named("generic"), Platform.of(coprocessor), new StartedEndpoints());
        driver.recovery(false);
        driver.start();
        Tools.await(() -> overheard.state() + overheard.apPower(), "running32"::equals);
    }

    @Test
    void isKnownByWhatItsDriverAndItSay() throws Exception {
        assertEquals("offline", overheard.state());
        assertEquals(0, overheard.version());
        boot();
        assertEquals(12, overheard.version());
        assertEquals(0x20, overheard.iopPower());
        assertTrue(overheard.announced().get(0x20), () -> overheard.announced().toString());
        Tools.await(() -> fleet.store().end() > 10 ? "many" : "few", "many"::equals);
    }

    @Test
    void itsFirmwareCanCrashAndNothingElseIsDoneToIt() throws Exception {
        assertFalse(overheard.crash(new CrashCause.DataAbort(0, true)), "its CPU is stopped");
        boot();
        assertEquals(0, overheard.crashes());
        assertTrue(overheard.crash(new CrashCause.DataAbort(0, true)));
        Tools.await(overheard::state, "crashed"::equals);
        assertEquals(1, overheard.crashes());
        assertThrows(IllegalStateException.class, unit::supervised);
    }

    @Test
    void ofAMachineThatIsSwitchedOnAgainNothingIsKnown() throws Exception {
        boot();
        try (var next = EmulatedMachine.with(profile).build()) {
            fleet.follow(next.coprocessors());
            assertEquals("offline", overheard.state());
            assertEquals(0, overheard.version());
            assertTrue(overheard.announced().isEmpty());
            assertTrue(fleet.log().from(0).toString().contains("the machine was switched on again"));
        }
    }
}
