package org.rtkit4j.hardware.mapped;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.Releases;
import org.rtkit4j.wire.port.SharedBuffer;

/// Memory of this machine that a co-processor shares: its own regions, which it may ask to be mapped, and a stretch
/// of RAM that the operating system leaves alone, from which buffers are given.
///
/// The co-processor sees physical addresses. What else has to allow it (a SART, a DART) is somebody else's to open.
/// Any thread may use it.
public final class MappedMemory implements DeviceMemory {
    /// Buffers begin and end at granules of every IOMMU before a co-processor.
    private static final long GRANULE_BYTES = 0x4000;

    private final PhysicalAccess access;
    private final List<Region> regions;
    private final @Nullable Region ram;
    private final List<Region> given = new ArrayList<>();
    private final Map<Region, MemorySegment> mappings = new HashMap<>();

    /// @param regions what [#map] grants
    /// @param ram what [#allocate] gives from, or null: it refuses then
    public MappedMemory(PhysicalAccess access, List<Region> regions, @Nullable Region ram) {
        this.access = access;
        this.regions = List.copyOf(regions);
        this.ram = ram;
    }

    @Override
    public synchronized SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
        if (ram == null) {
            throw new MemoryRefusedException(Reason.NOT_OFFERED, "no RAM was set aside for buffers", 0, sizeBytes);
        }
        DeviceMemory.checkSize(sizeBytes, ram.sizeBytes());
        Region granules = take((sizeBytes + GRANULE_BYTES - 1) & -GRANULE_BYTES, ram);
        MappedBuffer buffer = open(ram, granules.start(), sizeBytes, () -> giveBack(granules));
        try {
            buffer.clear();
            return buffer;
        } catch (RuntimeException e) {
            throw Releases.after(e, buffer::close);
        }
    }

    @Override
    public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
        return open(Region.holding(regions, iova, sizeBytes), iova, sizeBytes, () -> {});
    }

    private MappedBuffer open(Region range, long physAddr, long sizeBytes, Runnable onClose)
            throws MemoryRefusedException {
        try {
            return new MappedBuffer(mapped(range).asSlice(physAddr - range.start(), sizeBytes), physAddr, onClose);
        } catch (IOException e) {
            var refusal = new MemoryRefusedException(String.valueOf(e.getMessage()), physAddr, sizeBytes);
            throw Releases.after(refusal, onClose::run);
        }
    }

    // A mapping lasts as long as the way in: each range is mapped once, however often its buffers come and go.
    private synchronized MemorySegment mapped(Region range) throws IOException {
        MemorySegment known = mappings.get(range);
        if (known == null) {
            known = access.map(range.start(), range.sizeBytes());
            mappings.put(range, known);
        }
        return known;
    }

    // First fit: a co-processor has a handful of buffers.
    private Region take(long sizeBytes, Region from) throws MemoryRefusedException {
        long at = (from.start() + GRANULE_BYTES - 1) & -GRANULE_BYTES;
        int index = 0;
        while (index < given.size() && given.get(index).start() - at < sizeBytes) {
            at = given.get(index).start() + given.get(index).sizeBytes();
            index++;
        }
        if (!from.contains(at, sizeBytes)) {
            throw new MemoryRefusedException(Reason.EXHAUSTED, "no room left in " + from, 0, sizeBytes);
        }
        var taken = new Region("buffer", at, sizeBytes);
        given.add(index, taken);
        return taken;
    }

    private synchronized void giveBack(Region range) {
        given.removeIf(taken -> taken.start() == range.start());
    }
}
