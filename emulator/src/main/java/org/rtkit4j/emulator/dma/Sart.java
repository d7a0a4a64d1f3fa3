package org.rtkit4j.emulator.dma;

import org.rtkit4j.emulator.machine.DmaFilter;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.SartRegisters;

/// A SART: an access passes where one entry allows its page. All entries are free at first, as on a machine whose
/// boot loader left none. Any thread may use it.
public final class Sart implements Registers, DmaFilter {
    private static final int FIRST_UNUSED = 0xc0;

    private final SartRegisters layout;
    private final int[] words = new int[FIRST_UNUSED / Integer.BYTES];

    /// Makes a filter that lets nothing through yet.
    public Sart(SartRegisters layout) {
        this.layout = layout;
    }

    public SartRegisters layout() {
        return layout;
    }

    @Override
    public synchronized long toPhysical(long iova, boolean write) {
        long page = iova >>> SartRegisters.PAGE_SHIFT;
        for (int entry = 0; entry < SartRegisters.ENTRIES; entry++) {
            if (allows(entry, page)) {
                return iova;
            }
        }
        return REFUSED;
    }

    @Override
    public synchronized int read32(long offset) {
        return offset < FIRST_UNUSED ? words[(int) offset / Integer.BYTES] : 0;
    }

    @Override
    public long read64(long offset) {
        return Integer.toUnsignedLong(read32(offset)) | (long) read32(offset + Integer.BYTES) << Integer.SIZE;
    }

    @Override
    public synchronized void write32(long offset, int value) {
        if (offset < FIRST_UNUSED) {
            words[(int) offset / Integer.BYTES] = value;
        }
    }

    @Override
    public void write64(long offset, long value) {
        write32(offset, (int) value);
        write32(offset + Integer.BYTES, (int) (value >>> Integer.SIZE));
    }

    private boolean allows(int entry, long page) {
        long flags = layout.flags().get(word(SartRegisters.config(entry)));
        long first = word(SartRegisters.paddr(entry));
        long pages = layout.size().get(word(layout.size(entry)));
        return flags != 0 && page >= first && page - first < pages;
    }

    private long word(int offset) {
        return Integer.toUnsignedLong(words[offset / Integer.BYTES]);
    }
}
