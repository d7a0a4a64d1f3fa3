package org.rtkit4j.wire.dockchannel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Bytes by hand, from m1n1 `fw/mtp.py`, aurora `dockchannel-hid.c` and openbsd `apldc.c`.
class DockPacketTest {
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    // Enable interface 2: header, head, b4 02 and two bytes of zeros.
    private static final String ENABLE = "08 11 0c 00 00 00 00 00  80 00 02 00 00 00 00 00  b4 02 00 00  c3 eb f1 ff";

    // Key `a`, report 1 of interface 2, sequence 9: nine bytes, and three to fill up.
    private static final String KEY =
            "08 12 14 00 09 02 00 00  00 00 09 00 00 00 00 00  01 00 00 04  00 00 00 00  00 00 00 00  ed eb e2 fb";

    @Test
    void theHeaderIsOneWord() {
        assertEquals(0x0000_0000_000c_1108L, DockPacket.header(DockPacket.COMMAND, 12, 0, 0));
        assertEquals(0x0000_0209_0014_1208L, DockPacket.header(DockPacket.REPORT, 20, 9, 2));
        assertEquals(word(ENABLE, 0), DockPacket.header(DockPacket.COMMAND, 12, 0, 0));
        assertEquals(word(KEY, 0), DockPacket.header(DockPacket.REPORT, 20, 9, 2));
        assertEquals(
                "DOCK_PACKET(INTERFACE=2, SEQUENCE=9, LENGTH=20, KIND=0x12, HEADER_LENGTH=8)",
                DockPacket.HEADER.format(word(KEY, 0)));
    }

    @Test
    void theHeadOfAPayloadIsOneWord() {
        assertEquals(word(ENABLE, 8), DockPayload.head(DockPayload.SET_FEATURE, 2, 0));
        assertEquals(word(KEY, 8), DockPayload.head(DockPayload.INPUT_REPORT, 9, 0));
        assertEquals(0xe000_f00d_0001_0081L, DockPayload.head(DockPayload.GET_FEATURE, 1, 0xe000_f00d));
        assertEquals(2, DockPayload.GROUP.get(0x81));
        assertEquals(1, DockPayload.REQUEST.get(0x81));
    }

    @Test
    void allWordsOfAPacketTogetherHaveEveryBitSet() {
        for (String packet : new String[] {ENABLE, KEY}) {
            byte[] bytes = bytes(packet);
            assertEquals(DockPacket.WHOLE, DockPacket.sum(bytes, 0, bytes.length));
            bytes[9] ^= 1;
            assertEquals(DockPacket.WHOLE + ((bytes[9] & 1) == 1 ? 0x100 : -0x100), sum(bytes));
        }
    }

    private static int sum(byte[] bytes) {
        return DockPacket.sum(bytes, 0, bytes.length);
    }

    @Test
    void whatIsMissingOfTheLastWordCountsAsZero() {
        assertEquals(0x0403_0201 + 0x0605, DockPacket.sum(new byte[] {1, 2, 3, 4, 5, 6}, 0, 6));
        assertEquals(0x0403, DockPacket.sum(new byte[] {1, 2, 3, 4, 5, 6}, 2, 2));
        assertEquals(0, DockPacket.sum(new byte[0], 0, 0));
    }

    @Test
    void aPayloadIsFilledUpToWords() {
        assertEquals(0, DockPacket.filledUp(0));
        assertEquals(4, DockPacket.filledUp(1));
        assertEquals(4, DockPacket.filledUp(4));
        assertEquals(12, DockPacket.filledUp(9));
    }

    @Test
    void whatDoesNotFitTheHeaderIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> DockPacket.header(DockPacket.REPORT, 0x1_0000, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> DockPacket.header(DockPacket.REPORT, 0, 256, 0));
    }

    // ---- Interface 0 ----

    @Test
    void anInterfaceIsAnnouncedWithItsName() {
        // f0 01 00, interface 3, "stm" in 16 bytes, one more packet; a pin's block.
        MemorySegment init =
                MemorySegment.ofArray(bytes("f0 01 00 03 73746d00000000000000000000000000 01 00 01 00 24 00"));
        assertEquals(Comm.Init.ID, Comm.TYPE.get(init, 0));
        assertEquals(1, Comm.Init.SUBTYPE.get(init, 0));
        assertEquals(3, Comm.Init.INTERFACE.get(init, 0));
        assertEquals("stm", name(init, Comm.Init.NAME.offset()));
        assertEquals(1, Comm.Init.MORE_PACKETS.get(init, 0));
        assertEquals(Comm.Block.GPIO, Comm.Block.KIND.get(init, Comm.Init.BYTES));
        assertEquals(36, Comm.Block.LENGTH.get(init, Comm.Init.BYTES));
    }

    @Test
    void commandsAreAFewBytes() {
        MemorySegment reset = MemorySegment.ofArray(bytes("40 01 01 02"));
        assertEquals(Comm.Power.ID, Comm.TYPE.get(reset, 0));
        assertEquals(1, Comm.Power.INTERFACE.get(reset, 0));
        assertEquals(Comm.Power.ON, Comm.Power.STATE.get(reset, 0));

        MemorySegment load = MemorySegment.ofArray(bytes("95 02 00 01 00 40 00 10 00 00 00 00 34 12 00 00"));
        assertEquals(1, Comm.Load.INTERFACE.get(load, 0));
        assertEquals(0x1000_4000L, Comm.Load.IOVA.get(load, 0));
        assertEquals(0x1234, Comm.Load.SIZE.get(load, 0));
    }

    @Test
    void twoReadingsOfAPinRequestAreAByteApart() {
        MemorySegment linux = MemorySegment.ofArray(bytes("a0 01 02 00 03"));
        assertEquals(Comm.PinRequest.PULSE, Comm.PinRequest.COMMAND.get(linux, 0));
        assertEquals(0x300, Comm.PinRequest.COMMAND_M1N1.get(linux, 0));
        MemorySegment m1n1 = MemorySegment.ofArray(bytes("a0 01 02 03 00"));
        assertEquals(Comm.PinRequest.PULSE, Comm.PinRequest.COMMAND_M1N1.get(m1n1, 0));
    }

    @Test
    void keyboardAndTrackpadSayWhoMadeThem() {
        MemorySegment id = MemorySegment.ofArray(bytes("00 ac 05 59 03 10 05 00 00 29 0c"));
        assertEquals(0x05ac, StmReport.VENDOR.get(id, 0));
        assertEquals(0x0359, StmReport.PRODUCT.get(id, 0));
        assertEquals(0x0510, StmReport.VERSION.get(id, 0));
        assertEquals(0x29, StmReport.TYPE.get(id, 0));
        assertEquals(12, StmReport.SERIAL_BYTES.get(id, 0));
    }

    @Test
    void aFileForATouchSurfaceBeginsWithItsMagic() {
        MemorySegment file =
                MemorySegment.ofArray(bytes("48 49 44 46 01 00 00 00 14 00 00 00 00 01 00 00 08 00 00 00"));
        assertEquals(Comm.TouchFile.MAGIC, Comm.TouchFile.MAGIC_NUMBER.get(file, 0));
        assertEquals(20, Comm.TouchFile.HEADER_BYTES.get(file, 0));
        assertEquals(256, Comm.TouchFile.DATA_BYTES.get(file, 0));
        assertEquals(8, Comm.TouchFile.INTERFACE_OFFSET.get(file, 0));
    }

    // ---- Registers ----

    @Test
    void channelsHaveTwoBitsEach() {
        // The kernel log of an M4 Pro's MTP says so too: "IRQ masks: TX=0x4 RX=0x8".
        assertEquals(0x4, DockChannelRegisters.txBit(DockChannelRegisters.MTP_CHANNEL));
        assertEquals(0x8, DockChannelRegisters.rxBit(DockChannelRegisters.MTP_CHANNEL));
        assertEquals(0x1, DockChannelRegisters.txBit(0));
        assertEquals(0x2, DockChannelRegisters.rxBit(0));
    }

    @Test
    void windowsLieInTheDeviceAsM1n1HasThem() {
        assertEquals(0x14000, DockChannelRegisters.irqBlock(DockChannelRegisters.AP_IRQ_BLOCK));
        assertEquals(0x30000, DockChannelRegisters.config(DockChannelRegisters.AP_FIFO));
        assertEquals(0x34000, DockChannelRegisters.data(DockChannelRegisters.AP_FIFO));
        assertEquals(0x28000, DockChannelRegisters.config(0));
        assertEquals(0x44000, DockChannelRegisters.data(3));
        assertEquals("DOCKCHANNEL_RX(DATA=0x61, COUNT=1)", DockChannelRegisters.RX.format(0x6101));
    }

    private static String name(MemorySegment memory, int offset) {
        byte[] name = memory.asSlice(offset, Comm.Init.NAME_BYTES).toArray(ValueLayout.JAVA_BYTE);
        return new String(name, StandardCharsets.US_ASCII).replace("\0", "");
    }

    private static long word(String packet, int offset) {
        return MemorySegment.ofArray(bytes(packet)).get(WORD, offset);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
