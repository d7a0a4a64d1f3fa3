package org.rtkit4j.hardware.mapped;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.testkit.DeviceMemoryContract;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.port.SharedBuffer;

/// A file stands in for physical memory: offsets in it are addresses.
class PhysicalMemoryTest implements DeviceMemoryContract {
    private static final long SIZE = 0x20_0000;
    private static final Region SRAM = new Region("sram", 0x10_0000, 0x8000);
    private static final Region RAM = new Region("ram", 0x18_0000, 0x1_0000);

    @TempDir
    private Path folder;

    private Path path;
    private RandomAccessFile file;
    private PhysicalMemory memory;

    @BeforeEach
    void open() throws IOException {
        path = folder.resolve("mem");
        file = new RandomAccessFile(path.toFile(), "rw");
        file.setLength(SIZE);
        memory = PhysicalMemory.open(path);
    }

    @Override
    public DeviceMemory memory() {
        return new MappedMemory(memory, List.of(SRAM), RAM);
    }

    @Override
    public Region region() {
        return SRAM;
    }

    @AfterEach
    void close() throws IOException {
        memory.close();
        file.close();
    }

    @Test
    void registersAreLittleEndianAtTheirAddresses() throws IOException {
        Registers window = memory.registers(0x1_8110, 0x40);
        window.write32(0, 0x0403_0201);
        window.write64(8, 0x0807_0605_0403_0201L);
        assertArrayEquals(new byte[] {1, 2, 3, 4}, bytes(0x1_8110, 4));
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, bytes(0x1_8118, 8));
        put(0x1_8120, new byte[] {0x0d, (byte) 0xf0, (byte) 0xfe, (byte) 0xca});
        assertEquals(0xcafe_f00d, window.read32(0x10));
        assertEquals(0xcafe_f00dL, window.read64(0x10));
    }

    @Test
    void refusesMisalignedAccessesAndThoseOutsideTheWindow() throws IOException {
        Registers window = memory.registers(0x8000, 0x10);
        assertThrows(IllegalArgumentException.class, () -> window.read32(2));
        assertThrows(IllegalArgumentException.class, () -> window.write64(4, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> window.read32(0x10));
        assertThrows(IndexOutOfBoundsException.class, () -> window.read32(-4));
    }

    @Test
    void nothingIsAccessibleOnceItIsClosed() throws IOException {
        Registers window = memory.registers(0x8000, 0x10);
        memory.close();
        memory.close();
        assertThrows(IllegalStateException.class, () -> window.read32(0));
        assertThrows(IOException.class, () -> memory.registers(0x8000, 0x10));
    }

    @Test
    void saysWhatToDoWherePermissionIsMissing() {
        IOException missing = assertThrows(IOException.class, () -> PhysicalMemory.open(folder.resolve("none")));
        assertTrue(String.valueOf(missing.getMessage()).contains("No such file"), missing::getMessage);
        IOException isFolder = assertThrows(IOException.class, () -> PhysicalMemory.open(folder));
        assertTrue(String.valueOf(isFolder.getMessage()).startsWith("cannot open " + folder), isFolder::getMessage);
    }

    @Test
    void mapsItsOwnRegionsOnly() throws Exception {
        var shared = new MappedMemory(memory, List.of(SRAM), null);
        put(0x10_0ffe, new byte[] {5, 6, 7, 8});
        try (SharedBuffer buffer = shared.map(0x10_0000, 0x4000)) {
            assertEquals(0x10_0000, buffer.iova());
            byte[] read = new byte[4];
            buffer.read(0xffe, read, 0, 4);
            assertArrayEquals(new byte[] {5, 6, 7, 8}, read);
        }
        assertEquals(Reason.OUTSIDE_REGIONS, refused(() -> shared.map(0x10_4000, 0x4001)));
        assertEquals(Reason.OUTSIDE_REGIONS, refused(() -> shared.map(0x0f_fff0, 0x20)));
        assertEquals(Reason.OUTSIDE_REGIONS, refused(() -> shared.map(Long.MAX_VALUE, 2)));
        assertEquals(Reason.WRAPS, refused(() -> shared.map(-1, 2)));
        assertEquals(Reason.EMPTY, refused(() -> shared.map(0x10_0000, 0)));
        assertEquals(Reason.NOT_OFFERED, refused(() -> shared.allocate(1)));
    }

    @Test
    void allocatesZeroedGranulesAndTakesThemBack() throws Exception {
        var shared = new MappedMemory(memory, List.of(), RAM);
        put(0x18_0000, new byte[] {1, 2, 3, 4});
        SharedBuffer first = shared.allocate(1);
        SharedBuffer second = shared.allocate(0x4001);
        assertEquals(List.of(0x18_0000L, 0x18_4000L), List.of(first.iova(), second.iova()));
        assertArrayEquals(new byte[1], first.copy());
        assertEquals(Reason.EXHAUSTED, refused(() -> shared.allocate(0x8000)));
        SharedBuffer third = shared.allocate(0x4000);
        assertEquals(0x18_c000, third.iova());
        second.close();
        second.close();
        assertThrows(IllegalStateException.class, () -> second.read(0, new byte[1], 0, 1));
        assertEquals(0x18_4000, shared.allocate(0x8000).iova());
        assertEquals(Reason.EXHAUSTED, refused(() -> shared.allocate(1)));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void copiesAnyRangeAsAFileWouldReadIt(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        byte[] expected = new byte[0x200];
        try (SharedBuffer buffer = new MappedMemory(memory, List.of(SRAM), null).map(0x10_0000, expected.length)) {
            for (int round = 0; round < 200; round++) {
                int offset = random.nextInt(expected.length);
                int length = random.nextInt(expected.length - offset + 1);
                byte[] bytes = new byte[length + 3];
                random.nextBytes(bytes);
                buffer.write(offset, bytes, 3, length);
                System.arraycopy(bytes, 3, expected, offset, length);
                int from = random.nextInt(expected.length);
                byte[] read = new byte[expected.length - from];
                buffer.read(from, read, 0, read.length);
                assertArrayEquals(bytes(0x10_0000 + from, read.length), read);
            }
            assertArrayEquals(expected, bytes(0x10_0000, expected.length));
        }
    }

    @Test
    void neverWritesOutsideOfABuffer() throws Exception {
        var shared = new MappedMemory(memory, List.of(SRAM), null);
        try (SharedBuffer buffer = shared.map(0x10_0000, 0x10)) {
            assertThrows(IndexOutOfBoundsException.class, () -> buffer.write(9, new byte[8], 0, 8));
            assertThrows(IndexOutOfBoundsException.class, () -> buffer.write(0, new byte[8], 1, 8));
            assertThrows(IndexOutOfBoundsException.class, () -> buffer.read(Long.MAX_VALUE, new byte[8], 0, 8));
        }
        assertFalse(SRAM.contains(Long.MIN_VALUE, 1));
    }

    private interface Refused {
        Object run() throws Exception;
    }

    private static Reason refused(Refused request) {
        return assertThrows(MemoryRefusedException.class, request::run).reason();
    }

    private byte[] bytes(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(offset);
        file.readFully(bytes);
        return bytes;
    }

    private void put(long offset, byte[] bytes) throws IOException {
        file.seek(offset);
        file.write(bytes);
    }
}
