package org.rtkit4j.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Buffers for what connections receive and what requests carry, given out and taken back by one thread: in the long
/// run nothing is allocated, however many clients come and go.
///
/// Sizes are powers of two, with room for a header before the data and for a block more: that much a request of round
/// length needs that begins within a block. What is kept beyond the bound is left to the garbage collector.
final class BufferPool {
    /// Where data begins: the header of a reply goes right before it, so that both leave in one piece.
    static final int DATA_AT = 64;

    private static final int BLOCK_MORE_BYTES = 4096;
    private static final int SMALLEST_SHIFT = 12;
    private static final int LARGEST_SHIFT = 26;
    private static final long KEPT_BYTES = 96L << 20;

    private final List<ArrayDeque<ByteBuffer>> free = new ArrayList<>();
    private long keptBytes;

    BufferPool() {
        for (int shift = SMALLEST_SHIFT; shift <= LARGEST_SHIFT; shift++) {
            free.add(new ArrayDeque<>());
        }
    }

    /// Returns a buffer with room for `dataBytes` from [#DATA_AT] on; its content is anything.
    ///
    /// @throws IOException if the process has no memory for it: one request or one client is refused then
    ByteBuffer take(int dataBytes) throws IOException {
        int index = index(dataBytes);
        ByteBuffer kept = free.get(index).pollLast();
        if (kept == null) {
            return allocate(capacity(dataBytes));
        }
        keptBytes -= kept.capacity();
        return kept.clear();
    }

    private static ByteBuffer allocate(int bytes) throws IOException {
        try {
            return ByteBuffer.allocateDirect(bytes);
        } catch (OutOfMemoryError e) {
            throw new IOException("no memory for a buffer: bytes=" + bytes, e);
        }
    }

    /// Gives up what is kept: whoever holds a server that is closed does not hold its memory.
    void clear() {
        free.forEach(ArrayDeque::clear);
        keptBytes = 0;
    }

    void give(ByteBuffer buffer) {
        if (keptBytes + buffer.capacity() <= KEPT_BYTES) {
            keptBytes += buffer.capacity();
            free.get(index(buffer.capacity() - DATA_AT)).addLast(buffer);
        }
    }

    /// Returns how much memory a buffer for so much data takes.
    static int capacity(int dataBytes) {
        return DATA_AT + (1 << (index(dataBytes) + SMALLEST_SHIFT)) + BLOCK_MORE_BYTES;
    }

    private static int index(int dataBytes) {
        int least = Math.max(1, dataBytes - BLOCK_MORE_BYTES);
        return Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(least - 1) - SMALLEST_SHIFT);
    }
}
