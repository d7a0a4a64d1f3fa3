package org.rtkit4j.simulation;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.ForwardingBuffer;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.SharedBuffer;

/// Memory of which no byte is given twice at the same time.
final class MappedOnce implements DeviceMemory {
    private final World world;
    private final DeviceMemory memory;
    private final List<Region> given = new ArrayList<>();

    MappedOnce(World world, DeviceMemory memory) {
        this.world = world;
        this.memory = memory;
    }

    @Override
    public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
        return given(memory.allocate(sizeBytes));
    }

    @Override
    public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
        return given(memory.map(iova, sizeBytes));
    }

    private SharedBuffer given(SharedBuffer buffer) {
        var region = new Region("given", buffer.iova(), buffer.sizeBytes());
        given.stream().filter(each -> overlap(each, region)).findAny().ifPresent(each -> {
            throw world.failure("memory is mapped twice: %s, %s".formatted(each, region));
        });
        given.add(region);
        return new ForwardingBuffer(buffer) {
            @Override
            public void close() {
                given.remove(region);
                super.close();
            }
        };
    }

    private static boolean overlap(Region one, Region other) {
        return one.contains(other.start(), 1) || other.contains(one.start(), 1);
    }
}
