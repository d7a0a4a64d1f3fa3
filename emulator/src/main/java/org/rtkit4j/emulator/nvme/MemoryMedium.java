package org.rtkit4j.emulator.nvme;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.machine.Ram;

/// Blocks in memory. Those that were never written cost nothing.
final class MemoryMedium implements Medium {
    private static final int BLOCKS_PER_CHUNK = 1 << 12;
    private static final long MOST_CHUNKS = 1 << 24;

    private final long blocks;
    private final int blockBytes;
    private final byte[] @Nullable [] @Nullable [] chunks;

    MemoryMedium(long blocks, int blockBytes) {
        long count = (blocks + BLOCKS_PER_CHUNK - 1) / BLOCKS_PER_CHUNK;
        if (blocks <= 0 || count > MOST_CHUNKS) {
            throw new IllegalArgumentException("no disk of this size: blocks=" + blocks);
        }
        this.blocks = blocks;
        this.blockBytes = blockBytes;
        chunks = new byte[(int) count][][];
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
        byte[] content = contentOrNull(block);
        if (content == null) {
            ram.zero(offset, length);
        } else {
            ram.write(offset, content, from, length);
        }
    }

    @Override
    public void write(long block, int from, Ram ram, long offset, int length) {
        ram.read(offset, content(block), from, length);
    }

    @Override
    public void copyOut(long block, byte[] destination) {
        byte[] content = contentOrNull(block);
        if (content == null) {
            Arrays.fill(destination, (byte) 0);
        } else {
            System.arraycopy(content, 0, destination, 0, blockBytes);
        }
    }

    @Override
    public void copyIn(long block, byte[] source) {
        System.arraycopy(source, 0, content(block), 0, blockBytes);
    }

    // Kept, so that a block that is written again and again is allocated once.
    @Override
    public void zero(long block) {
        byte[] content = contentOrNull(block);
        if (content != null) {
            Arrays.fill(content, (byte) 0);
        }
    }

    @Override
    public long nextWritten(long block, long end) {
        long at = block;
        while (at < end && contentOrNull(at) == null) {
            boolean isChunkEmpty = chunks[(int) (at / BLOCKS_PER_CHUNK)] == null;
            at = isChunkEmpty ? (at / BLOCKS_PER_CHUNK + 1) * BLOCKS_PER_CHUNK : at + 1;
        }
        return Math.min(at, end);
    }

    @Override
    public void close() {}

    @Override
    public void settle() {}

    @Override
    public void sync() {}

    private byte @Nullable [] contentOrNull(long block) {
        byte[] @Nullable [] chunk = chunks[(int) (block / BLOCKS_PER_CHUNK)];
        return chunk == null ? null : chunk[(int) (block % BLOCKS_PER_CHUNK)];
    }

    private byte[] content(long block) {
        byte[] content = contentOrNull(block);
        return content == null ? make(block) : content;
    }

    private byte[] make(long block) {
        int index = (int) (block / BLOCKS_PER_CHUNK);
        byte[] @Nullable [] chunk = chunks[index];
        if (chunk == null) {
            chunk = new byte[BLOCKS_PER_CHUNK][];
            chunks[index] = chunk;
        }
        byte[] content = new byte[blockBytes];
        chunk[(int) (block % BLOCKS_PER_CHUNK)] = content;
        return content;
    }
}
