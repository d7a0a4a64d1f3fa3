package org.rtkit4j.drivers.iomfb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.memory.MemoryBroker;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.Releases;
import org.rtkit4j.wire.port.SharedBuffer;

/// What the display's firmware was given of memory and registers, each under a number; 0 is none.
///
/// Everything comes from the co-processor's broker, which knows the registers that the device tree names. A request
/// that it refuses, or that is too much, gives nothing, and is counted. Source of the calls and of the order in which
/// they are checked: linux drivers/gpu/drm/apple/iomfb_template.c.
///
/// Everything happens under the co-processor's lock.
public final class MemoryDescriptors implements AutoCloseable {
    /// The number of no memory.
    public static final int NONE = 0;

    /// How many there are at most, 0 included.
    static final int COUNT = 128;

    /// *Guess* `iomfb-buffers` at the most that one firmware has need of together.
    static final long MOST_BYTES = 64L << 20;

    private static final long PAGE_BYTES = 0x1000;

    private final MemoryBroker broker;
    private final @Nullable Given[] given = new Given[COUNT];
    private final @Nullable Region[] opened;
    private long bufferBytes;
    private long refusals;

    /// Memory or registers, as the co-processor sees them.
    ///
    /// @param buffer memory that was allocated; null: registers
    record Given(long iova, long sizeBytes, @Nullable SharedBuffer buffer) {}

    /// @param registers how many regions of registers the device tree names
    public MemoryDescriptors(MemoryBroker broker, int registers) {
        this.broker = broker;
        opened = new Region[registers];
    }

    /// Returns how many requests were refused.
    public long refusals() {
        return refusals;
    }

    /// Returns how many descriptors are in use.
    public int inUse() {
        int used = 0;
        for (Given each : given) {
            used += each == null ? 0 : 1;
        }
        return used;
    }

    /// Allocates memory; returns its number.
    int allocate(long sizeBytes) throws MemoryRefusedException {
        return counted(() -> {
            long size = wholePages(sizeBytes, 0);
            if (bufferBytes + size > MOST_BYTES) {
                throw new MemoryRefusedException(
                        Reason.EXHAUSTED, "the firmware has 0x%x bytes already".formatted(bufferBytes), 0, sizeBytes);
            }
            int id = free();
            given[id] = given(broker.allocate(size), size);
            bufferBytes += size;
            return id;
        });
    }

    private static Given given(SharedBuffer buffer, long size) {
        return new Given(buffer.iova(), size, buffer);
    }

    /// Opens registers by their physical address; returns the number.
    int mapPhysical(long physAddr, long sizeBytes) throws MemoryRefusedException {
        return counted(() -> {
            long size = wholePages(sizeBytes, physAddr);
            int id = free();
            given[id] = new Given(broker.open(physAddr, size), size, null);
            return id;
        });
    }

    /// Returns a region of registers by its index.
    Region region(long index) throws MemoryRefusedException {
        return counted(() -> broker.region(index < opened.length ? (int) index : -1));
    }

    /// Opens a region of registers by its index, once however often it is asked for; returns where it is seen.
    long openRegion(long index) throws MemoryRefusedException {
        Region region = region(index);
        Region open = opened[(int) index];
        if (open == null) {
            open = counted(() ->
                    new Region(region.name(), broker.open(region.start(), region.sizeBytes()), region.sizeBytes()));
            opened[(int) index] = open;
        }
        return open.start();
    }

    /// Returns what a number stands for, or null.
    @Nullable
    Given find(long id) {
        return id > NONE && id < COUNT ? given[(int) id] : null;
    }

    /// Returns memory by its number; registers are none.
    Given buffer(long id) throws MemoryRefusedException {
        return counted(() -> {
            Given found = find(id);
            if (found == null || found.buffer() == null) {
                throw unknown(id);
            }
            return found;
        });
    }

    /// Takes memory or registers back.
    void release(long id) throws MemoryRefusedException {
        Given found = counted(() -> {
            Given known = find(id);
            if (known == null) {
                throw unknown(id);
            }
            return known;
        });
        given[(int) id] = null;
        release(found);
    }

    private void release(Given found) {
        SharedBuffer buffer = found.buffer();
        if (buffer == null) {
            broker.shut(found.iova(), found.sizeBytes());
        } else {
            bufferBytes -= found.sizeBytes();
            buffer.close();
        }
    }

    /// Takes everything back: the firmware runs no more.
    @Override
    public void close() {
        List<Given> memory = those(given);
        List<Region> registers = those(opened);
        Arrays.fill(given, null);
        Arrays.fill(opened, null);
        Releases.all(
                () -> Releases.each(memory, this::release),
                () -> Releases.each(registers, each -> broker.shut(each.start(), each.sizeBytes())));
    }

    private static <T> List<T> those(@Nullable T[] places) {
        var there = new ArrayList<T>();
        for (T each : places) {
            if (each != null) {
                there.add(each);
            }
        }
        return there;
    }

    private int free() throws MemoryRefusedException {
        for (int id = NONE + 1; id < COUNT; id++) {
            if (given[id] == null) {
                return id;
            }
        }
        throw new MemoryRefusedException(Reason.EXHAUSTED, "every descriptor is in use", 0, 0);
    }

    private static MemoryRefusedException unknown(long id) {
        return new MemoryRefusedException(Reason.NO_SUCH_REGION, "no memory has the number " + id, 0, 0);
    }

    // A size near the end of all numbers becomes none by being rounded: it is refused as it came.
    private static long wholePages(long sizeBytes, long address) throws MemoryRefusedException {
        Region.requested(address, sizeBytes);
        long rounded = (sizeBytes + PAGE_BYTES - 1) & -PAGE_BYTES;
        Region.requested(address, rounded);
        return rounded;
    }

    @FunctionalInterface
    private interface Request<T> {
        T make() throws MemoryRefusedException;
    }

    private <T> T counted(Request<T> request) throws MemoryRefusedException {
        try {
            return request.make();
        } catch (MemoryRefusedException e) {
            refusals++;
            throw e;
        }
    }
}
