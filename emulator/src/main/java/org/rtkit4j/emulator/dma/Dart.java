package org.rtkit4j.emulator.dma;

import static org.rtkit4j.wire.register.DartRegisters.ERROR;
import static org.rtkit4j.wire.register.DartRegisters.ERROR_ADDR_HI;
import static org.rtkit4j.wire.register.DartRegisters.ERROR_ADDR_LO;
import static org.rtkit4j.wire.register.DartRegisters.PAGE_SHIFT;
import static org.rtkit4j.wire.register.DartRegisters.PARAMS1;
import static org.rtkit4j.wire.register.DartRegisters.PARAMS2;
import static org.rtkit4j.wire.register.DartRegisters.STREAM_COMMAND;

import org.rtkit4j.emulator.machine.BusFault;
import org.rtkit4j.emulator.machine.DmaFilter;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.DartRegisters;

/// A DART as on M1: it walks the tables that the AP has put into memory, anew for every access.
///
/// Real ones cache what they walked until they are told to forget it; a driver that never tells works here and fails
/// there. Protection within a page of 16 KiB is not modelled. Any thread may use it.
public final class Dart implements Registers {
    private static final int WORDS = 0x300 / Integer.BYTES;
    private static final long WITHIN_PAGE = (1L << PAGE_SHIFT) - 1;

    private final Memory memory;
    private final int[] words = new int[WORDS];

    /// The physical memory in which the tables are.
    @FunctionalInterface
    public interface Memory {
        /// Reads 64 bits.
        ///
        /// @throws BusFault where there is no memory
        long read64(long physAddr);
    }

    public Dart(Memory memory) {
        this.memory = memory;
    }

    /// Returns the filter that one co-processor's accesses pass.
    public DmaFilter stream(int stream) {
        return (iova, write) -> walk(stream, iova, write);
    }

    @Override
    public synchronized int read32(long offset) {
        return switch ((int) offset) {
            case PARAMS1 -> (int) DartRegisters.PAGE_SHIFT_FIELD.put(0, PAGE_SHIFT);
            case PARAMS2 -> (int) DartRegisters.BYPASS_SUPPORT.put(0, 1);
            // An invalidation is over as soon as it is asked for: never busy.
            case STREAM_COMMAND -> 0;
            default -> offset / Integer.BYTES < WORDS ? words[index(offset)] : 0;
        };
    }

    @Override
    public long read64(long offset) {
        return Integer.toUnsignedLong(read32(offset)) | (long) read32(offset + Integer.BYTES) << Integer.SIZE;
    }

    @Override
    public synchronized void write32(long offset, int value) {
        if (offset / Integer.BYTES >= WORDS) {
            return;
        }
        words[index(offset)] = offset == ERROR ? words[index(offset)] & ~value : value;
    }

    @Override
    public void write64(long offset, long value) {
        write32(offset, (int) value);
        write32(offset + Integer.BYTES, (int) (value >>> Integer.SIZE));
    }

    private synchronized long walk(int stream, long iova, boolean write) {
        long control = word(DartRegisters.tcr(stream));
        if (DartRegisters.BYPASS.get(control) != 0 && DartRegisters.TRANSLATE.get(control) == 0) {
            return iova;
        }
        long table = word(DartRegisters.ttbr(stream, (int) DartRegisters.IOVA_TABLE.get(iova)));
        boolean isMapped = iova >>> (DartRegisters.IOVA_TABLE.high() + 1) == 0
                && DartRegisters.TRANSLATE.get(control) != 0
                && DartRegisters.TABLE_VALID.get(table) != 0;
        if (!isMapped) {
            return refuse(stream, iova, DartRegisters.NO_TTBR);
        }
        long first = entry(DartRegisters.TABLE_ADDRESS.get(table) << 12, DartRegisters.IOVA_L1.get(iova));
        if (DartRegisters.PTE_VALID.get(first) == 0) {
            return refuse(stream, iova, DartRegisters.NO_PMD);
        }
        long second = entry(page(first), DartRegisters.IOVA_L2.get(iova));
        if (DartRegisters.PTE_VALID.get(second) == 0) {
            return refuse(stream, iova, DartRegisters.NO_PTE);
        }
        Bits forbids = write ? DartRegisters.PTE_NO_WRITE : DartRegisters.PTE_NO_READ;
        if (forbids.get(second) != 0) {
            return refuse(stream, iova, write ? DartRegisters.WRITE_FAULT : DartRegisters.READ_FAULT);
        }
        return page(second) + (iova & WITHIN_PAGE);
    }

    // A table that the AP has put where no memory is has no valid entries.
    private long entry(long table, long index) {
        try {
            return memory.read64(table + Long.BYTES * index);
        } catch (BusFault e) {
            return 0;
        }
    }

    // The first fault stays until the AP has cleared it.
    private long refuse(int stream, long iova, Bits reason) {
        if (DartRegisters.ERROR_FLAG.get(word(ERROR)) == 0) {
            long error = reason.put(DartRegisters.ERROR_FLAG.put(0, 1), 1);
            words[index(ERROR)] = (int) DartRegisters.ERROR_STREAM.put(error, stream);
            words[index(ERROR_ADDR_LO)] = (int) iova;
            words[index(ERROR_ADDR_HI)] = (int) (iova >>> Integer.SIZE);
        }
        return DmaFilter.REFUSED;
    }

    private long word(int offset) {
        return Integer.toUnsignedLong(words[index(offset)]);
    }

    private static long page(long entry) {
        return DartRegisters.PTE_ADDRESS.get(entry) << PAGE_SHIFT;
    }

    private static int index(long offset) {
        return (int) offset / Integer.BYTES;
    }
}
