package org.rtkit4j.emulator.machine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.SharedBuffer;

/// The memory that one co-processor can reach: what the AP has allocated for it here, the regions of its own, and
/// what the filter before it lets through, which an AP outside of this process programs.
///
/// The AP's side is [DeviceMemory]; the firmware's is [#load] and [#store], which check every access as an IOMMU
/// would. Any thread may use it.
public final class IoSpace implements DeviceMemory {
    private final Ram ram;
    private final long ramBase;
    private final RangeAllocator ramAllocator;
    private final @Nullable RangeAllocator iovaAllocator;
    private final Map<Region, Ram> regions;
    private final DmaFilter filter;
    private final TreeMap<Long, IoBuffer> allocated = new TreeMap<>();
    private int openBuffers;
    private long openBytes;

    IoSpace(
            Ram ram,
            long ramBase,
            RangeAllocator ramAllocator,
            @Nullable RangeAllocator iovaAllocator,
            Map<Region, Ram> regions,
            DmaFilter filter) {
        this.ram = ram;
        this.ramBase = ramBase;
        this.ramAllocator = ramAllocator;
        this.iovaAllocator = iovaAllocator;
        this.regions = new LinkedHashMap<>(regions);
        this.filter = filter;
    }

    @Override
    public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
        DeviceMemory.checkSize(sizeBytes, ram.sizeBytes());
        long rounded = RangeAllocator.roundUp(sizeBytes);
        long physAddr = ramAllocator.allocate(rounded);
        if (physAddr == RangeAllocator.NONE) {
            throw new MemoryRefusedException(Reason.EXHAUSTED, "no memory left", 0, sizeBytes);
        }
        long iova = iovaAllocator == null ? physAddr : iovaAllocator.allocate(rounded);
        if (iova == RangeAllocator.NONE) {
            ramAllocator.free(physAddr, rounded);
            throw new MemoryRefusedException(Reason.EXHAUSTED, "no address left for the co-processor", 0, sizeBytes);
        }
        return open(new IoBuffer(this, ram, physAddr - ramBase, iova, sizeBytes, true));
    }

    @Override
    public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
        Region region = Region.holding(regions(), iova, sizeBytes);
        Ram memory = Objects.requireNonNull(regions.get(region));
        return open(new IoBuffer(this, memory, iova - region.start(), iova, sizeBytes, false));
    }

    /// Returns the regions of the co-processor's own.
    public List<Region> regions() {
        return List.copyOf(regions.keySet());
    }

    /// Returns how many buffers the AP has open, allocated and mapped ones.
    public synchronized int openBuffers() {
        return openBuffers;
    }

    /// Returns the bytes of the buffers that the AP has open.
    public synchronized long openBytes() {
        return openBytes;
    }

    /// Returns what another device of the co-processor's reaches, which has a filter of its own: the buffers of the
    /// AP in this process, the regions, and what its filter lets through.
    public View through(DmaFilter other) {
        return (iova, destination, from, length) -> load(other, iova, destination, from, length);
    }

    /// The memory as another device sees it.
    @FunctionalInterface
    public interface View {
        /// Reads as that device.
        ///
        /// @throws DmaFault unless the whole range lies in one buffer of the AP, in one region, or behind its
        /// filter
        void load(long iova, byte[] destination, int from, int length);
    }

    /// Reads as the co-processor.
    ///
    /// @throws DmaFault unless the whole range lies in one buffer of the AP, in one region, or behind the filter
    public void load(long iova, byte[] destination, int from, int length) {
        load(filter, iova, destination, from, length);
    }

    private synchronized void load(DmaFilter behind, long iova, byte[] destination, int from, int length) {
        IoBuffer buffer = reachable(iova, length);
        if (buffer != null) {
            buffer.memory.read(buffer.offset + (iova - buffer.iova), destination, from, length);
            return;
        }
        for (int done = 0; done < length; ) {
            int part = withinPage(iova + done, length - done);
            ram.read(filtered(behind, iova + done, part, false), destination, from + done, part);
            done += part;
        }
    }

    /// Writes as the co-processor.
    ///
    /// @throws DmaFault unless the whole range lies in one buffer of the AP, in one region, or behind the filter;
    /// as on hardware, what comes before the refused page is written then. So it is where the process has no room
    /// for more
    public void store(long iova, byte[] source, int from, int length) {
        try {
            storeInMemory(iova, source, from, length);
        } catch (MemoryExhausted e) {
            throw new DmaFault(iova, length, true);
        }
    }

    private synchronized void storeInMemory(long iova, byte[] source, int from, int length) {
        IoBuffer buffer = reachable(iova, length);
        if (buffer != null) {
            buffer.memory.write(buffer.offset + (iova - buffer.iova), source, from, length);
            return;
        }
        for (int done = 0; done < length; ) {
            int part = withinPage(iova + done, length - done);
            ram.write(filtered(filter, iova + done, part, true), source, from + done, part);
            done += part;
        }
    }

    /// Returns where an address of the co-processor's lies in the machine; empty where it does not reach anything.
    public synchronized OptionalLong toPhysical(long iova) {
        IoBuffer buffer = reachable(iova, 1);
        if (buffer == null) {
            long physAddr = filter.toPhysical(iova, false);
            return physAddr == DmaFilter.REFUSED ? OptionalLong.empty() : OptionalLong.of(physAddr);
        }
        // AP and co-processor see a region at the same address.
        return OptionalLong.of(buffer.allocated ? ramBase + buffer.offset + (iova - buffer.iova) : iova);
    }

    /// Does something while nobody reads or writes a buffer: the AP sees all of it or nothing.
    public synchronized void atomically(Runnable action) {
        action.run();
    }

    // Returns the offset in RAM of an access that does not cross a page.
    private long filtered(DmaFilter behind, long iova, int length, boolean write) {
        long offset = behind.toPhysical(iova, write) - ramBase;
        if (!Region.fits(offset, length, ram.sizeBytes())) {
            throw new DmaFault(iova, length, write);
        }
        return offset;
    }

    private static int withinPage(long iova, int length) {
        return (int) Math.min(length, DmaFilter.PAGE_BYTES - (iova & (DmaFilter.PAGE_BYTES - 1)));
    }

    private @Nullable IoBuffer reachable(long iova, int length) {
        Map.Entry<Long, IoBuffer> below = allocated.floorEntry(iova);
        if (below != null && below.getValue().holds(iova, length)) {
            return below.getValue();
        }
        for (Map.Entry<Region, Ram> entry : regions.entrySet()) {
            Region region = entry.getKey();
            if (region.contains(iova, length)) {
                return new IoBuffer(this, entry.getValue(), 0, region.start(), region.sizeBytes(), false);
            }
        }
        return null;
    }

    private synchronized IoBuffer open(IoBuffer buffer) {
        openBuffers++;
        openBytes += buffer.sizeBytes;
        if (buffer.allocated) {
            allocated.put(buffer.iova, buffer);
        }
        return buffer;
    }

    synchronized void close(IoBuffer buffer) {
        openBuffers--;
        openBytes -= buffer.sizeBytes;
        if (!buffer.allocated) {
            return;
        }
        allocated.remove(buffer.iova);
        long rounded = RangeAllocator.roundUp(buffer.sizeBytes);
        ram.forget(buffer.offset, rounded);
        ramAllocator.free(ramBase + buffer.offset, rounded);
        if (iovaAllocator != null) {
            iovaAllocator.free(buffer.iova, rounded);
        }
    }
}
