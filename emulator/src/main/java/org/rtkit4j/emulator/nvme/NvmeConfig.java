package org.rtkit4j.emulator.nvme;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.nvme.NvmeVariant;

/// What one storage controller is like.
///
/// @param variant which chip's
/// @param physAddr where its registers lie
/// @param nvmmuAddr where those of the NVMMU lie, on chips where they have a window of their own; else it counts for
/// nothing
/// @param rules what its firmware insists on
/// @param atStart what its registers read after power-on
/// @param blocks size of its disk; of an image that exists the file's size counts
/// @param blockBytes size of a block: 512, 1024, 2048 or 4096
/// @param image the file that holds the disk; null: memory does
/// @param cacheBlocks how many blocks its volatile write cache holds
/// @param loss what becomes of them when power is lost
/// @param mostPages longest transfer, as a power of two of pages of 4 KiB; 0: no limit is told
/// @param faults how it fails
/// @param controllerFaults how the controller itself fails
/// @param seed what decides by chance
/// @param model its model number, at most 40 characters
/// @param serial its serial number, at most 20 characters
/// @param revision its firmware's revision, at most 8 characters
public record NvmeConfig(
        NvmeVariant variant,
        long physAddr,
        long nvmmuAddr,
        NvmeRules rules,
        RegistersAtStart atStart,
        long blocks,
        int blockBytes,
        @Nullable DiskImage image,
        int cacheBlocks,
        CacheLoss loss,
        int mostPages,
        List<NvmeFaultRule> faults,
        List<ControllerFault> controllerFaults,
        long seed,
        String model,
        String serial,
        String revision) {
    /// Largest of [#mostPages]: 16 MiB.
    public static final int MOST_PAGES = 12;

    public NvmeConfig {
        faults = List.copyOf(faults);
        controllerFaults = List.copyOf(controllerFaults);
        boolean isBlock = Integer.bitCount(blockBytes) == 1 && blockBytes >= 512 && blockBytes <= Prp.PAGE_BYTES;
        if (!isBlock || blocks <= 0 || blocks > Long.MAX_VALUE / blockBytes) {
            throw new IllegalArgumentException("no such disk: blocks=%d, block=%d".formatted(blocks, blockBytes));
        }
        if (cacheBlocks < 1 || cacheBlocks > 1 << 20) {
            throw new IllegalArgumentException("not between 1 and 1048576: cache blocks=" + cacheBlocks);
        }
        if (mostPages < 0 || mostPages > MOST_PAGES) {
            throw new IllegalArgumentException("not between 0 and 12: longest transfer=" + mostPages);
        }
        if (variant.hasOwnNvmmu() && nvmmuAddr == 0) {
            throw new IllegalArgumentException(
                    "%s and the address of an NVMMU of its own: address=0x%x".formatted(variant.label(), nvmmuAddr));
        }
    }

    /// Returns the longest transfer in bytes: where no limit is told, the longest that can be.
    int mostBytes() {
        return Prp.PAGE_BYTES << (mostPages == 0 ? MOST_PAGES : mostPages);
    }
}
