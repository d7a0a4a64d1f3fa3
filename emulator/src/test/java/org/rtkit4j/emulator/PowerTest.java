package org.rtkit4j.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.firmware.Quirk;
import org.rtkit4j.emulator.profile.Profile;

/// Sections 4 and 6 of the protocol.
class PowerTest {
    private HandAp ap = HandAp.of("generic");

    @BeforeEach
    void boot() {
        ap.boot();
    }

    private void ask(long message, long answer) {
        ap.send(0, message);
        ap.expect(0, answer);
        ap.expectSilence();
    }

    private void assertBootsAgain() {
        ap.expect(0, HandAp.HELLO_11_12);
        ap.send(0, HandAp.ACK_12);
        ap.serve();
        assertEquals(FirmwareState.RUNNING, ap.iop.state());
    }

    private void assertDead(FirmwareState state) {
        assertEquals(state, ap.iop.state());
        ap.send(0, HandAp.SET_IOP_INIT);
        ap.iop.cpu().write32(0x44, 0);
        ap.run();
        ap.expectSilence();
        assertEquals(state, ap.iop.state());
        ap.iop.reset();
        assertEquals(0, ap.iop.cpu().read32(0x44));
        ap.run();
        assertBootsAgain();
    }

    @ParameterizedTest
    @ValueSource(longs = {0x00, 0x01, 0x10, 0x20, 0x201, 0x202, 0x220, 0xffff})
    void echoesAnyStateOfTheAp(long state) {
        ap.send(0, 0x00b0_0000_0000_0000L | state);
        ap.expect(0, 0x00b0_0000_0000_0000L | state);
    }

    @Test
    void ignoresStatesThatItDoesNotKnowAndWakesWhileUp() {
        ap.send(0, 0x0060_0000_0000_0202L);
        ap.send(0, 0x0060_0000_0000_1234L);
        ap.send(0, HandAp.SET_IOP_INIT);
        ap.send(0, HandAp.SET_IOP_ON);
        ap.expectSilence();
        assertEquals(FirmwareState.RUNNING, ap.iop.state());
    }

    @ParameterizedTest
    @ValueSource(longs = {HandAp.SET_IOP_INIT, HandAp.SET_IOP_ON})
    void bootsAnewFromQuiesced(long wake) {
        ask(0x00b0_0000_0000_0010L, 0x00b0_0000_0000_0010L);
        ask(0x0060_0000_0000_0010L, 0x0070_0000_0000_0010L);
        assertEquals(FirmwareState.QUIESCED, ap.iop.state());
        ap.send(0, 0x0030_0000_0000_0000L);
        ap.send(2, 0x0050_0000_0000_0000L);
        ap.expectSilence();
        ap.send(0, wake);
        assertBootsAgain();
    }

    @Test
    void goesFromQuiescedToSleep() {
        ask(0x0060_0000_0000_0010L, 0x0070_0000_0000_0010L);
        ask(0x0060_0000_0000_0001L, 0x0070_0000_0000_0001L);
        assertEquals(FirmwareState.ASLEEP, ap.iop.state());
    }

    @Test
    void retainsItsStateWhileIdle() {
        ap.send(0, 0x0050_0020_0000_0002L);
        ask(0x00b0_0000_0000_0201L, 0x00b0_0000_0000_0201L);
        ask(0x0060_0000_0000_0201L, 0x0070_0000_0000_0201L);
        assertEquals(FirmwareState.IDLE, ap.iop.state());
        ap.send(0x20, 1);
        ap.expectSilence();
        ask(HandAp.SET_IOP_INIT, HandAp.IOP_ON);
        ask(HandAp.SET_AP_ON, HandAp.SET_AP_ON);
        ask(0x0030_0000_0000_0007L, 0x0040_0000_0000_0007L);
        ap.send(0x20, 2);
        ap.expect(0x20, 2);
    }

    @Test
    void startsAnewFromIdleLikeQemuWhereToldTo() {
        ap = new HandAp(Profile.named("generic").withQuirks(Quirk.HELLO_AFTER_IDLE));
        ap.boot();
        ask(0x0060_0000_0000_0201L, 0x0070_0000_0000_0201L);
        ap.send(0, HandAp.SET_IOP_INIT);
        assertBootsAgain();
    }

    @Test
    void needsItsCpuStartedAfterSleep() {
        ask(0x00b0_0000_0000_0010L, 0x00b0_0000_0000_0010L);
        ask(0x0060_0000_0000_0001L, 0x0070_0000_0000_0001L);
        assertEquals(FirmwareState.ASLEEP, ap.iop.state());
        assertEquals(3, ap.iop.cpu().read32(0x48));
        ap.send(0, HandAp.SET_IOP_INIT);
        ap.expectSilence();
        ap.iop.cpu().write32(0x44, 0);
        ap.settle();
        assertEquals(FirmwareState.STOPPED, ap.iop.state());
        ap.run();
        assertBootsAgain();
    }

    @Test
    void startsAfterSleepWhereRunIsWrittenAgainWithoutAnEdge() {
        ask(0x0060_0000_0000_0001L, 0x0070_0000_0000_0001L);
        ap.run();
        assertBootsAgain();
    }

    @Test
    void isGoneAfterOff() {
        ask(0x00b0_0000_0000_0000L, 0x00b0_0000_0000_0000L);
        ask(0x0060_0000_0000_0000L, 0x0070_0000_0000_0000L);
        assertDead(FirmwareState.OFF);
    }

    @Test
    void isGoneAfterAShutdownByAnApThatReportedOff() {
        ask(0x00b0_0000_0000_0000L, 0x00b0_0000_0000_0000L);
        ask(0x0060_0000_0000_0001L, 0x0070_0000_0000_0001L);
        assertDead(FirmwareState.OFF);
    }

    @Test
    void hangsWhereRunIsClearedUnderIt() {
        ap.iop.cpu().write32(0x44, 0);
        ap.send(0, 0x0030_0000_0000_0000L);
        ap.expectSilence();
        assertDead(FirmwareState.HUNG);
    }

    @Test
    void survivesRunClearedLikeQemuWhereToldTo() {
        ap = new HandAp(Profile.named("generic").withQuirks(Quirk.SURVIVES_CLEARED_RUN));
        ap.boot();
        ap.iop.cpu().write32(0x44, 0);
        ask(0x0030_0000_0000_0000L, 0x0040_0000_0000_0000L);
    }

    @Test
    void ignoresAStateThatItsProfileDoesNotHave() {
        ap = HandAp.of("smc");
        ap.boot();
        ap.send(0, 0x0060_0000_0000_0000L);
        ap.expectSilence();
        assertEquals(FirmwareState.RUNNING, ap.iop.state());
    }

    @Test
    void leavesNothingOpenOverManyCycles() {
        for (int cycle = 0; cycle < 100; cycle++) {
            ask(0x00b0_0000_0000_0010L, 0x00b0_0000_0000_0010L);
            ask(0x0060_0000_0000_0001L, 0x0070_0000_0000_0001L);
            ap.buffers.forEach(b -> b.close());
            ap.buffers.clear();
            assertEquals(0, ap.iop.memory().openBytes());
            ap.run();
            assertBootsAgain();
            assertEquals(4, ap.iop.memory().openBuffers());
        }
    }
}
