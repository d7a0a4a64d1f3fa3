package org.rtkit4j.core.memory;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.ForwardingBuffer;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Releases;
import org.rtkit4j.wire.port.SharedBuffer;

/// Physical memory behind a gate: a buffer is opened to the co-processor before it hears of it, and shut before
/// the memory is given back.
public final class GatedMemory implements DeviceMemory {
    private final DeviceMemory physical;
    private final MemoryGate gate;

    /// Puts `gate` in front of memory whose addresses are physical.
    public GatedMemory(DeviceMemory physical, MemoryGate gate) {
        this.physical = physical;
        this.gate = gate;
    }

    @Override
    public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
        SharedBuffer buffer = physical.allocate(sizeBytes);
        try {
            return new Gated(buffer, open(buffer));
        } catch (MemoryRefusedException | RuntimeException e) {
            Releases.after(e, buffer::close);
            throw e;
        }
    }

    /// Maps memory that the firmware owns and already reaches: the gate is asked where it is, and not changed.
    @Override
    public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
        long physAddr;
        synchronized (gate) {
            physAddr = gate.toPhysical(iova, sizeBytes);
        }
        return new Renamed(physical.map(physAddr, sizeBytes), iova);
    }

    private long open(SharedBuffer buffer) throws MemoryRefusedException {
        synchronized (gate) {
            return gate.open(buffer.iova(), buffer.sizeBytes());
        }
    }

    /// A buffer under the co-processor's address instead of the physical one.
    private static class Renamed extends ForwardingBuffer {
        private final long iova;

        Renamed(SharedBuffer buffer, long iova) {
            super(buffer);
            this.iova = iova;
        }

        @Override
        public long iova() {
            return iova;
        }

        @Override
        public void read(long offset, ByteBuffer destination, int from, int length) {
            inner().read(offset, destination, from, length);
        }

        @Override
        public void write(long offset, ByteBuffer source, int from, int length) {
            inner().write(offset, source, from, length);
        }
    }

    private final class Gated extends Renamed {
        private final AtomicBoolean isOpen = new AtomicBoolean(true);

        Gated(SharedBuffer buffer, long iova) {
            super(buffer, iova);
        }

        @Override
        public void close() {
            if (isOpen.compareAndSet(true, false)) {
                Releases.all(this::shut, super::close);
            }
        }

        private void shut() {
            synchronized (gate) {
                gate.shut(iova(), sizeBytes());
            }
        }
    }
}
