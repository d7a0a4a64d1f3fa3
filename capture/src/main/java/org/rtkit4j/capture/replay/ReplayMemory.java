package org.rtkit4j.capture.replay;

import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import org.rtkit4j.capture.tap.Snapshot;
import org.rtkit4j.wire.afk.AfkRing;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.SharedBuffer;

/// Shared memory of a recorded co-processor: allocations lie where they lay, and hold what the capture has of them.
///
/// What was not recorded reads as zero. Any thread may use it.
final class ReplayMemory implements DeviceMemory {
    // Where the recorded host gave no address: allocations that no message told of.
    private static final long FIRST_UNTOLD = 0x7f_0000_0000L;
    private static final long GRANULE = 0x4000;
    private static final long MOST_BYTES = 1L << 28;

    private final Iterator<Long> told;
    private final Map<Long, Buffer> open = new ConcurrentSkipListMap<>();
    private final Map<Long, byte[]> known = new ConcurrentSkipListMap<>();
    private long untold = FIRST_UNTOLD;

    ReplayMemory(Recording recording) {
        told = recording.addresses().iterator();
    }

    @Override
    public synchronized SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
        DeviceMemory.checkSize(sizeBytes, MOST_BYTES);
        if (told.hasNext()) {
            return opened(told.next(), sizeBytes);
        }
        long iova = untold;
        untold += Math.max(GRANULE, (sizeBytes + GRANULE - 1) & -GRANULE);
        return opened(iova, sizeBytes);
    }

    @Override
    public synchronized SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
        Region.requested(iova, sizeBytes);
        DeviceMemory.checkSize(sizeBytes, MOST_BYTES);
        return opened(iova, sizeBytes);
    }

    /// Puts what a message refers to where it refers to.
    synchronized void fill(Snapshot snapshot) {
        var bytes = new byte[snapshot.bytes().remaining()];
        snapshot.bytes().get(bytes);
        known.put(snapshot.iova(), bytes);
        open.values().forEach(buffer -> buffer.take(snapshot.iova(), bytes));
    }

    /// Returns 32 bits of what is shared, or -1 where nothing is.
    synchronized long number(long iova) {
        for (Buffer buffer : open.values()) {
            long at = iova - buffer.iova;
            if (Region.fits(at, Integer.BYTES, buffer.bytes.length)) {
                return AfkRing.POINTER.get(MemorySegment.ofArray(buffer.bytes), at);
            }
        }
        return -1;
    }

    private Buffer opened(long iova, long sizeBytes) {
        var buffer = new Buffer(iova, new byte[(int) sizeBytes]);
        known.forEach(buffer::take);
        open.put(iova, buffer);
        return buffer;
    }

    private final class Buffer implements SharedBuffer {
        private final long iova;
        private final byte[] bytes;
        private volatile boolean isClosed;

        Buffer(long iova, byte[] bytes) {
            this.iova = iova;
            this.bytes = bytes;
        }

        /// Copies the part that lies inside.
        void take(long at, byte[] content) {
            long offset = at - iova;
            long from = Math.max(0, -offset);
            long to = Math.min(content.length, bytes.length - offset);
            if (from < to && offset > -content.length) {
                System.arraycopy(content, (int) from, bytes, (int) (offset + from), (int) (to - from));
            }
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
            check(offset, length);
            System.arraycopy(bytes, (int) offset, destination, from, length);
        }

        @Override
        public void write(long offset, byte[] source, int from, int length) {
            check(offset, length);
            System.arraycopy(source, from, bytes, (int) offset, length);
        }

        @Override
        public void close() {
            isClosed = true;
            open.remove(iova, this);
        }

        private void check(long offset, int length) {
            if (isClosed) {
                throw new IllegalStateException("buffer is closed: iova=0x" + Long.toHexString(iova));
            }
            Objects.checkFromIndexSize(offset, length, bytes.length);
        }
    }
}
