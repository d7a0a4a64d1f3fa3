package org.example.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;

/// Driver and firmware on one thread, under a clock that stands still unless both have nothing to do.
class ComplementDriverTest {
    private static final long TICK_NANOS = 100_000;

    private final ManualClock clock = new ManualClock();
    private EmulatedMachine machine;
    private PolledIop iop;
    private ComplementDriver driver;

    @BeforeEach
    void boot() throws Exception {
        machine = EmulatedMachine.with(Profile.named("generic"))
                .clock(clock)
                .endpoint(ComplementDriver.ENDPOINT, ComplementFirmware::new)
                .build();
        var platform = Platform.of(machine.coprocessor());
        iop = new PolledIop(IopProfile.named("generic"), platform, SessionListener.NONE, clock, this::step);
        driver = new ComplementDriver(iop);
    }

    private void step() {
        if (!machine.machine().step()) {
            clock.advance(TICK_NANOS);
        }
    }

    @AfterEach
    void close() {
        driver.close();
        machine.close();
    }

    @Test
    void aWordIsAnsweredWithItsComplement() throws Exception {
        assertEquals(0xffff_ffff_ffff_fffaL, driver.complement(5));
        assertEquals(5, driver.complement(0xffff_ffff_ffff_fffaL));
    }

    @Test
    void aCrashIsSeenAtOnceAndTheNextBootIsGood() throws Exception {
        assertThrows(Exception.class, () -> driver.complement(0));
        assertTrue(iop.isCrashed());
        iop.recover();
        iop.startEndpoint(ComplementDriver.ENDPOINT, (word, out) -> {});
        assertTrue(iop.isRunning());
    }
}
