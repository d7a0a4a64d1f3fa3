package org.rtkit4j.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.emulator.HandAp.Received;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.profile.Profile;

/// Hosts that leave out what Linux does, and boot real co-processors all the same.
class ForeignAttachTest {
    private static final long START_SMC = 0x0050_0020_0000_0002L;
    private static final long AP_ON_ACK = 0x00b0_0000_0000_0020L;

    // m1n1's rtkit.c prints the request of endpoint 8 and answers nothing.
    private static HandAp bootedWithoutOsLog(String profile) {
        HandAp ap = HandAp.of(profile);
        ap.run();
        while (!ap.isEmpty()) {
            Received message = ap.receive();
            if (message.endpoint() != 8) {
                ap.answer(message);
            }
        }
        return ap;
    }

    @ParameterizedTest
    @ValueSource(strings = {"generic", "ans", "ans-t8015", "ans-t8132", "dcp"})
    void comesUpAfterAWhileWhereTheUnifiedLogIsNotAnswered(String profile) {
        HandAp ap = bootedWithoutOsLog(profile);
        assertEquals(FirmwareState.BOOTING, ap.iop.state(), "the answer is waited for");
        ap.waitUntilDue();
        ap.expect(0, HandAp.IOP_ON);
        assertEquals(FirmwareState.RUNNING, ap.iop.state());
    }

    @Test
    void theAnswerOfTheUnifiedLogIsTakenHoweverLate() {
        HandAp ap = bootedWithoutOsLog("generic");
        ap.waitUntilDue();
        ap.expect(0, HandAp.IOP_ON);
        ap.send(8, 0x0101_0000_0000_0000L | ap.allocate(0x1000) >>> 12);
        ap.expectSilence();
        assertEquals(FirmwareState.RUNNING, ap.iop.state());
    }

    // aplsmc_attach: boot, AP on and its acknowledgement, start, SMC_INITIALIZE; and the next message is the address.
    @Test
    void theSmcIsSilentBetweenTheAcknowledgementOfTheApAndItsAddress() {
        HandAp ap = HandAp.of("smc");
        ap.send(0, HandAp.SET_IOP_INIT);
        List<Received> said = serveUntilApIsAcknowledged(ap);
        assertTrue(said.stream().anyMatch(m -> m.endpoint() == 2 && (m.msg0() >>> 52) == 5), "it did log");
        assertTrue(said.stream().anyMatch(m -> m.endpoint() == 4 && (m.msg0() >>> 52) == 8), "it did report");
        ap.send(0, START_SMC);
        ap.send(0x20, 0x17);
        ap.expect(0x20, 0x2_3fe0_4000L);
        ap.expectSilence();
    }

    @Test
    void anotherBootOfTheSmcIsAsSilent() {
        HandAp ap = HandAp.of("smc");
        ap.boot();
        ap.send(0, 0x00b0_0000_0000_0010L);
        ap.send(0, 0x0060_0000_0000_0010L);
        ap.serve();
        ap.send(0, HandAp.SET_IOP_INIT);
        serveUntilApIsAcknowledged(ap);
        ap.expectSilence();
    }

    @Test
    void theSameHoldsForGenericFirmwareOfThatQuirk() {
        var ap = new HandAp(Profile.named("generic").with("quirks", "speaks-before-ap-ack"));
        ap.run();
        serveUntilApIsAcknowledged(ap);
        ap.expectSilence();
    }

    private static List<Received> serveUntilApIsAcknowledged(HandAp ap) {
        var said = new ArrayList<Received>();
        while (said.isEmpty() || !isApAck(said.getLast())) {
            Received message = ap.receive();
            said.add(message);
            ap.answer(message);
        }
        return said;
    }

    private static boolean isApAck(Received message) {
        return message.endpoint() == 0 && message.msg0() == AP_ON_ACK;
    }
}
