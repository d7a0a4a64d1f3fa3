package org.rtkit4j.capture.record;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.tap.Snapshot;
import org.rtkit4j.capture.tap.SnapshotSource;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Vocabulary;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.ForwardingBuffer;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.SharedBuffer;

/// The memory that a co-processor and the AP share, watched: what a message refers to can be copied when it is said.
///
/// Only what the AP itself has mapped is read, within its bounds; what cannot be read is left out.
public final class TappedMemory implements DeviceMemory, SnapshotSource {
    private final DeviceMemory memory;
    private final ReferredMemory referred;
    private final ConcurrentSkipListMap<Long, SharedBuffer> open = new ConcurrentSkipListMap<>(Long::compareUnsigned);

    /// Goes round a co-processor's memory.
    ///
    /// @param vocabulary how the messages are read that refer to it
    public TappedMemory(DeviceMemory memory, Vocabulary vocabulary) {
        this.memory = memory;
        referred = new ReferredMemory(vocabulary, this::copy);
    }

    @Override
    public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
        return new Watched(memory.allocate(sizeBytes));
    }

    @Override
    public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
        return new Watched(memory.map(iova, sizeBytes));
    }

    @Override
    public @Nullable Snapshot of(Direction direction, long msg0, long msg1) {
        return referred.of(direction, msg0, msg1);
    }

    private byte @Nullable [] copy(long iova, int mostBytes) {
        Map.Entry<Long, SharedBuffer> entry = open.floorEntry(iova);
        if (entry == null) {
            return null;
        }
        long offset = iova - entry.getKey();
        long size = entry.getValue().sizeBytes();
        if (Long.compareUnsigned(offset, size) >= 0) {
            return null;
        }
        var bytes = new byte[(int) Math.min(mostBytes, size - offset)];
        return read(entry.getValue(), offset, bytes) ? bytes : null;
    }

    // A buffer may be closed by another thread; a way in may break. Neither is the message's fault.
    private static boolean read(SharedBuffer buffer, long offset, byte[] bytes) {
        try {
            buffer.read(offset, bytes, 0, bytes.length);
            return true;
        } catch (RuntimeException _) {
            return false;
        }
    }

    private final class Watched extends ForwardingBuffer {
        Watched(SharedBuffer buffer) {
            super(buffer);
            open.put(iova(), this);
        }

        @Override
        public void close() {
            open.remove(iova(), this);
            super.close();
        }
    }
}
