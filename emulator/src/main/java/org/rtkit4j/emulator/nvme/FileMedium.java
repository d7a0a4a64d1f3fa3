package org.rtkit4j.emulator.nvme;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import org.rtkit4j.emulator.machine.Ram;

/// Blocks in a raw image file, sparse where the file system lets it be: block `n` at byte `n * blockBytes`.
///
/// The file is mapped, so that a copy from or to RAM is one copy. A page that is written through a mapping costs a
/// fault after every sync, though, and the next sync may write all of a large page of the system's cache to the
/// disk. So what is written first after a sync goes by calls of the system, in runs: a host that syncs often is
/// four times as fast.
///
/// A file that shrinks ends an access in an [InternalError], a file system that is full in that or an
/// [UncheckedIOException]; [Drive] makes failed commands of them.
final class FileMedium implements Medium {
    // Few calls of the system, and still hot in the processor's cache.
    private static final int RUN_BYTES = 1 << 16;
    private static final int BYTES_BY_CALLS = 32 << 20;

    private final ImageLock lock;
    private final RandomAccessFile file;
    private final MemorySegment image;
    private final MemorySegment zeros;
    private final byte[] noBytes;
    private final long blocks;
    private final int blockBytes;
    // What was written and is not with the system yet: bytes of the image that follow each other.
    private final byte[] run = new byte[RUN_BYTES];
    private long runAt;
    private int runLength;
    // How much was written since the last sync.
    private long unsynced;

    private FileMedium(ImageLock lock, MemorySegment image, int blockBytes) {
        this.lock = lock;
        file = lock.file();
        this.image = image;
        this.blockBytes = blockBytes;
        blocks = image.byteSize() / blockBytes;
        noBytes = new byte[blockBytes];
        zeros = MemorySegment.ofArray(noBytes);
    }

    /// Opens an image; one that does not exist is made, all zeros, where it may be written.
    ///
    /// @param blocks its size where it is made; of one that exists its own size counts
    /// @throws ImageInUseException if somebody else has it
    /// @throws IOException if it cannot be opened, or its size is not a number of whole blocks
    static FileMedium open(DiskImage image, long blocks, int blockBytes) throws IOException {
        ImageLock lock = ImageLock.open(image);
        try {
            FileChannel channel = lock.file().getChannel();
            long size = lock.isNew() ? Math.multiplyExact(blocks, blockBytes) : channel.size();
            if (size <= 0 || size % blockBytes != 0) {
                throw new IOException(
                        "%s: not a number of blocks: size=%d, block=%d".formatted(image.file(), size, blockBytes));
            }
            MapMode mode = image.isReadOnly() ? MapMode.READ_ONLY : MapMode.READ_WRITE;
            return new FileMedium(lock, channel.map(mode, 0, size, Arena.ofAuto()), blockBytes);
        } catch (IOException | RuntimeException e) {
            throw refused(lock, image, e);
        }
    }

    // A file that was made just now and has no room is not left behind.
    private static IOException refused(ImageLock lock, DiskImage image, Exception cause) throws IOException {
        lock.close();
        if (lock.isNew()) {
            Files.deleteIfExists(image.file());
        }
        String reason = String.valueOf(cause.getMessage());
        return reason.contains(image.file().toString())
                ? new IOException(reason, cause)
                : new IOException(image.file() + ": " + reason, cause);
    }

    @Override
    public long blocks() {
        return blocks;
    }

    @Override
    public int blockBytes() {
        return blockBytes;
    }

    @Override
    public void read(long block, int from, Ram ram, long offset, int length) {
        settle(at(block) + from, length);
        ram.write(offset, image, at(block) + from, length);
    }

    @Override
    public void write(long block, int from, Ram ram, long offset, int length) {
        requireWritable();
        unsynced += length;
        long to = at(block) + from;
        if (unsynced > BYTES_BY_CALLS) {
            settle();
            ram.read(offset, image, to, length);
        } else {
            append(to, ram, offset, length);
        }
    }

    private void append(long to, Ram ram, long offset, int length) {
        if (to != runAt + runLength || runLength + length > RUN_BYTES) {
            settle();
            runAt = to;
        }
        ram.read(offset, run, runLength, length);
        runLength += length;
    }

    @Override
    public void copyOut(long block, byte[] destination) {
        settle(at(block), blockBytes);
        MemorySegment.copy(image, ValueLayout.JAVA_BYTE, at(block), destination, 0, blockBytes);
    }

    @Override
    public void copyIn(long block, byte[] source) {
        requireWritable();
        settle();
        unsynced += blockBytes;
        put(at(block), source, blockBytes);
    }

    // Holes stay holes: a block of zeros is not written.
    @Override
    public void zero(long block) {
        if (!isZero(block)) {
            copyIn(block, noBytes);
        }
    }

    @Override
    public long nextWritten(long block, long end) {
        long at = block;
        while (at < end && isZero(at)) {
            at++;
        }
        return at;
    }

    @Override
    public void settle() {
        int length = runLength;
        runLength = 0;
        if (length > 0) {
            put(runAt, run, length);
        }
    }

    // What is about to be read is with the system.
    private void settle(long from, int length) {
        if (from < runAt + runLength && runAt < from + length) {
            settle();
        }
    }

    private void put(long at, byte[] bytes, int length) {
        try {
            file.seek(at);
            file.write(bytes, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // By the mapping, but the system does not ask who has written.
    @Override
    public void sync() {
        settle();
        if (unsynced > 0) {
            image.force();
            unsynced = 0;
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // As where the file system refuses.
    private void requireWritable() {
        if (image.isReadOnly()) {
            throw new InternalError("the image is open for reading alone");
        }
    }

    private boolean isZero(long block) {
        settle(at(block), blockBytes);
        return MemorySegment.mismatch(image, at(block), at(block) + blockBytes, zeros, 0, blockBytes) == -1;
    }

    private long at(long block) {
        return block * blockBytes;
    }
}
