package org.rtkit4j.capture.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rtkit4j.capture.record.ReferredMemory;
import org.rtkit4j.capture.tap.Snapshot;
import org.rtkit4j.wire.iomfb.CallContext;
import org.rtkit4j.wire.message.Vocabulary;

/// Bytes by hand, from linux drivers/gpu/drm/apple/iomfb.h.
class CallContentTest {
    private static final int IOMFB = 0x37;
    private static final long SHARED = 0x1000_0000L;

    // A407 swap_start: 24 bytes in, 24 out; swap 0, a client with flag 1, no pointer null.
    private static final String SWAP_START = "37 30 34 41  18 00 00 00  18 00 00 00  00 00 00 00"
            + "00 4a ba 67 16 fe ff ff  00 00 00 00  00 01  00 00  00 00 00 00";
    private static final String STARTED =
            "05 00 00 00  00 4a ba 67 16 fe ff ff  00 00 00 00  00 01  00 00  00 00 00 00";
    // D452 map_physical of 0x230000000, 0x4000 bytes; dva_size is null.
    private static final String MAP_PHYSICAL = "32 35 34 44  18 00 00 00  14 00 00 00"
            + "00 00 00 30 02 00 00 00  00 40 00 00 00 00 00 00  00 00 00 00  00 01 00 00";
    // D124 set_dcpav_prop_end of 12.3 has the number of 13.5's read_edt_data.
    private static final String PROPERTY_END =
            "34 32 31 44  40 00 00 00  04 00 00 00  54 69 6d 69 6e 67 45 6c 65 6d 65 6e 74 73";

    @Test
    void aCallIsItsNameAndItsArguments() {
        assertEquals("A407 swap_start(swap_id=0, client=16 bytes)", CallContent.of(memory(SWAP_START)));
        assertEquals(
                "D452 map_physical(paddr=0x230000000, size=0x4000, flags=0)", CallContent.of(memory(MAP_PHYSICAL)));
    }

    @Test
    void whatCameBackIsShownWhereItIsThere() {
        assertEquals(
                "A407 swap_start(swap_id=0, client=16 bytes) gave swap_id=5, client=16 bytes, ret=0",
                CallContent.of(memory(SWAP_START + STARTED)));
    }

    @Test
    void theSizesTellTheGeneration() {
        byte[] packet = Arrays.copyOf(bytes(PROPERTY_END), 12 + 0x40);
        assertEquals("D124 set_dcpav_prop_end(key=TimingElements)", CallContent.of(ByteBuffer.wrap(packet)));
        packet[4] = 0x44;
        assertEquals("D124 set_dcpav_prop_end or read_edt_data(68 bytes)", CallContent.of(ByteBuffer.wrap(packet)));
    }

    @Test
    void whateverTheBytesAreThereIsALine() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            System.arraycopy(bytes(SWAP_START), 0, bytes, 0, Math.min(bytes.length, random.nextInt(36)));
            String line = CallContent.of(ByteBuffer.wrap(bytes));
            assertTrue(line.chars().allMatch(each -> each >= 0x20 && each < 0x7f), line);
        }
    }

    @Test
    void ofACallTheInputIsCopiedAndOfItsReturnTheOutputToo() {
        byte[] shared = new byte[CallContext.SHARED_BYTES];
        var referred = new ReferredMemory(Vocabulary.DCP, (iova, most) -> copy(shared, iova, most));
        assertNull(referred.of(AP_TO_IOP, 0x0000_1000_0000_0040L, IOMFB));
        byte[] start = bytes(SWAP_START);
        System.arraycopy(start, 0, shared, 0, start.length);
        assertLine("A407 swap_start(swap_id=0, client=16 bytes)", referred.of(AP_TO_IOP, 0x3c_0000_0202L, IOMFB));

        byte[] map = bytes(MAP_PHYSICAL);
        System.arraycopy(map, 0, shared, 0x60000, map.length);
        assertLine(
                "D452 map_physical(paddr=0x230000000, size=0x4000, flags=0)",
                referred.of(IOP_TO_AP, 0x38_0000_0002L, IOMFB));
        shared[0x60000 + map.length + 16] = 3;
        assertLine(
                "D452 map_physical(paddr=0x230000000, size=0x4000, flags=0) gave dva=0, dva_size=0, ret=3",
                referred.of(AP_TO_IOP, 0x42, IOMFB));

        byte[] started = bytes(STARTED);
        System.arraycopy(started, 0, shared, start.length, started.length);
        assertLine(
                "A407 swap_start(swap_id=0, client=16 bytes) gave swap_id=5, client=16 bytes, ret=0",
                referred.of(IOP_TO_AP, 0x242, IOMFB));
        assertNull(referred.of(IOP_TO_AP, 0x242, IOMFB), "nothing is open any more");
        assertNull(referred.of(IOP_TO_AP, 0x20_7ff0_0002L, IOMFB), "beyond its area");
    }

    private static void assertLine(String expected, @Nullable Snapshot snapshot) {
        assertNotNull(snapshot);
        assertEquals(expected, CallContent.of(snapshot.bytes()));
    }

    private static byte[] copy(byte[] shared, long iova, int most) {
        int at = (int) (iova - SHARED);
        return Arrays.copyOfRange(shared, at, at + most);
    }

    private static ByteBuffer memory(String hex) {
        return ByteBuffer.wrap(bytes(hex));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
