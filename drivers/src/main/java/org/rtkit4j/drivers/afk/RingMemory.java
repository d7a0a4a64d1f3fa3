package org.rtkit4j.drivers.afk;

import java.lang.foreign.MemorySegment;
import org.rtkit4j.wire.afk.AfkRing;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.SharedBuffer;

/// Where a ring lies in shared memory. What its first block says was read once, checked, and is kept.
final class RingMemory {
    private static final long NO_SIZE = 0;
    // Its blocks, and data of two: a ring of one would never have an entry, since full looks like empty.
    private static final long LEAST_BYTES = (AfkRing.BLOCKS + 2) * AfkRing.UNIT_BYTES;

    private final SharedBuffer buffer;
    private final long base;
    private final int stride;
    private final int dataBytes;
    private final byte[] word = new byte[Integer.BYTES];
    private final MemorySegment pointer = MemorySegment.ofArray(word);

    private RingMemory(SharedBuffer buffer, long base, int stride, int dataBytes) {
        this.buffer = buffer;
        this.base = base;
        this.stride = stride;
        this.dataBytes = dataBytes;
    }

    /// Returns the ring that the firmware has put into a buffer.
    ///
    /// @throws AfkException if there is none: nothing of it is used then
    static RingMemory of(SharedBuffer buffer, long offset, long sizeBytes) throws AfkException {
        if (sizeBytes < LEAST_BYTES || !Region.fits(offset, sizeBytes, buffer.sizeBytes())) {
            throw new AfkException(new AfkFault.BadRing(offset, sizeBytes, NO_SIZE));
        }
        byte[] sizes = new byte[Long.BYTES];
        buffer.read(offset, sizes, 0, sizes.length);
        long data = AfkRing.DATA_BYTES.get(MemorySegment.ofArray(sizes), 0);
        long blocks = sizeBytes - data;
        long stride = blocks / AfkRing.BLOCKS;
        boolean isRing = blocks > 0
                && blocks % AfkRing.BLOCKS == 0
                && stride % AfkRing.UNIT_BYTES == 0
                && data % stride == 0
                && data > stride;
        if (!isRing) {
            throw new AfkException(new AfkFault.BadRing(offset, sizeBytes, data));
        }
        return new RingMemory(buffer, offset, (int) stride, (int) data);
    }

    int stride() {
        return stride;
    }

    int dataBytes() {
        return dataBytes;
    }

    /// Copies bytes of the data out.
    void read(int offset, byte[] destination, int from, int length) {
        buffer.read(base + (long) AfkRing.BLOCKS * stride + offset, destination, from, length);
    }

    /// Copies bytes of the data in.
    void write(int offset, byte[] source, int from, int length) {
        buffer.write(base + (long) AfkRing.BLOCKS * stride + offset, source, from, length);
    }

    /// Reads the pointer of the firmware, in block 1 where it reads the ring, in block 2 where it writes it.
    ///
    /// One that stands at the end of the data stands at its beginning: source QEMUAppleSilicon aop.c, which leaves
    /// it there.
    ///
    /// @throws AfkException if it points at no beginning of an entry
    int pointer(int block) throws AfkException {
        buffer.read(base + (long) block * stride, word, 0, word.length);
        long at = AfkRing.POINTER.get(pointer, 0);
        if (at > dataBytes || at % stride != 0) {
            throw new AfkException(new AfkFault.BadPointer(at, dataBytes));
        }
        return at == dataBytes ? 0 : (int) at;
    }

    /// Writes the pointer of the AP.
    void point(int block, int at) {
        AfkRing.POINTER.put(pointer, 0, at);
        buffer.write(base + (long) block * stride, word, 0, word.length);
    }
}
