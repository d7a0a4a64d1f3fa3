package org.rtkit4j.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.SharedBuffer;

/// What every [DeviceMemory] does at the edges of a range: a test class implements this for its own, and inherits
/// the tests.
public interface DeviceMemoryContract {
    /// Returns memory that still has room, and maps [#region] and nothing else.
    DeviceMemory memory() throws Exception;

    /// Returns the region that is mapped on request: at least three bytes, apart from all that is allocated.
    Region region();

    @Test
    default void mapsItsRegionToTheLastByte() throws Exception {
        Region region = region();
        long last = region.start() + region.sizeBytes() - 1;
        for (long[] range : new long[][] {{region.start(), region.sizeBytes()}, {region.start(), 1}, {last, 1}}) {
            try (SharedBuffer buffer = memory().map(range[0], range[1])) {
                assertEquals(range[0], buffer.iova());
                assertEquals(range[1], buffer.sizeBytes());
                buffer.read(range[1] - 1, new byte[1], 0, 1);
                buffer.read(range[1], new byte[0], 0, 0);
                assertThrows(IndexOutOfBoundsException.class, () -> buffer.read(range[1], new byte[1], 0, 1));
                assertThrows(IndexOutOfBoundsException.class, () -> buffer.read(-1, new byte[1], 0, 1));
                assertThrows(IndexOutOfBoundsException.class, () -> buffer.write(0, new byte[1], 0, -1));
            }
        }
    }

    @Test
    default void mapsNoRangeThatLeavesItsRegion() throws Exception {
        Region region = region();
        long end = region.start() + region.sizeBytes();
        var outside = Reason.OUTSIDE_REGIONS;
        refusesToMap(outside, region.start() - 1, 1);
        refusesToMap(outside, region.start() - 1, region.sizeBytes());
        refusesToMap(outside, region.start(), region.sizeBytes() + 1);
        refusesToMap(outside, region.start() + 1, region.sizeBytes());
        refusesToMap(outside, end - 1, 2);
        refusesToMap(outside, end, 1);
        refusesToMap(outside, region.start() ^ Long.MIN_VALUE, 1);
        refusesToMap(outside, 0, Long.MAX_VALUE);
        refusesToMap(outside, -1, 1);
    }

    @Test
    default void mapsNoRangeThatThereIsNot() throws Exception {
        Region region = region();
        refusesToMap(Reason.EMPTY, region.start(), 0);
        refusesToMap(Reason.EMPTY, 0, 0);
        refusesToMap(Reason.WRAPS, region.start(), -1);
        refusesToMap(Reason.WRAPS, region.start(), Long.MIN_VALUE);
        refusesToMap(Reason.WRAPS, -1, 2);
        refusesToMap(Reason.WRAPS, -region.sizeBytes(), Long.MAX_VALUE);
    }

    @Test
    default void allocatesNoSizeThatThereIsNot() throws Exception {
        refusesToAllocate(Reason.EMPTY, 0);
        refusesToAllocate(Reason.EXHAUSTED, -1);
        refusesToAllocate(Reason.EXHAUSTED, Long.MIN_VALUE);
        refusesToAllocate(Reason.EXHAUSTED, Long.MAX_VALUE);
        try (SharedBuffer buffer = memory().allocate(1)) {
            assertEquals(1, buffer.sizeBytes());
        }
    }

    private void refusesToMap(Reason reason, long iova, long sizeBytes) throws Exception {
        DeviceMemory memory = memory();
        var refused = assertThrows(MemoryRefusedException.class, () -> memory.map(iova, sizeBytes));
        assertEquals(reason, refused.reason(), refused::getMessage);
    }

    private void refusesToAllocate(Reason reason, long sizeBytes) throws Exception {
        DeviceMemory memory = memory();
        var refused = assertThrows(MemoryRefusedException.class, () -> memory.allocate(sizeBytes));
        assertEquals(reason, refused.reason(), refused::getMessage);
    }
}
