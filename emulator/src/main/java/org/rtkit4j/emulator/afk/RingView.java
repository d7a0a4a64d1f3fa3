package org.rtkit4j.emulator.afk;

import java.lang.foreign.MemorySegment;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.wire.afk.AfkRing;

/// A ring in the AP's memory, as the firmware sees it.
final class RingView {
    private final IoSpace memory;
    private final long base;
    private final int stride;
    private final int dataBytes;
    private final byte[] word = new byte[Integer.BYTES];
    private final MemorySegment pointer = MemorySegment.ofArray(word);

    /// @param iova where its first block lies
    /// @param sizeBytes with its blocks
    RingView(IoSpace memory, long iova, int sizeBytes, int stride) {
        this.memory = memory;
        base = iova;
        this.stride = stride;
        dataBytes = sizeBytes - AfkRing.BLOCKS * stride;
    }

    /// Makes it an empty ring.
    void format() {
        byte[] blocks = new byte[AfkRing.BLOCKS * stride];
        MemorySegment fields = MemorySegment.ofArray(blocks);
        AfkRing.DATA_BYTES.put(fields, 0, dataBytes);
        AfkRing.UNKNOWN.put(fields, 0, AfkRing.SEEN);
        memory.store(base, blocks, 0, blocks.length);
    }

    int dataBytes() {
        return dataBytes;
    }

    int stride() {
        return stride;
    }

    void load(int offset, byte[] destination, int length) {
        memory.load(base + (long) AfkRing.BLOCKS * stride + offset, destination, 0, length);
    }

    void store(int offset, byte[] source, int length) {
        memory.store(base + (long) AfkRing.BLOCKS * stride + offset, source, 0, length);
    }

    /// Reads the AP's pointer, in block 1 or 2; -1 where it points at no beginning of an entry.
    int pointer(int block) {
        memory.load(base + (long) block * stride, word, 0, word.length);
        long at = AfkRing.POINTER.get(pointer, 0);
        return at < dataBytes && at % stride == 0 ? (int) at : -1;
    }

    void point(int block, int at) {
        AfkRing.POINTER.put(pointer, 0, at);
        memory.store(base + (long) block * stride, word, 0, word.length);
    }
}
