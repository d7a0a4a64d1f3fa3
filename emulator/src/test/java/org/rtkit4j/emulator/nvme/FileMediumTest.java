package org.rtkit4j.emulator.nvme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.machine.Ram;
import org.rtkit4j.testkit.Seeds;

/// A file holds what memory would, whichever way it was written: by calls, or through the mapping.
class FileMediumTest {
    private static final int BLOCKS = 64;
    private static final int BLOCK_BYTES = 4096;
    // Far more bytes than go by calls between two syncs.
    private static final int OPERATIONS = 12_000;

    private final Ram ram = new Machine(System::nanoTime).ram();

    @TempDir
    private Path folder;

    static LongStream seeds() {
        return Seeds.fixedAndFresh();
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void itHoldsWhatMemoryWould(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        int syncOneIn = random.nextBoolean() ? 40 : Integer.MAX_VALUE;
        Path image = folder.resolve("disk.img");
        try (Medium file = FileMedium.open(new DiskImage(image, false), BLOCKS, BLOCK_BYTES);
                Medium memory = new MemoryMedium(BLOCKS, BLOCK_BYTES)) {
            for (int i = 0; i < OPERATIONS; i++) {
                operate(file, memory, random);
                if (random.nextInt(syncOneIn) == 0) {
                    file.sync();
                }
            }
            file.settle();
            assertHolds(Files.readAllBytes(image), memory);
        }
        try (Medium again = FileMedium.open(new DiskImage(image, true), 0, BLOCK_BYTES);
                Medium memory = new MemoryMedium(BLOCKS, BLOCK_BYTES)) {
            copy(again, memory);
            assertHolds(Files.readAllBytes(image), memory);
        }
    }

    // Whoever is interrupted writes all the same, and the next one can.
    @Test
    void aThreadThatIsInterruptedWritesAndSyncs() throws IOException {
        Path image = folder.resolve("disk.img");
        try (Medium file = FileMedium.open(new DiskImage(image, false), BLOCKS, BLOCK_BYTES)) {
            ram.write(0, new byte[] {1, 2, 3}, 0, 3);
            Thread.currentThread().interrupt();
            file.write(5, 0, ram, 0, 3);
            file.settle();
            file.sync();
            assertTrue(Thread.interrupted());
            file.copyIn(6, new byte[BLOCK_BYTES]);
            file.write(5, 3, ram, 0, 1);
            file.sync();
        }
        byte[] written = Files.readAllBytes(image);
        assertEquals(0x01, written[5 * BLOCK_BYTES]);
        assertEquals(0x03, written[5 * BLOCK_BYTES + 2]);
        assertEquals(0x01, written[5 * BLOCK_BYTES + 3]);
    }

    @Test
    void anImageThatCannotBeMadeLeavesNoFile() {
        Path image = folder.resolve("huge.img");
        IOException refused = assertThrows(
                IOException.class, () -> FileMedium.open(new DiskImage(image, false), 1L << 50, BLOCK_BYTES));
        assertTrue(String.valueOf(refused.getMessage()).startsWith(image + ": "), refused.getMessage());
        assertFalse(Files.exists(image));
    }

    private void operate(Medium file, Medium memory, SplittableRandom random) {
        long block = random.nextLong(BLOCKS);
        switch (random.nextInt(8)) {
            case 0 -> assertRead(block, file, memory);
            case 1 -> {
                file.zero(block);
                memory.zero(block);
            }
            case 2 -> {
                byte[] content = content(random);
                file.copyIn(block, content);
                memory.copyIn(block, content);
            }
            case 3 -> file.settle();
            default -> write(block, file, memory, random);
        }
    }

    // Some blocks that follow each other, each in one or two parts, as a command's pages cut them.
    private void write(long first, Medium file, Medium memory, SplittableRandom random) {
        long end = Math.min(BLOCKS, first + random.nextInt(1, 20));
        for (long block = first; block < end; block++) {
            byte[] content = content(random);
            ram.write(0, content, 0, BLOCK_BYTES);
            int cut = random.nextBoolean() ? 0 : random.nextInt(BLOCK_BYTES);
            for (Medium medium : new Medium[] {file, memory}) {
                if (cut > 0) {
                    medium.write(block, 0, ram, 0, cut);
                }
                medium.write(block, cut, ram, cut, BLOCK_BYTES - cut);
            }
        }
    }

    private void assertRead(long block, Medium file, Medium memory) {
        byte[] expected = new byte[BLOCK_BYTES];
        byte[] actual = new byte[BLOCK_BYTES];
        memory.copyOut(block, expected);
        file.copyOut(block, actual);
        assertArrayEquals(expected, actual);
        file.read(block, 0, ram, 0, BLOCK_BYTES);
        ram.read(0, actual, 0, BLOCK_BYTES);
        assertArrayEquals(expected, actual);
    }

    private static void copy(Medium from, Medium to) {
        byte[] content = new byte[BLOCK_BYTES];
        for (long block = 0; block < BLOCKS; block++) {
            from.copyOut(block, content);
            to.copyIn(block, content);
        }
    }

    private static void assertHolds(byte[] image, Medium expected) {
        byte[] content = new byte[BLOCK_BYTES];
        for (int block = 0; block < BLOCKS; block++) {
            expected.copyOut(block, content);
            int at = block * BLOCK_BYTES;
            assertArrayEquals(content, Arrays.copyOfRange(image, at, at + BLOCK_BYTES));
        }
    }

    private static byte[] content(SplittableRandom random) {
        byte[] content = new byte[BLOCK_BYTES];
        random.nextBytes(content);
        return content;
    }
}
