package org.rtkit4j.emulator.machine;

import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.SharedBuffer;

/// The memory that one co-processor can reach: what the AP allocated for it, and the regions of its own.
public final class IoSpace implements DeviceMemory {
    @Override
    public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
        throw new UnsupportedOperationException();
    }

    /// Returns how many buffers are open, allocated and mapped ones.
    public int openBuffers() {
        throw new UnsupportedOperationException();
    }

    /// Returns the bytes of the open buffers.
    public long openBytes() {
        throw new UnsupportedOperationException();
    }
}
