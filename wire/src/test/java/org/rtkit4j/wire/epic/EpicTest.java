package org.rtkit4j.wire.epic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.rtkit4j.wire.afk.AfkRing;
import org.rtkit4j.wire.epic.Epic.Call;
import org.rtkit4j.wire.epic.Epic.Command;
import org.rtkit4j.wire.epic.Epic.FirmwareCall;
import org.rtkit4j.wire.epic.Epic.Head;
import org.rtkit4j.wire.epic.Epic.SensorAnnounce;
import org.rtkit4j.wire.epic.Epic.SubHead;

/// Bytes by hand, from m1n1 `fw/afk/rbep.py`, `fw/afk/epic.py` and linux `drivers/gpu/drm/apple/afk.c`.
class EpicTest {
    /// A command of type 0xc0 on channel 1, tag 0x0203, with buffers at 0x10004000 and 0x10008000.
    private static final String COMMAND = """
            494f5020 46000000 01000000 03000000
            02 0500 00 00000000 0000000000000000
            1e000000 04 30 c000 0000000000000000 0302 00 00 00000000
            00000000 0040001000000000 0080001000000000 00400000 14000000 00 00""";

    /// The same, asked of a sensor: in line, sub-head of version 2.
    private static final String SENSOR = """
            02 0600 00 00000000 0000000000000000
            08000000 02 10 0400 0100 0000 0000000000000000 00000000""";

    @Test
    void aRingSaysItsSizesAndItsEntriesTheirs() {
        MemorySegment sizes = bytes("807e0000 06000700");
        assertEquals(0x7e80, AfkRing.DATA_BYTES.get(sizes, 0));
        assertEquals(AfkRing.SEEN, AfkRing.UNKNOWN.get(sizes, 0));
        MemorySegment entry = bytes(COMMAND);
        assertEquals(AfkRing.Entry.IOP, AfkRing.Entry.MAGIC.get(entry, 0));
        assertEquals(70, AfkRing.Entry.SIZE.get(entry, 0));
        assertEquals(1, AfkRing.Entry.CHANNEL.get(entry, 0));
        assertEquals(AfkRing.Entry.COMMAND, AfkRing.Entry.TYPE.get(entry, 0));
        assertTrue(AfkRing.Entry.isMagic(AfkRing.Entry.MAGIC.get(bytes("414f5020"), 0)));
    }

    @Test
    void anEntryTakesWholeBlocks() {
        assertEquals(0x40, AfkRing.entryBytes(0, 0x40));
        assertEquals(0x40, AfkRing.entryBytes(0x30, 0x40));
        assertEquals(0x80, AfkRing.entryBytes(0x31, 0x40));
        assertEquals(0x80, AfkRing.entryBytes(0x31, 0x80));
        assertEquals(0x1_0000_0040L, AfkRing.entryBytes(0xffff_fff1L, 0x40));
    }

    @Test
    void aCommandOfADisplay() {
        MemorySegment entry = bytes(COMMAND);
        assertEquals(AfkRing.Entry.HEAD_BYTES + 70, entry.byteSize());
        assertEquals(2, Head.VERSION.get(entry, 16));
        assertEquals(5, Head.SEQUENCE.get(entry, 16));
        assertEquals(Command.BYTES, SubHead.LENGTH.get(entry, 32));
        assertEquals(SubHead.DISPLAY, SubHead.VERSION.get(entry, 32));
        assertEquals(Epic.Category.COMMAND, SubHead.CATEGORY.get(entry, 32));
        assertEquals(Epic.Type.SERVICE, SubHead.TYPE.get(entry, 32));
        assertEquals(0x0203, SubHead.TAG.get(entry, 32));
        assertEquals(0, SubHead.INLINE_BYTES.get(entry, 32));
        assertEquals(0x1000_4000L, Command.RX_BUFFER.get(entry, 56));
        assertEquals(0x1000_8000L, Command.TX_BUFFER.get(entry, 56));
        assertEquals(0x4000, Command.RX_BYTES.get(entry, 56));
        assertEquals(20, Command.TX_BYTES.get(entry, 56));
    }

    @Test
    void aCommandOfASensor() {
        MemorySegment entry = bytes(SENSOR);
        assertEquals(SubHead.SENSOR, SubHead.VERSION.get(entry, 16));
        assertEquals(Epic.Category.NOTIFY, SubHead.CATEGORY.get(entry, 16));
        assertEquals(4, SubHead.TYPE.get(entry, 16));
        assertEquals(1, SubHead.SENSOR_TAG.get(entry, 16));
    }

    @Test
    void aCallOfAStandardService() {
        // Group 8, call 9, 32 bytes.
        MemorySegment call = bytes("0000 0800 09000000 20000000 78637069");
        assertEquals(8, Call.GROUP.get(call, 0));
        assertEquals(9, Call.NUMBER.get(call, 0));
        assertEquals(32, Call.DATA_BYTES.get(call, 0));
        assertEquals(Call.MAGIC_NUMBER, Call.MAGIC.get(call, 0));
    }

    @Test
    void aCallOfTheFirmwares() {
        MemorySegment call = bytes("00000000 00000000 07000000 20000000 78637069");
        assertEquals(7, FirmwareCall.NUMBER.get(call, 0));
        assertEquals(32, FirmwareCall.DATA_BYTES.get(call, 0));
        assertEquals(Call.MAGIC_NUMBER, FirmwareCall.MAGIC.get(call, 0));
    }

    @Test
    void theAnnouncementOfASensorHasItsChannel() {
        MemorySegment said =
                bytes("616c7300" + "00".repeat(16) + "00000000 c20200e0 00000000 05000000 00000000 00000000");
        assertEquals(SensorAnnounce.BYTES, said.byteSize());
        assertEquals(5, SensorAnnounce.CHANNEL.get(said, 0));
        assertEquals(Integer.toUnsignedLong(SensorAnnounce.UNSUPPORTED), SensorAnnounce.CODE.get(said, 0));
    }

    /// The property that m1n1 and Linux both set: a name of 17 letters, filled up to whole words, and a number.
    @Test
    void aPropertyHasItsNameInWholeWords() {
        MemorySegment said =
                bytes("14000000 6741464b436f6e6669674c6f674d61736b 000000 d3000000 40000084 ffff0000 00000000");
        assertEquals(20, Epic.SetProperty.NAME_BYTES.get(said, 0));
        assertEquals(Epic.SetProperty.HEAD_BYTES + 20 + 16, said.byteSize());
        assertEquals("OS_OBJECT(LAST=1, TYPE=number, SIZE=64)", OsObject.TAG.format(0x8400_0040L));
    }

    @Test
    void theTagOfAnObject() {
        assertEquals("OS_OBJECT(LAST=1, TYPE=dictionary, SIZE=1)", OsObject.TAG.format(0x8100_0001L));
        assertEquals("OS_OBJECT(LAST=0, TYPE=text, SIZE=8)", OsObject.TAG.format(0x0900_0008L));
        assertEquals("OS_OBJECT(LAST=1, TYPE=boolean, SIZE=1)", OsObject.TAG.format(0x8b00_0001L));
    }

    @Test
    void namesAreThoseOfTheSources() {
        assertEquals("REPLY", Epic.Category.name(0x20));
        assertEquals("0x40", Epic.Category.name(0x40));
        assertEquals("ANNOUNCE", Epic.Type.name(0x30));
        assertEquals("SENSOR_REPORT", Epic.Type.name(0xc4));
        assertEquals("0xc5", Epic.Type.name(0xc5));
    }

    private static MemorySegment bytes(String hex) {
        return MemorySegment.ofArray(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
    }
}
