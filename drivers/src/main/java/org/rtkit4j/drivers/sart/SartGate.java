package org.rtkit4j.drivers.sart;

import org.rtkit4j.core.memory.MemoryGate;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.SartRegisters;

/// A SART through its registers: what a co-processor is to reach gets one of sixteen entries.
///
/// Entries that are in use when this begins are the boot loader's: they count for [#toPhysical], and are never
/// changed. Source: linux `drivers/soc/apple/sart.c`.
public final class SartGate implements MemoryGate {
    private static final long PAGE_BYTES = 1L << SartRegisters.PAGE_SHIFT;

    private static final long MOST_PAGES = 0xffff_ffffL;

    private final Registers registers;
    private final SartRegisters layout;
    private final boolean[] isProtected = new boolean[SartRegisters.ENTRIES];

    /// @param registers its window
    public SartGate(Registers registers, SartRegisters layout) {
        this.registers = registers;
        this.layout = layout;
        for (int entry = 0; entry < SartRegisters.ENTRIES; entry++) {
            isProtected[entry] = isUsed(entry);
        }
    }

    @Override
    public long open(long physAddr, long sizeBytes) throws MemoryRefusedException {
        long pages = sizeBytes >>> SartRegisters.PAGE_SHIFT;
        boolean fits =
                pages > 0 && pages <= layout.size().maximum() && physAddr >>> SartRegisters.PAGE_SHIFT <= MOST_PAGES;
        if (!fits || ((physAddr | sizeBytes) & (PAGE_BYTES - 1)) != 0) {
            throw new MemoryRefusedException(
                    Reason.MISALIGNED, "the filter takes whole pages of 4 KiB", physAddr, sizeBytes);
        }
        for (int entry = 0; entry < SartRegisters.ENTRIES; entry++) {
            if (!isUsed(entry)) {
                write(entry, physAddr >>> SartRegisters.PAGE_SHIFT, pages, layout.allow());
                return physAddr;
            }
        }
        throw new MemoryRefusedException(Reason.EXHAUSTED, "every entry of the filter is in use", physAddr, sizeBytes);
    }

    @Override
    public void shut(long iova, long sizeBytes) {
        for (int entry = 0; entry < SartRegisters.ENTRIES; entry++) {
            if (!isProtected[entry] && isUsed(entry) && start(entry) == iova && bytes(entry) == sizeBytes) {
                write(entry, 0, 0, 0);
                return;
            }
        }
        throw new IllegalArgumentException("no such entry: iova=0x%x, size=0x%x".formatted(iova, sizeBytes));
    }

    @Override
    public long toPhysical(long iova, long sizeBytes) throws MemoryRefusedException {
        for (int entry = 0; entry < SartRegisters.ENTRIES; entry++) {
            long within = iova - start(entry);
            if (isUsed(entry) && within >= 0 && sizeBytes > 0 && sizeBytes <= bytes(entry) - within) {
                return iova;
            }
        }
        throw new MemoryRefusedException(Reason.OUTSIDE_REGIONS, "in no entry of the filter", iova, sizeBytes);
    }

    /// Clears the entries that were in use when this began and lie wholly in `memory`, which hosts are given: those
    /// are of an earlier host, which went without a word. There are sixteen.
    ///
    /// Only while the co-processor is held in reset or known to have stopped.
    public void forgetEarlierHosts(Region memory) {
        for (int entry = 0; entry < SartRegisters.ENTRIES; entry++) {
            if (isProtected[entry] && isUsed(entry) && memory.contains(start(entry), bytes(entry))) {
                write(entry, 0, 0, 0);
                isProtected[entry] = false;
            }
        }
    }

    /// Returns how many entries are in use, the boot loader's included.
    @Override
    public int openings() {
        int used = 0;
        for (int entry = 0; entry < SartRegisters.ENTRIES; entry++) {
            used += isUsed(entry) ? 1 : 0;
        }
        return used;
    }

    // Flags last: the entry counts from then on. To clear one, first of all.
    private void write(int entry, long page, long pages, long flags) {
        if (flags == 0) {
            registers.write32(SartRegisters.config(entry), 0);
        }
        registers.write32(SartRegisters.paddr(entry), (int) page);
        if (layout.hasOwnSize()) {
            registers.write32(layout.size(entry), (int) pages);
        }
        if (flags != 0) {
            long config = layout.flags().put(0, flags);
            long whole = layout.hasOwnSize() ? config : layout.size().put(config, pages);
            registers.write32(SartRegisters.config(entry), (int) whole);
        }
    }

    private boolean isUsed(int entry) {
        return layout.flags().get(word(SartRegisters.config(entry))) != 0;
    }

    private long start(int entry) {
        return word(SartRegisters.paddr(entry)) << SartRegisters.PAGE_SHIFT;
    }

    private long bytes(int entry) {
        return layout.size().get(word(layout.size(entry))) << SartRegisters.PAGE_SHIFT;
    }

    private long word(int offset) {
        return Integer.toUnsignedLong(registers.read32(offset));
    }
}
