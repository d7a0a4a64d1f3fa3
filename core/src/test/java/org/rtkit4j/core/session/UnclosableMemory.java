package org.rtkit4j.core.session;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.ForwardingBuffer;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.SharedBuffer;

/// Memory of which some buffers cannot be closed; tells which were tried.
public final class UnclosableMemory implements DeviceMemory {
    /// The buffers whose close was called, by the order in which they were given.
    public final List<Integer> tried = new ArrayList<>();

    private final FakeMemory memory = new FakeMemory();
    private final List<Integer> broken;
    private int given;

    /// @param broken which of the buffers throw when they are closed, from 0
    public UnclosableMemory(Integer... broken) {
        this.broken = List.of(broken);
    }

    @Override
    public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
        int index = given++;
        return new ForwardingBuffer(memory.allocate(sizeBytes)) {
            @Override
            public void close() {
                tried.add(index);
                if (broken.contains(index)) {
                    throw new IllegalStateException("cannot be closed: buffer=" + index);
                }
                super.close();
            }
        };
    }

    @Override
    public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
        return memory.map(iova, sizeBytes);
    }
}
