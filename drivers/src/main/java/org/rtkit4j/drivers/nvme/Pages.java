package org.rtkit4j.drivers.nvme;

import java.nio.ByteBuffer;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.SharedBuffer;

/// Memory for data, in pages of the controller's size, given out and taken back by number.
///
/// One piece of memory: a filter before the co-processor spends one entry on it.
final class Pages {
    /// CC.MPS is 0.
    static final int BYTES = 4096;

    private final SharedBuffer memory;
    private final int[] free;
    private int freeCount;

    Pages(DeviceMemory memory, long bytes) throws MemoryRefusedException {
        this.memory = memory.allocate(bytes);
        free = new int[(int) (bytes / BYTES)];
        for (int page = free.length - 1; page >= 0; page--) {
            free[freeCount++] = page;
        }
    }

    int count() {
        return free.length;
    }

    int freeCount() {
        return freeCount;
    }

    /// Takes a page; there must be one.
    int take() {
        return free[--freeCount];
    }

    void give(int page) {
        free[freeCount++] = page;
    }

    /// Returns the page's address as the controller sees it.
    long iova(int page) {
        return memory.iova() + (long) page * BYTES;
    }

    void read(int page, ByteBuffer destination, int from) {
        memory.read((long) page * BYTES, destination, from, BYTES);
    }

    void write(int page, ByteBuffer source, int from) {
        memory.write((long) page * BYTES, source, from, BYTES);
    }

    void write(int page, byte[] source, int length) {
        memory.write((long) page * BYTES, source, 0, length);
    }

    void close() {
        memory.close();
    }
}
