package org.rtkit4j.wire.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;

class RegionTest {
    private static final Region REGION = new Region("sram", 0x1000, 0x100);

    /// Zero, both ends of both readings of a number, and what lies beside each.
    private static final long[] EDGES = {
        0, 1, 2, 0x1000, Long.MAX_VALUE - 1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, -0x1000, -2, -1
    };
    private static final BigInteger SPACE = BigInteger.ONE.shiftLeft(Long.SIZE);

    @ParameterizedTest
    @CsvSource({
        "0x1000, 0x100, true",
        "0x10ff, 1, true",
        "0x1000, 0x101, false",
        "0x1001, 0x100, false",
        "0xfff, 1, false",
        "0x1100, 1, false",
        "0x1000, 0, false",
        "0x1000, -1, false",
        "0x1000, 0x7fffffffffffffff, false",
        "0x7fffffffffffffff, 0x7fffffffffffffff, false",
        "0x7fffffffffffff00, 0x200, false",
        "-1, 0x100, false"
    })
    void containsWholeRangesOnly(String address, String size, boolean inside) {
        assertEquals(inside, REGION.contains(Long.decode(address), Long.decode(size)));
    }

    @Test
    void isNeitherEmptyNorBeyondTheAddressSpace() {
        assertThrows(IllegalArgumentException.class, () -> new Region("empty", 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Region("negative", 0, -1));
        var wraps = assertThrows(IllegalArgumentException.class, () -> new Region("wraps", -1, 2));
        assertEquals("no such region: wraps at 0xffffffffffffffff, size 0x2", wraps.getMessage());
        assertEquals("last at 0xffffffffffffffff, size 0x1", new Region("last", -1, 1).toString());
    }

    @Test
    void agreesWithTheArithmeticOfIntegersAtEveryEdge() {
        for (long start : EDGES) {
            for (long size : EDGES) {
                assertEquals(isRegion(start, size), Region.exists(start, size), () -> range(start, size));
                if (Region.exists(start, size)) {
                    agreesAtEveryEdge(new Region("region", start, size));
                }
            }
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithTheArithmeticOfIntegersAnywhere(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 10_000; round++) {
            long start = near(random, EDGES[random.nextInt(EDGES.length)]);
            long size = near(random, EDGES[random.nextInt(EDGES.length)]);
            assertEquals(isRegion(start, size), Region.exists(start, size), () -> range(start, size));
            if (Region.exists(start, size)) {
                agrees(new Region("region", start, size), near(random, start), near(random, size));
                agrees(new Region("region", start, size), near(random, start + size), near(random, 0));
            }
        }
    }

    @Test
    void offsetsAreSignedAndMayEndAnEmptyRange() {
        for (long offset : EDGES) {
            for (long length : EDGES) {
                for (long size : EDGES) {
                    boolean fits = offset >= 0
                            && length >= 0
                            && BigInteger.valueOf(offset)
                                            .add(BigInteger.valueOf(length))
                                            .compareTo(BigInteger.valueOf(size))
                                    <= 0;
                    assertEquals(fits, Region.fits(offset, length, size), () -> range(offset, length) + " in " + size);
                }
            }
        }
    }

    @Test
    void findsTheRegionThatHoldsARange() throws MemoryRefusedException {
        var last = new Region("last", -0x1000, 0x1000);
        assertEquals(REGION, Region.holding(List.of(last, REGION), 0x1080, 0x80));
        assertEquals(last, Region.holding(List.of(REGION, last), -1, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "0x1000, 0, EMPTY",
        "-1, 0, EMPTY",
        "-1, 2, WRAPS",
        "0, -1, WRAPS",
        "0x1000, -1, WRAPS",
        "0x7fffffffffffffff, 2, OUTSIDE_REGIONS",
        "0x10ff, 2, OUTSIDE_REGIONS",
        "0xfff, 2, OUTSIDE_REGIONS"
    })
    void saysWhyNoRegionHoldsARange(String address, String size, Reason reason) {
        var refused = assertThrows(
                MemoryRefusedException.class,
                () -> Region.holding(List.of(REGION), Long.decode(address), Long.decode(size)));
        assertEquals(reason, refused.reason());
    }

    @Test
    void aRequestIsARangeOrIsRefused() throws MemoryRefusedException {
        assertEquals(new Region("request", -0x1000, 0x1000), Region.requested(-0x1000, 0x1000));
        refusesToMake(0x1000, 0, Reason.EMPTY);
        refusesToMake(0x1000, -1, Reason.WRAPS);
        refusesToMake(-0x1000, 0x1001, Reason.WRAPS);
    }

    private static void refusesToMake(long address, long size, Reason reason) {
        var refused = assertThrows(MemoryRefusedException.class, () -> Region.requested(address, size));
        assertEquals(reason, refused.reason());
        assertEquals("no such range: iova=0x%x, size=0x%x".formatted(address, size), refused.getMessage());
    }

    @Test
    void anAllocationIsOfAtLeastOneByteAndOfNoMoreThanThereIs() throws MemoryRefusedException {
        DeviceMemory.checkSize(1, 0x100);
        DeviceMemory.checkSize(0x100, 0x100);
        refusesToAllocate(0, Reason.EMPTY, "a request for no bytes: iova=0x0, size=0x0");
        refusesToAllocate(0x101, Reason.EXHAUSTED, "there are never more than 0x100 bytes: iova=0x0, size=0x101");
        refusesToAllocate(
                -1, Reason.EXHAUSTED, "there are never more than 0x100 bytes: iova=0x0, size=0xffffffffffffffff");
    }

    private static void refusesToAllocate(long size, Reason reason, String message) {
        var refused = assertThrows(MemoryRefusedException.class, () -> DeviceMemory.checkSize(size, 0x100));
        assertEquals(reason, refused.reason());
        assertEquals(message, refused.getMessage());
    }

    private static void agreesAtEveryEdge(Region region) {
        for (long address : EDGES) {
            for (long size : EDGES) {
                agrees(region, address, size);
                agrees(region, region.start() + address, size);
                agrees(region, region.start() + address, region.sizeBytes() + size);
            }
        }
    }

    private static void agrees(Region region, long address, long size) {
        boolean isInside = size > 0
                && unsigned(address).compareTo(unsigned(region.start())) >= 0
                && end(address, size).compareTo(end(region.start(), region.sizeBytes())) <= 0;
        assertEquals(isInside, region.contains(address, size), () -> range(address, size) + " in " + region);
        if (Region.exists(address, size)) {
            var other = new Region("other", address, size);
            boolean isApart = end(address, size).compareTo(unsigned(region.start())) <= 0
                    || end(region.start(), region.sizeBytes()).compareTo(unsigned(address)) <= 0;
            assertEquals(!isApart, region.overlaps(other), () -> region + " and " + other);
            assertEquals(!isApart, other.overlaps(region), () -> other + " and " + region);
        }
    }

    private static boolean isRegion(long start, long size) {
        return size > 0 && end(start, size).compareTo(SPACE) <= 0;
    }

    private static BigInteger end(long start, long size) {
        return unsigned(start).add(BigInteger.valueOf(size));
    }

    private static BigInteger unsigned(long number) {
        return number < 0 ? BigInteger.valueOf(number).add(SPACE) : BigInteger.valueOf(number);
    }

    private static long near(SplittableRandom random, long number) {
        return number + random.nextInt(-3, 4);
    }

    private static String range(long start, long size) {
        return "0x%x+%d".formatted(start, size);
    }
}
