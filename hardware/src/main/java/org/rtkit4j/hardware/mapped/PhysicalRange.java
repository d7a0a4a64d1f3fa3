package org.rtkit4j.hardware.mapped;

/// A stretch of physical addresses.
///
/// @param name what it is, for messages
/// @param start physical address of its first byte, not negative
/// @param sizeBytes above 0
public record PhysicalRange(String name, long start, long sizeBytes) {
    public PhysicalRange {
        if (start < 0 || sizeBytes <= 0 || sizeBytes > Long.MAX_VALUE - start) {
            throw new IllegalArgumentException(
                    "no such range: name=%s, start=0x%x, size=0x%x".formatted(name, start, sizeBytes));
        }
    }

    /// Returns whether a whole range lies inside; for any numbers.
    public boolean contains(long address, long length) {
        return address >= start && length >= 0 && length <= sizeBytes && address - start <= sizeBytes - length;
    }

    @Override
    public String toString() {
        return "%s 0x%x+0x%x".formatted(name, start, sizeBytes);
    }
}
