package org.rtkit4j.emulator.machine;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.Registers;

/// What lies where in the physical address space.
final class AddressSpace {
    private final ConcurrentSkipListMap<Long, Range> ranges = new ConcurrentSkipListMap<>();

    /// A device or a piece of RAM.
    record Range(long base, long sizeBytes, Registers device) {
        boolean holds(long address, int width) {
            return Region.fits(address - base, width, sizeBytes);
        }
    }

    synchronized void attach(long physAddr, long sizeBytes, Registers device) {
        requireFree(physAddr, sizeBytes);
        ranges.put(physAddr, new Range(physAddr, sizeBytes, device));
    }

    /// Refuses, with an [IllegalArgumentException], what is no range, and one that something lies in.
    void requireFree(long physAddr, long sizeBytes) {
        if (sizeBytes == 0 || !Region.fits(physAddr, sizeBytes, Long.MAX_VALUE)) {
            throw new IllegalArgumentException("no such range: address=0x%x, size=0x%x".formatted(physAddr, sizeBytes));
        }
        Map.Entry<Long, Range> below = ranges.lowerEntry(physAddr + sizeBytes);
        if (below != null && below.getValue().base + below.getValue().sizeBytes > physAddr) {
            throw new IllegalArgumentException("address is taken: address=0x%x, size=0x%x, by=0x%x"
                    .formatted(physAddr, sizeBytes, below.getValue().base));
        }
    }

    /// Returns the range that holds the whole access.
    Range at(long address, int width) {
        Map.Entry<Long, Range> below = ranges.floorEntry(address);
        if (below == null || !below.getValue().holds(address, width)) {
            throw new BusFault(address, width);
        }
        return below.getValue();
    }

    Registers window(long base, long sizeBytes) {
        if (sizeBytes <= 0) {
            throw new IllegalArgumentException("empty window: address=0x%x, size=0x%x".formatted(base, sizeBytes));
        }
        return new Window(base, sizeBytes);
    }

    private final class Window implements Registers {
        private final long base;
        private final long sizeBytes;
        // Whoever was accessed last; a race only costs a look-up.
        private @Nullable Range last;

        Window(long base, long sizeBytes) {
            this.base = base;
            this.sizeBytes = sizeBytes;
        }

        @Override
        public int read32(long offset) {
            Range range = range(offset, Integer.BYTES);
            return range.device.read32(base + offset - range.base);
        }

        @Override
        public long read64(long offset) {
            Range range = range(offset, Long.BYTES);
            return range.device.read64(base + offset - range.base);
        }

        @Override
        public void write32(long offset, int value) {
            Range range = range(offset, Integer.BYTES);
            range.device.write32(base + offset - range.base, value);
        }

        @Override
        public void write64(long offset, long value) {
            Range range = range(offset, Long.BYTES);
            range.device.write64(base + offset - range.base, value);
        }

        private Range range(long offset, int width) {
            Objects.checkFromIndexSize(offset, width, sizeBytes);
            long address = base + offset;
            if ((address & (width - 1)) != 0) {
                throw new IllegalArgumentException("misaligned: address=0x%x, width=%d".formatted(address, width));
            }
            Range known = last;
            if (known == null || !known.holds(address, width)) {
                known = at(address, width);
                last = known;
            }
            return known;
        }
    }
}
