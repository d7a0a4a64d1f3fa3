package org.rtkit4j.core.memory;

/// A range of memory or registers that the platform names for one co-processor, as its device tree does.
///
/// @param name for example `sram` or `disp-1`
/// @param start first address
/// @param sizeBytes above 0
public record Region(String name, long start, long sizeBytes) {
    public Region {
        if (sizeBytes <= 0 || start < 0 || start > Long.MAX_VALUE - sizeBytes) {
            throw new IllegalArgumentException("no such region: " + describe(name, start, sizeBytes));
        }
    }

    /// Returns whether a range lies wholly inside, without the overflow of `address + size`.
    ///
    /// The display driver of Linux once lacked this check, and later its overflow half.
    public boolean contains(long address, long rangeBytes) {
        long offset = address - start;
        return address >= start && rangeBytes > 0 && rangeBytes <= sizeBytes && offset <= sizeBytes - rangeBytes;
    }

    @Override
    public String toString() {
        return describe(name, start, sizeBytes);
    }

    private static String describe(String name, long start, long sizeBytes) {
        return "%s at 0x%x, size 0x%x".formatted(name, start, sizeBytes);
    }
}
