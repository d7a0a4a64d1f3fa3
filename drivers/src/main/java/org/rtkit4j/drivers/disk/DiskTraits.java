package org.rtkit4j.drivers.disk;

import org.rtkit4j.wire.port.Region;

/// What a disk is, and can.
///
/// @param model as the disk calls itself
/// @param serial its serial number
/// @param firmware the revision of its firmware
/// @param blockBytes what offsets and lengths of commands are multiples of; a power of two
/// @param sizeBytes a multiple of `blockBytes`
/// @param maxTransferBytes the longest read or write; a multiple of `blockBytes`
/// @param maxRangeBytes the longest command that moves no data; a multiple of `blockBytes`
/// @param depth how many commands it works on at once
/// @param isReadOnly whether it refuses every change
/// @param canTrim whether it takes hints about blocks that nobody needs
/// @param canWriteZeroes whether it takes zeroes without data
public record DiskTraits(
        String model,
        String serial,
        String firmware,
        int blockBytes,
        long sizeBytes,
        int maxTransferBytes,
        long maxRangeBytes,
        int depth,
        boolean isReadOnly,
        boolean canTrim,
        boolean canWriteZeroes) {
    public DiskTraits {
        if (Integer.bitCount(blockBytes) != 1 || sizeBytes < 0 || sizeBytes % blockBytes != 0) {
            throw new IllegalArgumentException("no such disk: block=%d, size=%d".formatted(blockBytes, sizeBytes));
        }
        if (maxTransferBytes < blockBytes || maxTransferBytes % blockBytes != 0 || maxRangeBytes % blockBytes != 0) {
            throw new IllegalArgumentException("no such disk: block=%d, transfer=%d, range=%d"
                    .formatted(blockBytes, maxTransferBytes, maxRangeBytes));
        }
    }

    /// Returns the same disk as one that refuses every change.
    public DiskTraits readOnly() {
        return new DiskTraits(
                model,
                serial,
                firmware,
                blockBytes,
                sizeBytes,
                maxTransferBytes,
                maxRangeBytes,
                depth,
                true,
                false,
                false);
    }

    /// Returns whether a range is made of whole blocks that the disk has.
    public boolean holds(long offset, long length) {
        return length > 0 && Region.fits(offset, length, sizeBytes) && ((offset | length) & (blockBytes - 1)) == 0;
    }
}
