package org.rtkit4j.emulator.nvme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import org.rtkit4j.emulator.machine.Ram;

/// Blocks in a raw image file, sparse where the file system lets it be: block `n` at byte `n * blockBytes`.
///
/// The file is mapped, so that a copy from or to RAM is one copy. A file that shrinks, or a file system that is
/// full, ends an access in an [InternalError], which [Drive] makes a failed command of.
final class FileMedium implements Medium {
    private final ImageLock lock;
    private final MemorySegment image;
    private final MemorySegment zeros;
    private final long blocks;
    private final int blockBytes;

    private FileMedium(ImageLock lock, MemorySegment image, int blockBytes) {
        this.lock = lock;
        this.image = image;
        this.blockBytes = blockBytes;
        blocks = image.byteSize() / blockBytes;
        zeros = MemorySegment.ofArray(new byte[blockBytes]);
    }

    /// Opens an image; one that does not exist is made, all zeros, where it may be written.
    ///
    /// @param blocks its size where it is made; of one that exists its own size counts
    /// @throws ImageInUseException if somebody else has it
    /// @throws IOException if it cannot be opened, or its size is not a number of whole blocks
    static FileMedium open(DiskImage image, long blocks, int blockBytes) throws IOException {
        ImageLock lock = ImageLock.open(image);
        try {
            FileChannel channel = lock.channel();
            long size = lock.isNew() ? Math.multiplyExact(blocks, blockBytes) : channel.size();
            if (size <= 0 || size % blockBytes != 0) {
                throw new IOException(
                        "%s: not a number of blocks: size=%d, block=%d".formatted(image.file(), size, blockBytes));
            }
            MapMode mode = image.isReadOnly() ? MapMode.READ_ONLY : MapMode.READ_WRITE;
            return new FileMedium(lock, channel.map(mode, 0, size, Arena.ofAuto()), blockBytes);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
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
        ram.write(offset, image, at(block) + from, length);
    }

    @Override
    public void write(long block, int from, Ram ram, long offset, int length) {
        requireWritable();
        ram.read(offset, image, at(block) + from, length);
    }

    @Override
    public void copyOut(long block, byte[] destination) {
        MemorySegment.copy(image, ValueLayout.JAVA_BYTE, at(block), destination, 0, blockBytes);
    }

    @Override
    public void copyIn(long block, byte[] source) {
        requireWritable();
        MemorySegment.copy(source, 0, image, ValueLayout.JAVA_BYTE, at(block), blockBytes);
    }

    // Holes stay holes: a block of zeros is not written.
    @Override
    public void zero(long block) {
        if (!isZero(block)) {
            requireWritable();
            MemorySegment.copy(zeros, 0, image, at(block), blockBytes);
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
    public void sync() {
        if (!image.isReadOnly()) {
            image.force();
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
        return MemorySegment.mismatch(image, at(block), at(block) + blockBytes, zeros, 0, blockBytes) == -1;
    }

    private long at(long block) {
        return block * blockBytes;
    }
}
