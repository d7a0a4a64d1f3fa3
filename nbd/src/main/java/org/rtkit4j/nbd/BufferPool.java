package org.rtkit4j.nbd;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Memory for what connections receive and send and what requests carry, given out and taken back by one thread: in
/// the long run nothing is allocated, however many clients come and go.
///
/// There is a bound to all of it, and a lower one to what is kept while nobody has it. What is beyond goes back to the
/// system at once: a server that has nothing to do makes no garbage, so no collector would come for it.
///
/// Sizes are powers of two, with room for a header before the data and for a block more: that much a request of round
/// length needs that begins within a block.
final class BufferPool {
    /// Where data begins: the header of a reply goes right before it, so that both leave in one piece.
    static final int DATA_AT = 64;

    /// So much is kept at most.
    static final long MOST_KEPT_BYTES = 96L << 20;

    private static final int BLOCK_MORE_BYTES = 4096;
    private static final int SMALLEST_SHIFT = 12;
    private static final int LARGEST_SHIFT = 26;
    private static final int ALIGNMENT = 64;

    private final List<ArrayDeque<ByteBuffer>> free = new ArrayList<>();
    // Shared ones: a disk may fill a buffer on a thread of its own.
    private final IdentityHashMap<ByteBuffer, Arena> arenas = new IdentityHashMap<>();
    private final long mostBytes;
    private long heldBytes;
    private long keptBytes;
    private boolean isClosed;

    /// @param mostBytes that it takes from the system
    BufferPool(long mostBytes) {
        this.mostBytes = mostBytes;
        for (int shift = SMALLEST_SHIFT; shift <= LARGEST_SHIFT; shift++) {
            free.add(new ArrayDeque<>());
        }
    }

    /// Returns how much it has from the system, given out or kept.
    long heldBytes() {
        return heldBytes;
    }

    /// Returns a buffer with room for `dataBytes` from [#DATA_AT] on; its content is anything.
    ///
    /// @throws IOException if there is no memory for it, or it would be too much: one request or one client is
    /// refused then
    ByteBuffer take(int dataBytes) throws IOException {
        ByteBuffer kept = free.get(index(dataBytes)).pollLast();
        if (kept == null) {
            return allocate(capacity(dataBytes));
        }
        keptBytes -= kept.capacity();
        return kept.clear();
    }

    @SuppressWarnings("MustBeClosedChecker") // As long as the buffer is used or kept; then it is closed.
    private ByteBuffer allocate(int bytes) throws IOException {
        makeRoom(bytes);
        if (heldBytes + bytes > mostBytes) {
            throw new IOException("no memory for a buffer: bytes=%d, held=%d".formatted(bytes, heldBytes));
        }
        Arena arena = Arena.ofShared();
        try {
            ByteBuffer buffer = arena.allocate(bytes, ALIGNMENT).asByteBuffer();
            arenas.put(buffer, arena);
            heldBytes += bytes;
            return buffer;
        } catch (OutOfMemoryError e) {
            arena.close();
            throw new IOException("no memory for a buffer: bytes=" + bytes, e);
        }
    }

    // What is kept in another size is in the way. The largest brings most.
    private void makeRoom(int bytes) {
        for (int i = free.size() - 1; i >= 0; i--) {
            while (heldBytes + bytes > mostBytes && !free.get(i).isEmpty()) {
                giveUp(free.get(i));
            }
        }
    }

    private void giveUp(ArrayDeque<ByteBuffer> kept) {
        ByteBuffer buffer = kept.removeLast();
        keptBytes -= buffer.capacity();
        giveUp(buffer);
    }

    private void giveUp(ByteBuffer buffer) {
        Arena arena = arenas.remove(buffer);
        if (arena == null) {
            throw new IllegalStateException("not a buffer of this pool: " + buffer);
        }
        heldBytes -= buffer.capacity();
        arena.close();
    }

    /// Takes a buffer back that nobody touches any more.
    void give(ByteBuffer buffer) {
        if (isClosed || keptBytes + buffer.capacity() > MOST_KEPT_BYTES) {
            giveUp(buffer);
        } else {
            keptBytes += buffer.capacity();
            free.get(index(buffer.capacity() - DATA_AT)).addLast(buffer);
        }
    }

    /// Gives up what is kept, and from now on what comes back: a disk may still work on it.
    void close() {
        isClosed = true;
        for (ArrayDeque<ByteBuffer> kept : free) {
            while (!kept.isEmpty()) {
                giveUp(kept);
            }
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
