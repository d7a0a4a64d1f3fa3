package org.rtkit4j.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.drivers.disk.DiskTraits;

/// What a connection has from a [BufferPool] for as long as it lasts.
///
/// @param in what was received, and not yet understood
/// @param talk what is still to be sent of the negotiation
/// @param together short replies, side by side
/// @param block room for one
record ConnectionMemory(ByteBuffer in, ByteBuffer talk, ByteBuffer together, ByteBuffer block) {
    // Room for what a client sends ahead: several of the largest writes that a disk takes at once.
    private static final int LEAST_INPUT_BYTES = 1 << 20;
    private static final int WRITES_AHEAD = 4;
    private static final int TALK_BYTES = 0x4000;

    /// Takes all of it or nothing.
    ///
    /// @throws IOException if there is no memory for one more
    static ConnectionMemory take(BufferPool pool, DiskTraits traits) throws IOException {
        List<ByteBuffer> taken = new ArrayList<>();
        try {
            for (int bytes : sizes(traits)) {
                taken.add(pool.take(bytes));
            }
        } catch (IOException e) {
            taken.forEach(pool::give);
            throw e;
        }
        return new ConnectionMemory(taken.get(0).limit(0), taken.get(1), taken.get(2), taken.get(3));
    }

    private static int[] sizes(DiskTraits traits) {
        int inputBytes = Math.max(LEAST_INPUT_BYTES, WRITES_AHEAD * traits.maxTransferBytes());
        return new int[] {inputBytes, TALK_BYTES, ReplyQueue.TOGETHER_BYTES, traits.blockBytes()};
    }

    /// Returns how much a connection takes at most, with what its requests carry.
    static long mostBytes(DiskTraits traits) {
        long bytes = BufferPool.capacity(Nbd.MAX_PAYLOAD_BYTES + traits.blockBytes());
        for (int size : sizes(traits)) {
            bytes += BufferPool.capacity(size);
        }
        return bytes;
    }
}
