package org.rtkit4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionTest {
    private static final Region REGION = new Region("sram", 0x1000, 0x100);

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
        assertThrows(IllegalArgumentException.class, () -> new Region("wraps", Long.MAX_VALUE, 1));
        assertThrows(IllegalArgumentException.class, () -> new Region("negative", -1, 1));
    }
}
