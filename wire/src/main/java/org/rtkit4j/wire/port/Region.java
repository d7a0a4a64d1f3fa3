package org.rtkit4j.wire.port;

import java.util.List;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;

/// A named stretch of addresses: memory or registers, as a platform's device tree names them.
///
/// Addresses are unsigned 64-bit numbers, so that a region may end with the last address there is. A size is at least
/// 1 and at most [Long#MAX_VALUE]; address and size never pass the end of the address space together. A range of no
/// bytes, or of a size that is negative, lies in no region.
///
/// An offset into something is not an address. It is signed, and no bytes at the very end lie within, as with
/// [java.util.Objects#checkFromIndexSize(long, long, long)]; [#fits] asks that question.
///
/// @param name for messages: `sram` or `disp-1`, for example
/// @param start first address
/// @param sizeBytes above 0
public record Region(String name, long start, long sizeBytes) {
    /// @throws IllegalArgumentException if there is no such stretch; data from outside is asked about by [#exists]
    public Region {
        if (!exists(start, sizeBytes)) {
            throw new IllegalArgumentException("no such region: " + describe(name, start, sizeBytes));
        }
    }

    /// Returns whether address and size make a region: at least one byte, and none beyond the last address.
    public static boolean exists(long start, long sizeBytes) {
        return sizeBytes > 0 && Long.compareUnsigned(start + (sizeBytes - 1), start) >= 0;
    }

    /// Returns whether `length` bytes at `offset` lie within something of `sizeBytes`; for any numbers.
    public static boolean fits(long offset, long length, long sizeBytes) {
        return offset >= 0 && length >= 0 && length <= sizeBytes && offset <= sizeBytes - length;
    }

    /// Returns the range that an untrusted request names.
    ///
    /// @throws MemoryRefusedException if there is no such range
    public static Region requested(long address, long sizeBytes) throws MemoryRefusedException {
        if (exists(address, sizeBytes)) {
            return new Region("request", address, sizeBytes);
        }
        throw refusal("no such range", address, sizeBytes);
    }

    /// Returns the region that wholly holds the range of an untrusted request: the first that does.
    ///
    /// @throws MemoryRefusedException if there is no such range, or it lies in none of them
    public static Region holding(List<Region> regions, long address, long sizeBytes) throws MemoryRefusedException {
        for (Region region : regions) {
            if (region.contains(address, sizeBytes)) {
                return region;
            }
        }
        throw refusal("not wholly inside one of " + regions, address, sizeBytes);
    }

    private static MemoryRefusedException refusal(String detail, long address, long sizeBytes) {
        Reason range = exists(address, sizeBytes) ? Reason.OUTSIDE_REGIONS : Reason.WRAPS;
        return new MemoryRefusedException(sizeBytes == 0 ? Reason.EMPTY : range, detail, address, sizeBytes);
    }

    /// Returns whether a range lies wholly inside; for any numbers.
    ///
    /// The display driver of Linux once lacked this check, and later its overflow half.
    public boolean contains(long address, long rangeBytes) {
        // An address below the start is a huge offset here.
        return rangeBytes > 0
                && rangeBytes <= sizeBytes
                && Long.compareUnsigned(address - start, sizeBytes - rangeBytes) <= 0;
    }

    /// Returns whether two regions share an address.
    public boolean overlaps(Region other) {
        return contains(other.start, 1) || other.contains(start, 1);
    }

    @Override
    public String toString() {
        return describe(name, start, sizeBytes);
    }

    private static String describe(String name, long start, long sizeBytes) {
        return "%s at 0x%x, size 0x%x".formatted(name, start, sizeBytes);
    }
}
