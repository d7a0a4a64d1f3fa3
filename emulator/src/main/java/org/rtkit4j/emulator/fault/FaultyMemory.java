package org.rtkit4j.emulator.fault;

import java.util.SplittableRandom;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.ForwardingBuffer;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.SharedBuffer;

/// Memory that is refused, or changes while it is read, as an injector says.
final class FaultyMemory implements DeviceMemory {
    private static final int CHANGES_PER_READ = 16;

    private final FaultInjector faults;
    private final DeviceMemory memory;
    private final SplittableRandom random = new SplittableRandom(0);

    FaultyMemory(FaultInjector faults, DeviceMemory memory) {
        this.faults = faults;
        this.memory = memory;
    }

    @Override
    public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
        refuseIfArmed(0, sizeBytes);
        return new Buffer(memory.allocate(sizeBytes));
    }

    @Override
    public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
        refuseIfArmed(iova, sizeBytes);
        return new Buffer(memory.map(iova, sizeBytes));
    }

    private void refuseIfArmed(long iova, long sizeBytes) throws MemoryRefusedException {
        if (faults.disarm(FaultKind.MEMORY_REFUSED)) {
            throw new MemoryRefusedException("refused by a fault plan", iova, sizeBytes);
        }
    }

    private final class Buffer extends ForwardingBuffer {
        Buffer(SharedBuffer buffer) {
            super(buffer);
        }

        @Override
        public void read(long offset, byte[] destination, int from, int length) {
            super.read(offset, destination, from, length);
            if (length > 0 && faults.useUp(FaultKind.MEMORY_CHANGES)) {
                for (int i = 0; i < CHANGES_PER_READ; i++) {
                    destination[from + random.nextInt(length)] = (byte) random.nextInt();
                }
            }
        }
    }
}
