package org.rtkit4j.drivers.dockchannel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Packets out of a stream of bytes that may have anything between them, and packets into it.
class PacketLinkTest {
    private final PaperDock dock = new PaperDock();
    private final List<String> heard = new ArrayList<>();
    private final PacketLink link = new PacketLink(dock.windows(), new Diary());

    private static byte[] report(int... data) {
        byte[] bytes = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            bytes[i] = (byte) data[i];
        }
        return PaperDock.packet(PaperDock.REPORT, 2, 0, 0, 0, bytes);
    }

    @Test
    void aPacketIsHeardWithItsHeadAndItsData() {
        dock.say(PaperDock.packet(PaperDock.COMMAND, 3, 7, 0x81, 5, new byte[] {1, 2, 3}));
        assertFalse(link.poll(8));
        assertEquals(List.of("3/7 flags=81 code=5 010203"), heard);
    }

    @Test
    void aPollHandlesAsManyAsItIsTold() {
        dock.say(report(1));
        dock.say(report(2));
        dock.say(report(3));
        assertTrue(link.poll(2), "there may be more");
        assertEquals(2, heard.size());
        assertFalse(link.isInPacket(), "nothing of the third was read");
        assertFalse(link.poll(2));
        assertEquals(3, heard.size());
    }

    @Test
    void whatIsMissingIsKnownByteByByte() {
        byte[] first = report(1);
        byte[] packet = report(1, 2, 3, 4, 5);
        dock.say(first);
        link.poll(8);
        assertEquals(8, link.missing(), "a header");
        for (int i = 0; i < packet.length - 1; i++) {
            dock.say(packet[i]);
            link.poll(8);
            assertEquals(i < 7 ? 7 - i : packet.length - 1 - i, link.missing());
            assertTrue(link.isInPacket());
        }
        dock.say(packet[packet.length - 1]);
        link.poll(8);
        assertFalse(link.isInPacket());
        assertEquals(2, heard.size());
    }

    /// The same behind garbage, which the reader has not moved out of its buffer yet.
    @Test
    void whatIsMissingBehindGarbageIsKnownToo() {
        byte[] packet = report(1, 2, 3, 4, 5);
        dock.say((byte) 0xee, (byte) 0xee, (byte) 0xee);
        dock.say(Arrays.copyOf(packet, 8));
        link.poll(8);
        assertEquals(packet.length - 8, link.missing());
        link.dropTorn();
        assertEquals("a packet ended in the middle, it was dropped: bytes=8, of=28", heard.getLast());
    }

    // ---- What is no packet ----

    @Test
    void bytesThatAreNoHeaderAreSkippedAndToldOnce() {
        dock.say(HexFormat.of().parseHex("eeeeeeeeeeeeeeeeeeee"));
        dock.say(report(9));
        assertFalse(link.poll(8));
        assertEquals(
                List.of("no packet begins here, bytes are skipped: header=0xeeeeeeeeeeeeeeee", "2/0 flags=0 code=0 09"),
                heard);
    }

    /// Wherever in the reader's buffer of 65,547 bytes the packet comes to lie behind them.
    @ParameterizedTest
    @ValueSource(ints = {100, 65_527, 65_535, 65_538, 65_539, 65_540, 65_541, 65_546, 65_547, 65_548, 140_000})
    void aPacketIsFoundBehindAnyAmountOfGarbage(int garbage) {
        byte[] bytes = new byte[1000];
        Arrays.fill(bytes, (byte) 0xee);
        for (int left = garbage; left > 0; left -= bytes.length) {
            dock.say(Arrays.copyOf(bytes, Math.min(left, bytes.length)));
            link.poll(8);
        }
        dock.say(report(9));
        link.poll(8);
        assertEquals(2, heard.size());
        assertEquals("2/0 flags=0 code=0 09", heard.getLast());
    }

    /// A firmware that fills the FIFO with garbage as fast as it is read.
    @Test
    void aPollEndsHoweverMuchGarbageComes() {
        byte[] garbage = {(byte) 0xee, (byte) 0xee, (byte) 0xee, (byte) 0xee};
        var endless = new PaperDock[1];
        endless[0] = new PaperDock(() -> endless[0].device.offer(garbage, 0, 4));
        endless[0].say(new byte[64]);
        var other = new PacketLink(endless[0].windows(), new Diary());
        assertTrue(other.poll(8), "there may be more");
        assertEquals(1, heard.size());
        assertTrue(other.poll(8));
        assertEquals(1, heard.size(), "it is the same garbage");
    }

    @Test
    void aPacketWithAWrongSumIsDroppedAndWhatMayBeginInItFound() {
        byte[] wrong = report(1, 2, 3, 4);
        wrong[wrong.length - 1] ^= 1;
        dock.say(wrong);
        dock.say(report(5));
        link.poll(8);
        assertEquals(2, heard.size(), heard::toString);
        assertTrue(heard.getFirst().startsWith("a packet was dropped, its checksum is wrong: interface=2"));
        assertEquals("2/0 flags=0 code=0 05", heard.getLast());
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 28, 0xffff})
    void aPacketThatSaysMoreThanItHasIsDropped(int said) {
        byte[] payload = {0, 0, (byte) said, (byte) (said >> 8), 0, 0, 0, 0, 1, 2, 3, 4};
        dock.say(PaperDock.framed(PaperDock.REPORT, 2, 0, payload));
        payload[2] = 4;
        payload[3] = 0;
        dock.say(PaperDock.framed(PaperDock.REPORT, 2, 0, payload));
        link.poll(8);
        assertEquals(
                List.of(
                        "a packet was dropped, it says more than it has: interface=2, bytes=24, said=" + said,
                        "2/0 flags=0 code=0 01020304"),
                heard);
    }

    @Test
    void aPayloadIsAHeadAtLeast() {
        dock.say(PaperDock.framed(PaperDock.REPORT, 2, 0, new byte[] {0x40, 0, 0, 0, 9, 0, 0, 0}));
        dock.say(PaperDock.framed(PaperDock.REPORT, 2, 0, new byte[] {0x40, 0, 0, 0}));
        link.poll(8);
        assertEquals(
                List.of(
                        "2/0 flags=40 code=9 ",
                        "a packet was dropped, it says more than it has: interface=2, bytes=16, said=0"),
                heard);
    }

    // ---- What does not go on ----

    /// The torn packet says that it has 100 bytes; what has come of it holds a whole packet.
    @Test
    void aPacketThatDoesNotGoOnIsDroppedAndWhatIsInItFound() {
        dock.say(report(1));
        dock.say(HexFormat.of().parseHex("0812580000020000" + "0000000000000000"));
        dock.say(report(7));
        link.poll(8);
        assertEquals(1, heard.size());
        link.dropTorn();
        assertEquals("a packet ended in the middle, it was dropped: bytes=40, of=100", heard.getLast());
        link.poll(8);
        assertEquals(List.of("2/0 flags=0 code=0 07"), heard.subList(2, heard.size()));
        assertFalse(link.isInPacket());
    }

    @Test
    void whereNoPacketIsTornNothingIsDropped() {
        dock.say(report(1));
        link.poll(8);
        link.dropTorn();
        assertEquals(1, heard.size());
    }

    @Test
    void aResetForgetsBothDirections() {
        dock.say(Arrays.copyOf(report(1), 10));
        link.poll(8);
        dock.say(new byte[5]);
        assertEquals(5, link.reset());
        assertFalse(link.isInPacket());
        dock.say(report(3));
        link.poll(8);
        assertEquals(List.of("2/0 flags=0 code=0 03"), heard);
    }

    // ---- Out ----

    @Test
    void aPacketGoesOutAsFarAsThereIsRoomAndTheRestLater() {
        byte[] data = new byte[PacketLink.MOST_DATA_BYTES];
        Arrays.fill(data, (byte) 0x11);
        link.send(1, 5, 0x40, data, data.length);
        assertFalse(link.isSending());
        link.send(1, 6, 0x40, data, data.length);
        assertTrue(link.isSending());
        assertThrows(IllegalStateException.class, () -> link.send(1, 7, 0x40, data, 1));
        assertEquals(5, dock.heard().getFirst().sequence());
        link.poll(1);
        assertFalse(link.isSending());
        assertEquals(List.of(new PaperDock.Heard(1, 6, 0x40, "11".repeat(data.length))), dock.heard());
    }

    @Test
    void aPacketHasOneByteAtLeast() {
        byte[] data = new byte[PacketLink.MOST_DATA_BYTES + 1];
        assertThrows(IllegalArgumentException.class, () -> link.send(1, 0, 0x40, data, 0));
        assertThrows(IllegalArgumentException.class, () -> link.send(1, 0, 0x40, data, data.length));
        link.send(1, 0, 0x40, data, 1);
        assertEquals(List.of(new PaperDock.Heard(1, 0, 0x40, "00")), dock.heard());
    }

    private final class Diary implements PacketListener {
        @Override
        public void onPacket(long header, long head, byte[] bytes, int from, int length) {
            heard.add("%d/%d flags=%x code=%d %s"
                    .formatted(
                            header >> 40 & 0xff,
                            header >> 32 & 0xff,
                            head & 0xff,
                            head >>> 32,
                            HexFormat.of().formatHex(bytes, from, from + length)));
        }

        @Override
        public void onFault(LinkFault fault) {
            heard.add(fault.message());
        }
    }

    /// The line is that of the whole block: another channel may raise it.
    @Test
    void whoWasSilencedIsNotCalledWhoeverElseHasSomethingToDo() {
        var calls = new ArrayList<String>();
        link.awaken(() -> calls.add("called"));
        link.silence();
        dock.windows().interrupts().write32(0, 0xc);
        dock.say(report(1));
        assertTrue(dock.windows().line().isAsserted());
        assertEquals(List.of(), calls);
        link.awaken(() -> calls.add("called"));
        assertEquals(List.of("called"), calls);
    }
}
