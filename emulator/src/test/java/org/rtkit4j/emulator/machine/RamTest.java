package org.rtkit4j.emulator.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Both kinds of memory give the same answers; the one that is a file's reaches nothing beside its piece of it.
class RamTest {
    private static final int SIZE = 2 * Ram.PAGE_BYTES;
    private static final int STEPS = 4_000;
    private static final int LONGEST = 0x3000;

    @TempDir
    private Path folder;

    enum Kind {
        LARGE_GRANULES,
        SMALL_GRANULES,
        MAPPED;

        Ram make() {
            return switch (this) {
                case LARGE_GRANULES -> new SparseRam(SIZE);
                case SMALL_GRANULES -> new SparseRam(SIZE, SparseRam.SMALL_GRANULE_BYTES);
                case MAPPED -> new MappedRam(Arena.ofAuto().allocate(SIZE, Long.BYTES));
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void positionAndLimitOfAByteBufferDoNotCount(Kind kind) {
        Ram ram = kind.make();
        var source = ByteBuffer.allocateDirect(8)
                .putLong(0, 0x0102_0304_0506_0708L)
                .position(2)
                .limit(3);
        ram.write(1, source, 4, 4);
        byte[] written = new byte[6];
        ram.read(0, written, 0, 6);
        assertArrayEquals(new byte[] {0, 5, 6, 7, 8, 0}, written);
        var target = ByteBuffer.allocateDirect(8).position(1).limit(2);
        ram.read(1, target, 4, 4);
        assertEquals("[pos=1 lim=2 cap=8]", target.toString().replaceAll(".*(?=\\[)", ""));
        assertEquals(0x0506_0708, target.clear().getInt(4));
        assertEquals(0, target.getInt(0));
    }

    @ParameterizedTest
    @EnumSource
    void isLittleEndianAndZeroAtFirst(Kind kind) {
        Ram ram = kind.make();
        ram.write64(8, 0x0102_0304_0506_0708L);
        assertArrayEquals(HexFormat.of().parseHex("00000807060504030201000000"), bytes(ram, 6, 13));
        assertEquals(0x0102_0304, ram.read32(12));
        assertEquals(0x0708_0000_0000_0000L, ram.read64(2));
    }

    @ParameterizedTest
    @EnumSource
    void everyFormOfEveryAccessIsThatOfAnArray(Kind kind) {
        Ram ram = kind.make();
        byte[] model = new byte[SIZE];
        var random = new SplittableRandom(1);
        for (int step = 0; step < STEPS; step++) {
            int length = random.nextInt(LONGEST);
            int offset = random.nextInt(SIZE - length + 1);
            change(ram, model, offset, length, random);
            assertArrayEquals(Arrays.copyOfRange(model, offset, offset + length), bytes(ram, offset, length));
        }
        assertArrayEquals(model, bytes(ram, 0, SIZE));
        assertArrayEquals(model, throughBuffer(ram));
    }

    private static void change(Ram ram, byte[] model, int offset, int length, SplittableRandom random) {
        byte[] fresh = new byte[length];
        random.nextBytes(fresh);
        int form = random.nextInt(5);
        switch (form) {
            case 0 -> ram.write(offset, fresh, 0, length);
            case 1 -> ram.write(offset, MemorySegment.ofArray(fresh), 0, length);
            case 2 -> ram.write(offset, ByteBuffer.wrap(fresh), 0, length);
            case 3 -> ram.zero(offset, length);
            default -> ram.forget(offset & -0x1000, 0x1000);
        }
        if (form == 4) {
            Arrays.fill(model, offset & -0x1000, (offset & -0x1000) + 0x1000, (byte) 0);
        } else {
            System.arraycopy(form == 3 ? new byte[length] : fresh, 0, model, offset, length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesEveryAccessAcrossItsEnds(Kind kind) {
        Ram ram = kind.make();
        LongStream.of(-1, -8, SIZE - 3, SIZE, 1L << 40, Long.MIN_VALUE, Long.MAX_VALUE)
                .forEach(offset -> {
                    assertRefused(() -> ram.read32(offset));
                    assertRefused(() -> ram.read64(offset));
                    assertRefused(() -> ram.write32(offset, 1));
                    assertRefused(() -> ram.write64(offset, 1));
                    assertRefused(() -> ram.publish64(offset, 1));
                    assertRefused(() -> ram.read(offset, new byte[4], 0, 4));
                    assertRefused(() -> ram.write(offset, new byte[4], 0, 4));
                    assertRefused(() -> ram.read(offset, MemorySegment.ofArray(new byte[4]), 0, 4));
                    assertRefused(() -> ram.write(offset, MemorySegment.ofArray(new byte[4]), 0, 4));
                    assertRefused(() -> ram.read(offset, ByteBuffer.allocate(4), 0, 4));
                    assertRefused(() -> ram.write(offset, ByteBuffer.allocate(4), 0, 4));
                    assertRefused(() -> ram.zero(offset, 4));
                    assertRefused(() -> ram.forget(offset, 0x1000));
                });
        assertRefused(() -> ram.read(0, new byte[4], 2, 4));
        assertRefused(() -> ram.write(0, ByteBuffer.allocate(4), 2, 4));
        assertRefused(() -> ram.read(0, new byte[4], 0, -1));
        assertArrayEquals(new byte[SIZE], bytes(ram, 0, SIZE));
    }

    @Test
    void whatIsWrittenIsInTheFileAndNothingBesideIt() throws IOException {
        Path file = folder.resolve("memory");
        byte[] content = new byte[SIZE + 2 * Ram.PAGE_BYTES];
        Arrays.fill(content, (byte) 0x5a);
        Files.write(file, content);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Arena arena = Arena.ofShared()) {
            var ram = new MappedRam(channel.map(MapMode.READ_WRITE, Ram.PAGE_BYTES, SIZE, arena));
            ram.zero(0, SIZE);
            ram.write32(SIZE - 4, 0x1122_3344);
        }
        Arrays.fill(content, Ram.PAGE_BYTES, Ram.PAGE_BYTES + SIZE, (byte) 0);
        ByteBuffer.wrap(content).putInt(Ram.PAGE_BYTES + SIZE - 4, 0x4433_2211);
        assertArrayEquals(content, Files.readAllBytes(file));
    }

    @Test
    void memoryThatGoesAwayEndsAnAccessAndNotTheProcess() throws IOException {
        Path file = Files.write(folder.resolve("memory"), new byte[SIZE]);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var ram = new MappedRam(channel.map(MapMode.READ_WRITE, 0, SIZE, Arena.ofAuto()));
            channel.truncate(0);
            assertThrows(InternalError.class, () -> ram.write(0, new byte[SIZE], 0, SIZE));
        }
    }

    private static void assertRefused(Runnable access) {
        assertThrows(IndexOutOfBoundsException.class, access::run);
    }

    private static byte[] bytes(Ram ram, int offset, int length) {
        byte[] bytes = new byte[length];
        ram.read(offset, bytes, 0, length);
        return bytes;
    }

    private static byte[] throughBuffer(Ram ram) {
        byte[] bytes = new byte[SIZE];
        ram.read(0, ByteBuffer.wrap(bytes), 0, SIZE / 2);
        ram.read(SIZE / 2, MemorySegment.ofArray(bytes), SIZE / 2, SIZE / 2);
        return bytes;
    }

    @Test
    void ofALargeMemoryOnlySoMuchIsWritten() {
        var ram = new SparseRam(1L << 34, SparseRam.LARGE_GRANULE_BYTES, 3 * SparseRam.LARGE_GRANULE_BYTES);
        for (int granule = 0; granule < 3; granule++) {
            ram.write32(granule * 0x4000L, 1);
        }
        MemoryExhausted full = assertThrows(MemoryExhausted.class, () -> ram.write32(0x3_0000_0000L, 1));
        assertEquals("no room in this process for more of the machine's memory: written=0 MiB", full.getMessage());
        ram.write32(0x4010, 2);
        assertEquals(0, ram.read32(0x3_0000_0000L));
        ram.forget(0x4000, 0x4000);
        ram.write32(0x3_0000_0000L, 1);
        assertThrows(MemoryExhausted.class, () -> ram.write32(0x4000, 1));
    }
}
