package org.rtkit4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.SharedBuffer;

/// Shared memory in a test's hands: addresses are predictable, every buffer is accounted for, refusal is a switch.
///
/// Allocations begin at 0x10004000 and are 16 KiB apart at least; [#map] grants the one region that is named.
public final class FakeMemory implements DeviceMemory {
    private static final long FIRST_IOVA = 0x1000_4000L;
    private static final long GRANULE = 0x4000;
    private static final long MOST_BYTES = 1 << 30;

    private final List<Buffer> open = new ArrayList<>();
    private final List<Region> regions;
    private long nextIova = FIRST_IOVA;
    private boolean refusing;

    /// Memory without a region of the firmware's own.
    public FakeMemory() {
        regions = List.of();
    }

    /// Memory with one region that the firmware owns.
    public FakeMemory(long regionStart, long regionBytes) {
        regions = List.of(new Region("own", regionStart, regionBytes));
    }

    /// Refuses every request from now on.
    public void refuse() {
        refusing = true;
    }

    /// Sets the address of the next allocation.
    public void allocateNextAt(long iova) {
        nextIova = iova;
    }

    /// Returns how many buffers are not closed.
    public int openBuffers() {
        return open.size();
    }

    /// Returns whether a buffer at this address was given and not yet closed.
    public boolean isOpenAt(long iova) {
        return open.stream().anyMatch(buffer -> buffer.iova == iova);
    }

    /// Returns the bytes of an open buffer, to be read and written as the co-processor would.
    public byte[] bytesAt(long iova) {
        return open.stream()
                .filter(buffer -> buffer.iova == iova)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no open buffer: iova=0x" + Long.toHexString(iova)))
                .bytes;
    }

    @Override
    public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
        if (refusing) {
            throw new MemoryRefusedException("refused by the test", 0, sizeBytes);
        }
        DeviceMemory.checkSize(sizeBytes, MOST_BYTES);
        long iova = nextIova;
        nextIova += Math.max(GRANULE, (sizeBytes + GRANULE - 1) & -GRANULE);
        return opened(iova, sizeBytes);
    }

    @Override
    public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
        if (refusing) {
            throw new MemoryRefusedException("refused by the test", iova, sizeBytes);
        }
        Region.holding(regions, iova, sizeBytes);
        return opened(iova, sizeBytes);
    }

    private Buffer opened(long iova, long sizeBytes) {
        var buffer = new Buffer(iova, new byte[Math.toIntExact(sizeBytes)]);
        open.add(buffer);
        return buffer;
    }

    private final class Buffer implements SharedBuffer {
        private final long iova;
        private final byte[] bytes;

        Buffer(long iova, byte[] bytes) {
            this.iova = iova;
            this.bytes = bytes;
        }

        @Override
        public long iova() {
            return iova;
        }

        @Override
        public long sizeBytes() {
            return bytes.length;
        }

        @Override
        public void read(long offset, byte[] destination, int from, int length) {
            Objects.checkFromIndexSize(offset, length, requireOpen().length);
            System.arraycopy(bytes, (int) offset, destination, from, length);
        }

        @Override
        public void write(long offset, byte[] source, int from, int length) {
            Objects.checkFromIndexSize(offset, length, requireOpen().length);
            System.arraycopy(source, from, bytes, (int) offset, length);
        }

        @Override
        public void close() {
            open.remove(this);
        }

        private byte[] requireOpen() {
            if (!open.contains(this)) {
                throw new IllegalStateException("buffer is closed: iova=0x" + Long.toHexString(iova));
            }
            return bytes;
        }
    }
}
