package org.rtkit4j.drivers.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a channel asks of its disk, and what it says where the disk fails.
class DiskChannelTest {
    private static final int BLOCK = PaperDisk.BLOCK;

    private final PaperDisk disk = new PaperDisk();
    private final DiskChannel channel = new DiskChannel(disk);

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void anyBytesGoThereAndBack(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        random.nextBytes(disk.content);
        byte[] model = disk.content.clone();
        for (int i = 0; i < 100; i++) {
            int at = random.nextInt(model.length);
            byte[] data = new byte[random.nextInt(model.length - at + 1)];
            if (random.nextBoolean()) {
                random.nextBytes(data);
                System.arraycopy(data, 0, model, at, data.length);
                assertEquals(data.length, channel.position(at).write(ByteBuffer.wrap(data)));
            } else {
                assertEquals(data.length, channel.position(at).read(ByteBuffer.wrap(data)));
                assertArrayEquals(Arrays.copyOfRange(model, at, at + data.length), data);
            }
            assertEquals(at + data.length, channel.position());
            assertArrayEquals(model, disk.content);
            assertEquals(0, disk.inFlight());
        }
    }

    @Test
    void wholeBlocksGoInTheLongestTransfersTheDiskTakesSeveralAtOnce() throws Exception {
        channel.position(BLOCK).write(ByteBuffer.allocate(9 * BLOCK));
        assertEquals(List.of("WRITE 1+2", "WRITE 3+2", "WRITE 5+2", "WRITE 7+2", "WRITE 9+1"), disk.asked);
        assertEquals(PaperDisk.DEPTH, disk.mostInFlight);
        assertEquals(0, disk.inFlight(), "not before they are answered");
        disk.asked.clear();
        channel.position(0).read(ByteBuffer.allocate(5 * BLOCK));
        assertEquals(List.of("READ 0+2", "READ 2+2", "READ 4+1"), disk.asked);
    }

    @Test
    void aDiskThatTakesNothingNowIsWaitedFor() throws Exception {
        disk.isBusy = true;
        disk.content[0] = 7;
        var one = ByteBuffer.allocate(1);
        assertEquals(1, channel.read(one));
        assertEquals(7, one.get(0));
        assertEquals(List.of("READ 0+1"), disk.asked);
    }

    @Test
    void aPartOfABlockIsReadChangedAndWritten() throws Exception {
        channel.position(BLOCK - 1).write(ByteBuffer.allocate(BLOCK + 2));
        assertEquals(List.of("READ 0+1", "WRITE 0+1", "WRITE 1+1", "READ 2+1", "WRITE 2+1"), disk.asked);
    }

    @Test
    void theLastBytesAreReadAndBehindThemAreNone() throws Exception {
        disk.content[disk.content.length - 1] = 7;
        var two = ByteBuffer.allocate(2);
        assertEquals(1, channel.position(channel.size() - 1).read(two));
        assertArrayEquals(new byte[] {7, 0}, two.array());
        assertEquals(1, two.position());
        assertEquals(-1, channel.read(two));
        assertEquals(-1, channel.position(channel.size() + 1).read(two));
        assertEquals(1, two.position());
    }

    @Test
    void aWriteGoesToTheEndAndNotBeyond() throws Exception {
        channel.position(channel.size() - 2);
        var tooLong = assertThrows(IOException.class, () -> channel.write(ByteBuffer.allocate(3)));
        assertEquals("the disk ends before: offset=0x27fe, length=0x3, size=0x2800", tooLong.getMessage());
        assertEquals(List.of(), disk.asked);
        assertEquals(2, channel.write(ByteBuffer.wrap(new byte[] {8, 9})));
        assertEquals(9, disk.content[disk.content.length - 1]);
    }

    @Test
    void zeroesGoInTheLongestRangesTheDiskTakes() throws Exception {
        channel.position(2 * BLOCK).writeZeroes(9 * BLOCK);
        assertEquals(List.of("WRITE_ZEROES 2+4", "WRITE_ZEROES 6+4", "WRITE_ZEROES 10+1"), disk.asked);
        assertEquals(11 * BLOCK, channel.position());
        assertEquals(0, disk.inFlight(), "not before they are answered");
    }

    /// Of several failures the first is told, with its place; what comes later is not blamed for it.
    @Test
    void aFailureIsToldOnceAndWithItsPlace() throws Exception {
        disk.badOffsets.addAll(List.of(2L * BLOCK, 4L * BLOCK));
        var six = ByteBuffer.allocate(6 * BLOCK);
        var bad = assertThrows(IOException.class, () -> channel.read(six));
        assertEquals("the disk says MEDIA_ERROR: offset=0x400", bad.getMessage());
        assertEquals(0, disk.inFlight());
        disk.badOffsets.clear();
        assertEquals(6 * BLOCK, channel.position(0).read(six.clear()));
    }

    @Test
    void aDiskThatIsGoneSaysWhy() {
        disk.badOffsets.add((long) BLOCK);
        disk.failure = "the disk is lost after 3 restarts";
        var gone = assertThrows(IOException.class, () -> channel.position(BLOCK).writeZeroes(BLOCK));
        assertEquals("the disk is lost after 3 restarts: offset=0x200", gone.getMessage());
    }

    @Test
    void closingFlushesOnceAndLeavesTheDiskOpen() throws Exception {
        assertTrue(channel.isOpen());
        channel.close();
        channel.close();
        assertEquals(List.of("FLUSH 0+0"), disk.asked);
        assertEquals(0, disk.inFlight());
        assertFalse(channel.isOpen());
        var block = ByteBuffer.allocate(BLOCK);
        assertThrows(ClosedChannelException.class, () -> channel.read(block));
        assertThrows(ClosedChannelException.class, () -> channel.write(block));
        assertThrows(ClosedChannelException.class, () -> channel.writeZeroes(BLOCK));
        assertThrows(ClosedChannelException.class, channel::force);
    }

    @Test
    void aFlushThatFailsClosesAllTheSame() throws Exception {
        disk.badOffsets.add(0L);
        assertThrows(IOException.class, channel::close);
        assertFalse(channel.isOpen());
        channel.close();
    }

    @Test
    void whoeverIsInterruptedWhileTheDiskWorksStaysInterrupted() {
        disk.isInterrupted = true;
        assertThrows(InterruptedIOException.class, () -> channel.read(ByteBuffer.allocate(BLOCK)));
        assertTrue(Thread.interrupted());
    }

    @Test
    void aDiskHasAPositionFromZeroAndASizeOfItsOwn() {
        assertEquals(20L * BLOCK, channel.size());
        assertEquals(0, channel.position(0).position());
        assertThrows(IllegalArgumentException.class, () -> channel.position(-1));
        assertThrows(UnsupportedOperationException.class, () -> channel.truncate(0));
    }
}
