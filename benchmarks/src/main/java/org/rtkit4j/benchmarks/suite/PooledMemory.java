package org.rtkit4j.benchmarks.suite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.SharedBuffer;

/// Shared memory on the heap: what is given back is kept for the next of its size, and zeroed whenever it is given;
/// as the peer's.
final class PooledMemory implements DeviceMemory {
    private static final int PAGE_BYTES = 0x4000;
    private static final long BASE_IOVA = 0x1000_0000L;

    private final List<Block> blocks = new ArrayList<>();
    private long end = BASE_IOVA;

    @Override
    public SharedBuffer allocate(long sizeBytes) {
        int rounded = Math.toIntExact((sizeBytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES);
        Block block = free(rounded);
        block.used = true;
        Arrays.fill(block.bytes, (byte) 0);
        return new Buffer(block, sizeBytes);
    }

    @Override
    public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
        throw new MemoryRefusedException("nothing is mapped here", iova, sizeBytes);
    }

    /// Returns the memory that the co-processor knows by this address.
    byte[] at(long iova) {
        for (Block block : blocks) {
            if (block.iova == iova) {
                return block.bytes;
            }
        }
        throw new IllegalArgumentException("no such memory: iova=0x" + Long.toHexString(iova));
    }

    private Block free(int sizeBytes) {
        for (Block block : blocks) {
            if (!block.used && block.bytes.length == sizeBytes) {
                return block;
            }
        }
        var made = new Block(end, new byte[sizeBytes]);
        end += sizeBytes;
        blocks.add(made);
        return made;
    }

    private static final class Block {
        final long iova;
        final byte[] bytes;
        boolean used;

        Block(long iova, byte[] bytes) {
            this.iova = iova;
            this.bytes = bytes;
        }
    }

    private record Buffer(Block block, long sizeBytes) implements SharedBuffer {
        @Override
        public long iova() {
            return block.iova;
        }

        @Override
        public void read(long offset, byte[] destination, int from, int length) {
            Objects.checkFromIndexSize(offset, length, sizeBytes);
            System.arraycopy(block.bytes, (int) offset, destination, from, length);
        }

        @Override
        public void write(long offset, byte[] source, int from, int length) {
            Objects.checkFromIndexSize(offset, length, sizeBytes);
            System.arraycopy(source, from, block.bytes, (int) offset, length);
        }

        @Override
        public void close() {
            block.used = false;
        }
    }
}
