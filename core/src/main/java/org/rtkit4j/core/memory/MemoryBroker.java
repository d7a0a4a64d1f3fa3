package org.rtkit4j.core.memory;

import java.util.List;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.SharedBuffer;

/// Decides which memory a co-processor gets. Co-processors differ, so there are three policies behind this interface.
///
/// | policy | buffers | the firmware's own memory | registers and regions |
/// |---|---|---|---|
/// | [#apAllocates] | the AP allocates | refused | refused |
/// | [#firmwareOwns] | refused | mapped, wholly inside a named region | refused |
/// | [#namedRegions] | the AP allocates | refused | by index, by name, by address wholly inside one |
///
/// What is granted is closed by whoever asked.
@FunctionalInterface
public interface MemoryBroker {
    /// Grants a request, or says why not; the message names region and request.
    SharedBuffer grant(MemoryRequest request) throws MemoryRefusedException;

    /// The AP allocates everything: most co-processors.
    static MemoryBroker apAllocates(DeviceMemory memory) {
        return request -> switch (request) {
            case MemoryRequest.Buffer(long size) -> memory.allocate(size);
            default -> throw Checks.notOffered(request, "the AP allocates every buffer");
        };
    }

    /// The firmware brings all memory; the AP maps it, wholly inside one of `regions`: the SMC and its SRAM.
    static MemoryBroker firmwareOwns(DeviceMemory memory, List<Region> regions) {
        List<Region> named = List.copyOf(regions);
        return request -> switch (request) {
            case MemoryRequest.Owned(long iova, long size) -> {
                Region.holding(named, iova, size);
                yield memory.map(iova, size);
            }
            default -> throw Checks.notOffered(request, "the firmware brings its own memory");
        };
    }

    /// The AP allocates buffers, and maps what the platform names, asked for over an application endpoint: the
    /// display.
    static MemoryBroker namedRegions(DeviceMemory memory, List<Region> regions) {
        List<Region> named = List.copyOf(regions);
        return request -> switch (request) {
            case MemoryRequest.Buffer(long size) -> memory.allocate(size);
            case MemoryRequest.RegionByIndex(int index) -> mapped(memory, Checks.byIndex(named, index));
            case MemoryRequest.RegionByName(String name) -> mapped(memory, Checks.byName(named, name));
            case MemoryRequest.Physical(long address, long size) -> {
                Region.holding(named, address, size);
                yield memory.map(address, size);
            }
            default -> throw Checks.notOffered(request, "the firmware has no memory of its own");
        };
    }

    /// Returns this broker as the memory of a session, whose system endpoints ask for buffers in two ways only.
    default DeviceMemory asDeviceMemory() {
        return new DeviceMemory() {
            @Override
            public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
                return grant(new MemoryRequest.Buffer(sizeBytes));
            }

            @Override
            public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
                return grant(new MemoryRequest.Owned(iova, sizeBytes));
            }
        };
    }

    private static SharedBuffer mapped(DeviceMemory memory, Region region) throws MemoryRefusedException {
        return memory.map(region.start(), region.sizeBytes());
    }

    /// The checks that every policy shares.
    final class Checks {
        private Checks() {}

        static Region byIndex(List<Region> regions, int index) throws MemoryRefusedException {
            if (index < 0 || index >= regions.size()) {
                throw new MemoryRefusedException(
                        Reason.NO_SUCH_REGION, "no region has index " + index + ", there are " + regions.size(), 0, 0);
            }
            return regions.get(index);
        }

        static Region byName(List<Region> regions, String name) throws MemoryRefusedException {
            for (Region region : regions) {
                if (region.name().equals(name)) {
                    return region;
                }
            }
            throw new MemoryRefusedException(Reason.NO_SUCH_REGION, "no such region among " + regions, 0, 0);
        }

        static MemoryRefusedException notOffered(MemoryRequest request, String policy) {
            return switch (request) {
                case MemoryRequest.Buffer(long size) ->
                    new MemoryRefusedException(Reason.NOT_OFFERED, "no buffer is allocated, " + policy, 0, size);
                case MemoryRequest.Owned(long iova, long size) ->
                    new MemoryRefusedException(Reason.NOT_OFFERED, "not mapped, " + policy, iova, size);
                case MemoryRequest.Physical(long address, long size) ->
                    new MemoryRefusedException(Reason.NOT_OFFERED, "not mapped, " + policy, address, size);
                case MemoryRequest.RegionByIndex(int index) ->
                    new MemoryRefusedException(
                            Reason.NOT_OFFERED, "region " + index + " is not mapped, " + policy, 0, 0);
                case MemoryRequest.RegionByName _ ->
                    new MemoryRefusedException(Reason.NOT_OFFERED, "no region is mapped by name, " + policy, 0, 0);
            };
        }
    }
}
