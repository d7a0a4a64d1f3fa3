package org.rtkit4j.app.serve.live;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// The latest messages of all co-processors, in columns, numbered from 0 in the order in which they were drained.
///
/// Bounded: the oldest go first, a chunk at a time. One lock; readers copy out and go.
final class MessageStore {
    /// What is known of a message.
    ///
    /// @param number its place among all messages
    /// @param timeNanos since the page began to watch
    /// @param msg1 as the mailbox gave it
    /// @param kind see [Kinds]
    /// @param partner of an answer: its request's number; of a request: its answer's, or -1
    /// @param flags see [#EXPECTS]
    record Message(long number, long timeNanos, long msg0, long msg1, int kind, long partner, int flags) {}

    /// The message wants an answer.
    static final int EXPECTS = 1;
    /// The message is an answer to another.
    static final int ANSWERS = 2;
    /// Messages were lost before it: the ring between mailbox and store was full.
    static final int AFTER_GAP = 4;

    /// Bytes of a message in what [#read] gives: time as a 64-bit float in microseconds, the request that it
    /// answers as a signed 32-bit distance back, its kind, its flags.
    static final int RECORD_BYTES = 16;

    private static final int CHUNK = 1 << 14;

    private final int mostChunks;
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private @Nullable Chunk last;
    private long end;

    private static final class Chunk {
        final long first;
        final long[] times = new long[CHUNK];
        final long[] msg0 = new long[CHUNK];
        final long[] msg1 = new long[CHUNK];
        final long[] partners = new long[CHUNK];
        final char[] kinds = new char[CHUNK];
        final byte[] flags = new byte[CHUNK];

        Chunk(long first) {
            this.first = first;
        }
    }

    /// @param keep how many messages at least, before the oldest are dropped
    MessageStore(int keep) {
        mostChunks = Math.ceilDiv(keep, CHUNK) + 1;
    }

    /// Adds a message.
    ///
    /// @param request the number of the one that it answers, or -1
    /// @return its number
    synchronized long add(long timeNanos, long msg0, long msg1, int kind, long request, int flags) {
        Chunk chunk = last;
        if (chunk == null || end == chunk.first + CHUNK) {
            chunk = grow();
        }
        int at = (int) (end - chunk.first);
        chunk.times[at] = timeNanos;
        chunk.msg0[at] = msg0;
        chunk.msg1[at] = msg1;
        chunk.kinds[at] = (char) kind;
        chunk.partners[at] = request;
        chunk.flags[at] = (byte) flags;
        if (request >= 0) {
            answer(request, end);
        }
        return end++;
    }

    private Chunk grow() {
        if (chunks.size() == mostChunks) {
            chunks.removeFirst();
        }
        var chunk = new Chunk(end);
        chunks.addLast(chunk);
        last = chunk;
        return chunk;
    }

    private void answer(long request, long number) {
        Chunk chunk = find(request);
        if (chunk != null) {
            chunk.partners[(int) (request - chunk.first)] = number;
        }
    }

    // From the latest: requests are answered soon.
    private @Nullable Chunk find(long number) {
        Iterator<Chunk> latest = chunks.descendingIterator();
        while (latest.hasNext()) {
            Chunk chunk = latest.next();
            if (number >= chunk.first) {
                return number < end ? chunk : null;
            }
        }
        return null;
    }

    /// Returns the number of the oldest message that is kept.
    synchronized long first() {
        return chunks.isEmpty() ? end : chunks.getFirst().first;
    }

    /// Returns the number that the next message will have.
    synchronized long end() {
        return end;
    }

    /// Returns a message, or null where it is not kept.
    synchronized @Nullable Message at(long number) {
        Chunk chunk = number < 0 ? null : find(number);
        if (chunk == null) {
            return null;
        }
        int at = (int) (number - chunk.first);
        return new Message(
                number,
                chunk.times[at],
                chunk.msg0[at],
                chunk.msg1[at],
                chunk.kinds[at],
                chunk.partners[at],
                chunk.flags[at]);
    }

    /// Returns messages for the page: little-endian, the number of the first as 64 bits, then the records.
    ///
    /// @param from the first number asked for; where it is kept no more, the first that is
    /// @param most how many at most
    synchronized ByteBuffer read(long from, int most) {
        long begin = Math.clamp(from, first(), end);
        int count = (int) Math.min(most, end - begin);
        var out = ByteBuffer.allocate(Long.BYTES + count * RECORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(begin);
        for (Chunk chunk : chunks) {
            long stop = Math.min(chunk.first + CHUNK, begin + count);
            for (long number = Math.max(begin, chunk.first); number < stop; number++) {
                put(chunk, (int) (number - chunk.first), number, out);
            }
        }
        return out.flip();
    }

    private static void put(Chunk chunk, int at, long number, ByteBuffer out) {
        boolean answers = (chunk.flags[at] & ANSWERS) != 0;
        long back = answers ? number - chunk.partners[at] : 0;
        out.putDouble(chunk.times[at] / 1e3);
        out.putInt((int) Math.min(back, Integer.MAX_VALUE));
        out.putChar(chunk.kinds[at]);
        out.put(chunk.flags[at]);
        out.put((byte) 0);
    }
}
