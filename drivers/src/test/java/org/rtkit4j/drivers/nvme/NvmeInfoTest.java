package org.rtkit4j.drivers.nvme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Both structures of Identify, byte by byte as the NVMe specification has them.
class NvmeInfoTest {
    private final byte[] controller = new byte[4096];
    private final byte[] namespace = new byte[4096];
    private final ByteBuffer about = ByteBuffer.wrap(controller).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer disk = ByteBuffer.wrap(namespace).order(ByteOrder.LITTLE_ENDIAN);

    @BeforeEach
    void describe() {
        text(4, "SERIAL-1            ");
        text(24, "APPLE SSD  AP0512Q\0\0");
        text(64, "1161.100");
        disk.putLong(0, 1000);
        format(0, 12, 0);
    }

    private void text(int at, String text) {
        System.arraycopy(text.getBytes(StandardCharsets.ISO_8859_1), 0, controller, at, text.length());
    }

    // Of a format: the size of blocks in 23:16 as a power of two, of metadata in 15:0.
    private void format(int index, int lbads, int metadata) {
        disk.putInt(128 + 4 * index, lbads << 16 | metadata);
    }

    private NvmeInfo info() throws NvmeException {
        return NvmeInfo.of(controller, namespace);
    }

    @Test
    void saysWhoItIs() throws Exception {
        assertEquals("SERIAL-1", info().serial());
        assertEquals("APPLE SSD  AP0512Q", info().model());
        assertEquals("1161.100", info().firmware());
        assertEquals("APPLE SSD  AP0512Q, SERIAL-1, 1000 blocks of 4096 bytes", info().identity());
    }

    @Test
    void saysWhatItCan() throws Exception {
        assertFalse(info().hasWriteCache() || info().canTrim() || info().canWriteZeroes());
        about.put(525, (byte) 1);
        assertTrue(info().hasWriteCache() && !info().canTrim() && !info().canWriteZeroes());
        about.putShort(520, (short) 0x4);
        assertTrue(info().canTrim() && !info().canWriteZeroes());
        about.putShort(520, (short) 0x8);
        assertTrue(!info().canTrim() && info().canWriteZeroes());
    }

    /// MDTS, a power of two of pages; what no 32-bit length could say is no limit.
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 8192", "8, 1048576", "20, 4294967296", "21, 0", "255, 0"})
    void limitsTransfersInPages(int mdts, long bytes) throws Exception {
        about.put(77, (byte) mdts);
        assertEquals(bytes, info().mdtsBytes());
    }

    @ParameterizedTest
    @CsvSource({"9, 512, 1003, 512000", "12, 4096, 3, 12288", "9, 512, 7, 0"})
    void hasWholePagesOfBlocks(int lbads, int lbaBytes, long blocks, long bytes) throws Exception {
        format(0, lbads, 0);
        disk.putLong(0, blocks);
        assertEquals(lbaBytes, info().lbaBytes());
        assertEquals(blocks, info().blocks());
        assertEquals(lbads, info().blockShift());
        assertEquals(bytes, info().sizeBytes());
    }

    @Test
    void theFormatThatIsInUseCounts() throws Exception {
        format(0, 3, 8);
        format(15, 9, 0);
        disk.put(26, (byte) 0x1f);
        assertEquals(512, info().lbaBytes());
    }

    @ParameterizedTest
    @CsvSource({
        "8, 0, 1000, LBADS=8",
        "13, 0, 1000, LBADS=13",
        "12, 8, 1000, metadata=8 bytes",
        "12, 0, 0, NSZE=0",
        "12, 0, -1, NSZE=-1",
        "12, 0, 0x8000000000000, NSZE=2251799813685248"
    })
    void isNoDiskForThisDriver(int lbads, int metadata, String blocks, String why) {
        format(0, lbads, metadata);
        disk.putLong(0, Long.decode(blocks));
        NvmeFault fault = assertThrows(NvmeException.class, this::info).fault();
        assertInstanceOf(NvmeFault.Unsupported.class, fault);
        assertTrue(fault.message().contains(why), fault.message());
    }

    @Test
    void theLargestDiskThereIs() throws Exception {
        disk.putLong(0, Long.MAX_VALUE >>> 12);
        assertEquals(Long.MAX_VALUE & -4096, info().sizeBytes());
    }
}
