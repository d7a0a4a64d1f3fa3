package org.rtkit4j.wire.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.nvme.AdminOpcode;
import org.rtkit4j.wire.nvme.IoOpcode;
import org.rtkit4j.wire.nvme.NvmeRegisters;
import org.rtkit4j.wire.nvme.NvmeVariant;

/// Codes and their names, by hand.
class NamesTest {
    @Test
    void resultsOfTheSmc() {
        assertSame(SmcResult.OK, SmcResult.of(0));
        assertSame(SmcResult.KEY_NOT_FOUND, SmcResult.of(0x84));
        assertNull(SmcResult.of(0x02));
        assertEquals(0xb8, SmcResult.INDEX_OUT_OF_RANGE.code());
        assertEquals("key not found", SmcResult.KEY_NOT_FOUND.label());
        assertEquals("0x84 key not found", SmcResult.describe(0x84));
        assertEquals("0x2", SmcResult.describe(0x02).replace("0x02", "0x2"));
    }

    @Test
    void aCodeMeansRunningByItsLowByte() {
        assertTrue(PowerState.isOn(0x20));
        assertTrue(PowerState.isOn(0x220), "INIT too, as Linux sees it");
        assertFalse(PowerState.isOn(0x201));
        assertFalse(PowerState.isOn(0x00));
        assertFalse(PowerState.isOn(0x2000));
        assertFalse(PowerState.isOn(0xff));
    }

    @Test
    void powerStatesHaveNames() {
        assertSame(PowerState.QUIESCED, PowerState.of(0x10));
        assertNull(PowerState.of(0x11));
        assertEquals("SLEEP", PowerState.describe(0x01));
        assertEquals("0x7777", PowerState.describe(0x7777));
    }

    @Test
    void theEndpointsThatAnApStarts() {
        for (int endpoint : new int[] {0x01, 0x02, 0x03, 0x04, 0x08, 0x0a}) {
            assertTrue(Endpoints.isKnownSystem(endpoint), () -> Endpoints.describe(endpoint));
        }
        for (int endpoint : new int[] {0x00, 0x05, 0x09, 0x0b, 0x1f, 0x20}) {
            assertFalse(Endpoints.isKnownSystem(endpoint), () -> Endpoints.describe(endpoint));
        }
        assertEquals("0x0a tracekit", Endpoints.describe(0x0a));
        assertEquals("system5", Endpoints.name(0x05));
        assertEquals("user01", Endpoints.name(0x20));
    }

    @Test
    void doorbellsOfStorage() {
        assertEquals(NvmeDoorbell.ADMIN_SUBMISSION, NvmeDoorbell.endpoint(NvmeRegisters.LINEAR_ASQ));
        assertEquals(NvmeDoorbell.ADMIN_SUBMISSION, NvmeDoorbell.endpoint(NvmeRegisters.ASQ_TAIL));
        assertEquals(NvmeDoorbell.IO_SUBMISSION, NvmeDoorbell.endpoint(NvmeRegisters.LINEAR_IOSQ));
        assertEquals(NvmeDoorbell.IO_SUBMISSION, NvmeDoorbell.endpoint(NvmeRegisters.IOSQ_TAIL));
        assertEquals(NvmeDoorbell.ADMIN_COMPLETION, NvmeDoorbell.endpoint(NvmeRegisters.ACQ_HEAD));
        assertEquals(NvmeDoorbell.IO_COMPLETION, NvmeDoorbell.endpoint(NvmeRegisters.IOCQ_HEAD));
        assertEquals(-1, NvmeDoorbell.endpoint(0));
    }

    @Test
    void commandsOfStorage() {
        assertEquals("Identify", AdminOpcode.describe(0x06));
        assertEquals("Tunnel", AdminOpcode.describe(0xd8));
        assertEquals("0x0b", AdminOpcode.describe(0x0b));
        assertEquals("Write Zeroes", IoOpcode.describe(0x08));
        assertEquals("0x05", IoOpcode.describe(0x05));
    }

    @Test
    void whichControllersLoseFua() {
        assertTrue(NvmeVariant.T8140.losesFua());
        assertFalse(NvmeVariant.T8132.losesFua());
    }

    @Test
    void vocabulariesAreThoseOfTheirEndpoints() {
        assertEquals(List.of(), Vocabulary.GENERIC.layouts(0x20));
        assertEquals(Mgmt.LAYOUTS, Vocabulary.SMC.layouts(0x00));
        assertEquals(TraceKit.LAYOUTS, Vocabulary.GENERIC.layouts(0x0a));
        assertEquals(List.of(), Vocabulary.SMC.layouts(0x1f));
        assertEquals(SmcMsg.LAYOUTS, Vocabulary.SMC.layouts(0x20));
        assertEquals(List.of(), Vocabulary.SMC.layouts(0x21));
        assertEquals(Afk.LAYOUTS, Vocabulary.DCP.layouts(Afk.LAST_ENDPOINT));
        assertEquals(NvmeDoorbell.LAYOUTS, Vocabulary.NVME.layouts(NvmeDoorbell.IO_COMPLETION));
        assertEquals(List.of(), Vocabulary.NVME.layouts(0x44));
    }

    /// 0x2 in 59:52 is the AP's HELLO_ACK, and no message of the firmware's.
    @Test
    void aWordIsReadAsTheDirectionSays() {
        long word = 0x0020_0000_000c_000cL;
        assertEquals(
                "HELLO_ACK(TRACING=0, DEBUG=0, MAX_VER=12, MIN_VER=12)",
                Vocabulary.GENERIC.describe(Direction.AP_TO_IOP, 0, word));
        assertEquals("0x00200000000c000c", Vocabulary.GENERIC.describe(Direction.IOP_TO_AP, 0, word));
        assertEquals("0x0000000000000007", Vocabulary.GENERIC.describe(Direction.BOTH, 0x20, 7));
    }

    /// Of EPMAP and its reply each side's reading is given where nobody says who sent the word.
    @Test
    void whereTheDirectionIsNotKnownBothReadingsAreGiven() {
        String both = Vocabulary.GENERIC.describe(Direction.BOTH, 0, 0x0080_0000_0000_0001L);
        assertTrue(both.contains(" or "), both);
        String fromIop = Vocabulary.GENERIC.describe(Direction.IOP_TO_AP, 0, 0x0080_0000_0000_0001L);
        String fromAp = Vocabulary.GENERIC.describe(Direction.AP_TO_IOP, 0, 0x0080_0000_0000_0001L);
        assertTrue(both.contains(fromIop) && both.contains(fromAp), both);
        assertFalse(Vocabulary.GENERIC
                .describe(Direction.BOTH, 2, 0x0050_0000_0000_0003L)
                .contains(" or "));
    }
}
