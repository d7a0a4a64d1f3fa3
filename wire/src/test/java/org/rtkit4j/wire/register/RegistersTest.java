package org.rtkit4j.wire.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Offsets and names by hand, from the drivers and bindings that the classes name.
class RegistersTest {
    // ---- SART ----

    @Test
    void entriesOfSartLieInBlocksOfSixteenWords() {
        assertEquals(0x00, SartRegisters.config(0));
        assertEquals(0x3c, SartRegisters.config(15));
        assertEquals(0x40, SartRegisters.paddr(0));
        assertEquals(0x4c, SartRegisters.paddr(3));
        assertEquals(0x7c, SartRegisters.paddr(15));
    }

    @Test
    void theSizeOfAnEntryHasARegisterOfItsOwnFromVersionThreeOn() {
        assertEquals(0x08, SartRegisters.V0.size(2));
        assertEquals(0x08, SartRegisters.V2.size(2));
        assertEquals(0x80, SartRegisters.V3.size(0));
        assertEquals(0x88, SartRegisters.V3.size(2));
        assertEquals(0x00ff_0003, SartRegisters.V2.size().put(0x00ff_0000, 0x00ff_0003));
    }

    @Test
    void versionsOfSartAreThoseOfApplesDeviceTree() {
        assertSame(SartRegisters.V0, SartRegisters.ofVersion(0));
        assertSame(SartRegisters.V2, SartRegisters.ofVersion(2));
        assertSame(SartRegisters.V3, SartRegisters.ofVersion(3));
        var thrown = assertThrows(IllegalArgumentException.class, () -> SartRegisters.ofVersion(1));
        assertEquals("no such version of SART: version=1", thrown.getMessage());
    }

    @Test
    void theLayoutOfAnEntryNamesTheSizeWhereItIsThere() {
        assertEquals(
                "SART_CONFIG_V2(FLAGS=0xff, SIZE=0x10)",
                SartRegisters.V2.layout().format(0xff00_0010L));
        assertEquals("SART_CONFIG_V3(FLAGS=0xff)", SartRegisters.V3.layout().format(0xffL));
    }

    // ---- DART ----

    @Test
    void streamsOfDartHaveAControlAndFourTables() {
        assertEquals(0x100, DartRegisters.tcr(0));
        assertEquals(0x13c, DartRegisters.tcr(15));
        assertEquals(0x200, DartRegisters.ttbr(0, 0));
        assertEquals(0x20c, DartRegisters.ttbr(0, 3));
        assertEquals(0x210, DartRegisters.ttbr(1, 0));
        assertEquals(0x2fc, DartRegisters.ttbr(15, 3));
    }

    // ---- The mailbox ----

    @Test
    void mailboxesAreFoundByWhatTheyAreCompatibleWith() {
        assertSame(MailboxRegisters.ASC_V4, MailboxRegisters.of("apple,asc-mailbox-v4"));
        assertSame(MailboxRegisters.T8015, MailboxRegisters.of("apple,t8015-asc-mailbox"));
        assertSame(MailboxRegisters.M3_V2, MailboxRegisters.of("apple,m3-mailbox-v2"));
        assertSame(MailboxRegisters.T6030, MailboxRegisters.of("apple,t6030-asc-mailbox"));
        assertNull(MailboxRegisters.of("apple,asc-mailbox"));
    }

    @Test
    void labelsAreForPeople() {
        assertEquals(
                "asc-v4 t8015 m3-v2 t6030",
                String.join(
                        " ",
                        Stream.of(MailboxRegisters.values())
                                .map(MailboxRegisters::label)
                                .toList()));
    }

    @Test
    void onlyAnM3LatchesItsInterruptsAndOnlyT6030EnablesItsReceiver() {
        for (MailboxRegisters layout : MailboxRegisters.values()) {
            assertEquals(layout == MailboxRegisters.M3_V2, layout.hasInterruptLatch(), layout::label);
            assertEquals(layout == MailboxRegisters.T6030, layout.enablesReceive(), layout::label);
        }
        assertEquals(0x48, MailboxRegisters.M3_V2.irqEnable());
        assertEquals(0x4c, MailboxRegisters.M3_V2.irqAck());
    }

    @Test
    void controlRegistersOfEachLayout() {
        assertEquals(0x110, MailboxRegisters.ASC_V4.a2iControl());
        assertEquals(0x114, MailboxRegisters.ASC_V4.i2aControl());
        assertEquals(0x108, MailboxRegisters.T8015.a2iControl());
        assertEquals(0x80, MailboxRegisters.M3_V2.i2aControl());
        assertEquals(0x800, MailboxRegisters.ASC_V4.a2iSend());
        assertEquals(0x820, MailboxRegisters.ASC_V4.i2aSend());
        assertEquals(0x810, MailboxRegisters.ASC_V4.a2iReceive());
        assertEquals(0x830, MailboxRegisters.ASC_V4.i2aReceive());
    }

    @Test
    void interruptsAreInTheOrderOfTheirBits() {
        assertEquals(1, MailboxInterrupt.SEND_EMPTY.mask());
        assertEquals(2, MailboxInterrupt.SEND_NOT_EMPTY.mask());
        assertEquals(4, MailboxInterrupt.RECEIVE_EMPTY.mask());
        assertEquals(8, MailboxInterrupt.RECEIVE_NOT_EMPTY.mask());
        assertEquals("send-empty", MailboxInterrupt.SEND_EMPTY.deviceTreeName());
        assertEquals("recv-not-empty", MailboxInterrupt.RECEIVE_NOT_EMPTY.deviceTreeName());
    }

    @Test
    void aWordOfTheMailboxCarriesTheEndpointBelowItsCounters() {
        assertEquals(0x20, MailboxWord.ENDPOINT.get(0x0123_4567_0000_0020L));
        assertTrue(MailboxWord.RESERVED.get(0x0000_0000_0000_0120L) != 0);
        assertFalse(MailboxWord.RESERVED.get(0xffff_ffff_0000_0020L) != 0);
    }
}
