package org.rtkit4j.simulation;

import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.ForwardingBuffer;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.SharedBuffer;

/// The host's view of shared memory: every buffer is counted, every access checked.
final class WatchedMemory implements DeviceMemory {
    /// Crash log, syslog, ioreport, oslog, and two of kdebug.
    private static final int MOST_OPEN = 6;

    private final World world;
    private final DeviceMemory memory;
    private int open;

    WatchedMemory(World world, DeviceMemory memory) {
        this.world = world;
        this.memory = memory;
    }

    /// Returns how many buffers are open.
    int open() {
        return open;
    }

    @Override
    public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
        return opened(memory.allocate(sizeBytes));
    }

    @Override
    public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
        return opened(memory.map(iova, sizeBytes));
    }

    private SharedBuffer opened(SharedBuffer buffer) {
        open++;
        if (open > MOST_OPEN) {
            throw world.failure("a buffer leaks: open=" + open);
        }
        return new Buffer(buffer);
    }

    private final class Buffer extends ForwardingBuffer {
        private boolean isClosed;

        Buffer(SharedBuffer buffer) {
            super(buffer);
        }

        @Override
        public void read(long offset, byte[] destination, int from, int length) {
            require(offset, length);
            super.read(offset, destination, from, length);
        }

        @Override
        public void write(long offset, byte[] source, int from, int length) {
            require(offset, length);
            super.write(offset, source, from, length);
        }

        @Override
        public void close() {
            if (isClosed) {
                throw world.failure("a buffer is freed twice: iova=0x" + Long.toHexString(iova()));
            }
            isClosed = true;
            open--;
            super.close();
        }

        private void require(long offset, long length) {
            if (isClosed || !Region.fits(offset, length, sizeBytes())) {
                throw world.failure(
                        "the host accesses memory that it does not have: offset=0x%x, length=0x%x, closed=%b"
                                .formatted(offset, length, isClosed));
            }
        }
    }
}
