package org.rtkit4j.simulation;

import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.ForwardingBuffer;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.SharedBuffer;

/// The host's view of shared memory: every buffer is counted, every access checked.
final class WatchedMemory implements DeviceMemory {
    private final World world;
    private final DeviceMemory memory;
    private final int mostOpen;
    private int open;

    /// @param mostOpen how many buffers there are at once while none leaks
    WatchedMemory(World world, DeviceMemory memory, int mostOpen) {
        this.world = world;
        this.memory = memory;
        this.mostOpen = mostOpen;
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
        if (open > mostOpen) {
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
