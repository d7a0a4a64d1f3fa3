package org.rtkit4j.drivers;

import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.SharedBuffer;

/// Memory that gives so many buffers, and no more.
public final class ScarceMemory implements DeviceMemory {
    private final DeviceMemory memory;
    private int left;

    public ScarceMemory(DeviceMemory memory, int left) {
        this.memory = memory;
        this.left = left;
    }

    @Override
    public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
        if (left == 0) {
            throw new MemoryRefusedException("none is left", 0, sizeBytes);
        }
        left--;
        return memory.allocate(sizeBytes);
    }

    @Override
    public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
        return memory.map(iova, sizeBytes);
    }
}
