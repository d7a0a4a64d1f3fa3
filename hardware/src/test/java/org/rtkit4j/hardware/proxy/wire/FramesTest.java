package org.rtkit4j.hardware.proxy.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Frames against bytes and checksums that were worked out apart from this code.
class FramesTest {
    private static String zeros(int bytes) {
        return "00".repeat(bytes);
    }

    private static String hex(Frame frame) {
        return HexFormat.of().formatHex(frame.bytes());
    }

    @Test
    void checksumsAreThoseOfTheDescription() {
        assertEquals(0x73736542, Checksum.of(new byte[0], 0, 0));
        assertEquals(0xFD905A24, Checksum.of("abcd".getBytes(StandardCharsets.US_ASCII), 0, 4));
        assertEquals(0x16578822, Checksum.of(new byte[16], 0, 16));
        byte[] inside = "xabcdy".getBytes(StandardCharsets.US_ASCII);
        assertEquals(0xFD905A24, Checksum.of(inside, 1, 4));
        int sum = Checksum.add(Checksum.add(Checksum.START, inside, 1, 3), inside, 4, 1);
        assertEquals(0xFD905A24, Checksum.finish(sum));
    }

    @Test
    void requestsLieAsDescribed() {
        var frame = Frame.request();
        frame.begin(FrameType.NOP.word()).put(Requests.FEATURES, 1).seal();
        assertEquals("ff55aa00" + "0100000000000000" + zeros(48) + "f3d9031c", hex(frame));
        frame.begin(FrameType.PROXY.word()).put(Requests.OPCODE, 0x905).seal();
        assertEquals("ff55aa01" + "0509000000000000" + zeros(48) + "0173ff71", hex(frame));
        frame.begin(FrameType.MEMREAD.word())
                .put(Requests.ADDRESS, 0x1000)
                .put(Requests.SIZE, 16)
                .seal();
        assertEquals("ff55aa02" + "0010000000000000" + "1000000000000000" + zeros(40) + "0e8925ec", hex(frame));
        frame.begin(FrameType.PROXY.word()).put(Requests.OPCODE, 0x114);
        for (int i = 0; i < 6; i++) {
            frame.put(Requests.ARGS.get(i), 0x1111111111111111L * (i + 1));
        }
        String args =
                "11".repeat(8) + "22".repeat(8) + "33".repeat(8) + "44".repeat(8) + "55".repeat(8) + "66".repeat(8);
        assertTrue(hex(frame).startsWith("ff55aa01" + "1401000000000000" + args));
        frame.begin(FrameType.MEMWRITE.word())
                .put(Requests.ADDRESS, 0x0102030405060708L)
                .put(Requests.SIZE, 0x1112131415161718L)
                .put(Requests.DATA_CHECKSUM, 0xaabbccddL);
        assertEquals("ff55aa03" + "0807060504030201" + "1817161514131211" + "ddccbbaa" + zeros(40), hex(frame));
    }

    @Test
    void repliesLieAsDescribed() {
        var frame = Frame.reply();
        frame.begin(FrameType.NOP.word()).put(Replies.FEATURES, 1).seal();
        assertEquals("ff55aa00" + zeros(4) + "0100000000000000" + zeros(16) + "2b2bec34", hex(frame));
        frame.begin(FrameType.NOP.word()).seal();
        assertEquals("ff55aa00" + zeros(28) + "404ab690", hex(frame));
        frame.begin(FrameType.BOOT.word()).seal();
        assertEquals("ff55aa04" + zeros(28) + "dc929bf4", hex(frame));
        frame.begin(FrameType.PROXY.word())
                .put(Replies.OPCODE, 0x905)
                .put(Replies.RESULT, 4)
                .seal();
        assertEquals(
                "ff55aa01" + zeros(4) + "0509000000000000" + zeros(8) + "0400000000000000" + "f55380c0", hex(frame));
        frame.begin(FrameType.PROXY.word())
                .put(Replies.OPCODE, 0x999)
                .put(Replies.CALL_STATUS, -1)
                .seal();
        assertEquals("ff55aa01" + zeros(4) + "9909000000000000" + "ff".repeat(8) + zeros(8) + "9db4af30", hex(frame));
    }

    @Test
    void aChangedByteIsNoticedWhereverItIs() {
        var frame = Frame.reply();
        frame.begin(FrameType.PROXY.word()).put(Replies.RESULT, 0x1234).seal();
        for (int at = 0; at < frame.length(); at++) {
            for (int change = 1; change < 256; change++) {
                frame.bytes()[at] ^= (byte) change;
                assertFalse(frame.isIntact(), "byte " + at);
                frame.bytes()[at] ^= (byte) change;
            }
        }
        assertTrue(frame.isIntact());
    }

    @Test
    void opcodesHaveTheNumbersOfTheDescription() {
        assertEquals(0x905, Opcode.IODEV_WHOAMI.code());
        assertEquals(0x117, Opcode.WRITEREAD8.code());
        assertEquals(0x30a, Opcode.DC_CIVAC.code());
        assertEquals(0x603, Opcode.FREE.code());
        assertEquals(0xb02, Opcode.DART_MAP.code());
        assertEquals(Opcode.CPUFREQ_INIT, Opcode.of(0x1300));
        assertNull(Opcode.of(0x15));
        assertNull(Opcode.of(-1));
        assertNull(Opcode.of(0x1301));
        assertNull(Opcode.of(0x1_0000_0000L));
        assertEquals(
                "8 4 2 1",
                Arrays.asList(Opcode.MASK64, Opcode.READ32, Opcode.MEMSET16, Opcode.WRITE8).stream()
                        .map(opcode -> String.valueOf(opcode.widthBytes()))
                        .collect(Collectors.joining(" ")));
        assertEquals(
                Opcode.values().length,
                Arrays.stream(Opcode.values()).mapToInt(Opcode::code).distinct().count());
    }

    @Test
    void bootArgumentsLieAsDescribed() {
        assertEquals(0x180, BootArgsFormat.R1.struct().sizeBytes());
        assertEquals(0x2e0, BootArgsFormat.R2.struct().sizeBytes());
        assertEquals(0x480, BootArgsFormat.R3.struct().sizeBytes());
        assertEquals(0x170, BootArgsFormat.R1.bootFlags().offset());
        assertEquals(0x2d0, BootArgsFormat.R2.bootFlags().offset());
        assertEquals(0x470, BootArgsFormat.R3.bootFlags().offset());
        assertNull(BootArgsFormat.of(4));
    }
}
