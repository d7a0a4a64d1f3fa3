package org.rtkit4j.emulator.dma;

import java.util.function.LongSupplier;
import org.rtkit4j.emulator.machine.BusFault;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.DartRegisters;

/// The AP's side of a stream of a DART: writes its tables, as a boot loader does where it is asked to.
///
/// Everything goes through registers and memory, so that an AP that has its own idea of the tables can go on with
/// them. Tables that have become empty stay. Not for several threads.
public final class DartTables {
    private static final long PAGE_BYTES = 1L << DartRegisters.PAGE_SHIFT;
    /// More than any driver maps at once; a hostile host's call takes bounded time.
    private static final long MOST_BYTES = 1L << 30;

    private final Machine machine;
    private final Registers dart;
    private final int stream;
    private final LongSupplier pages;

    /// @param dart its registers
    /// @param pages gives a zeroed page of 16 KiB for a table, or 0 if there is none
    public DartTables(Machine machine, Registers dart, int stream, LongSupplier pages) {
        this.machine = machine;
        this.dart = dart;
        this.stream = stream;
        this.pages = pages;
    }

    /// Switches translation on.
    ///
    /// @param keepsTables whether the tables stay that are there
    public void start(boolean keepsTables) {
        if (!keepsTables) {
            forget();
        }
        dart.write32(DartRegisters.tcr(stream), (int) DartRegisters.TRANSLATE.mask());
    }

    /// Switches translation off: nothing passes.
    public void stop() {
        dart.write32(DartRegisters.tcr(stream), 0);
        forget();
    }

    /// Maps pages, unless one of them is mapped already.
    ///
    /// @return whether it did; if not, nothing has changed but for tables that are still empty
    public boolean map(long iova, long physAddr, long sizeBytes) {
        if (!isPages(iova, sizeBytes) || physAddr % PAGE_BYTES != 0) {
            return false;
        }
        try {
            return isFree(iova, sizeBytes) && put(iova, physAddr, sizeBytes);
        } catch (BusFault e) {
            // The AP has pointed at tables where no memory is.
            return false;
        }
    }

    private boolean isFree(long iova, long sizeBytes) {
        for (long at = 0; at < sizeBytes; at += PAGE_BYTES) {
            long entry = entry(iova + at, true);
            if (entry == 0 || DartRegisters.PTE_VALID.get(machine.readMemory64(entry)) != 0) {
                return false;
            }
        }
        return true;
    }

    private boolean put(long iova, long physAddr, long sizeBytes) {
        for (long at = 0; at < sizeBytes; at += PAGE_BYTES) {
            write(entry(iova + at, false), pointer(physAddr + at));
        }
        return true;
    }

    /// Unmaps what is mapped of a range.
    ///
    /// @return whether the range was one, and its tables lie in memory
    public boolean unmap(long iova, long sizeBytes) {
        if (!isPages(iova, sizeBytes)) {
            return false;
        }
        try {
            for (long at = 0; at < sizeBytes; at += PAGE_BYTES) {
                long entry = entry(iova + at, false);
                if (entry != 0) {
                    write(entry, 0);
                }
            }
            return true;
        } catch (BusFault e) {
            return false;
        }
    }

    // Returns the address of the entry of the second level, or 0 where there is no table.
    private long entry(long iova, boolean makesTables) {
        int register = DartRegisters.ttbr(stream, (int) DartRegisters.IOVA_TABLE.get(iova));
        long table = Integer.toUnsignedLong(dart.read32(register));
        long first = DartRegisters.TABLE_ADDRESS.get(table) << 12;
        if (DartRegisters.TABLE_VALID.get(table) == 0) {
            first = makesTables ? pages.getAsLong() : 0;
            if (first == 0) {
                return 0;
            }
            long valid = DartRegisters.TABLE_VALID.put(0, 1);
            dart.write32(register, (int) DartRegisters.TABLE_ADDRESS.put(valid, first >>> 12));
        }
        long second = second(first + Long.BYTES * DartRegisters.IOVA_L1.get(iova), makesTables);
        return second == 0 ? 0 : second + Long.BYTES * DartRegisters.IOVA_L2.get(iova);
    }

    private long second(long entry, boolean makesTables) {
        long pointer = machine.readMemory64(entry);
        if (DartRegisters.PTE_VALID.get(pointer) != 0) {
            return DartRegisters.PTE_ADDRESS.get(pointer) << DartRegisters.PAGE_SHIFT;
        }
        long table = makesTables ? pages.getAsLong() : 0;
        if (table != 0) {
            write(entry, pointer(table));
        }
        return table;
    }

    private void forget() {
        for (int table = 0; table < DartRegisters.TABLES_PER_STREAM; table++) {
            dart.write32(DartRegisters.ttbr(stream, table), 0);
        }
    }

    private void write(long physAddr, long value) {
        machine.registers(physAddr, Long.BYTES).write64(0, value);
    }

    // The whole page, without protection within it.
    private static long pointer(long physAddr) {
        long wholePage = 0xfffL << 40;
        long valid = DartRegisters.PTE_NO_SUBPAGE.put(DartRegisters.PTE_VALID.put(wholePage, 1), 1);
        return DartRegisters.PTE_ADDRESS.put(valid, physAddr >>> DartRegisters.PAGE_SHIFT);
    }

    private static boolean isPages(long iova, long sizeBytes) {
        return iova >= 0
                && sizeBytes > 0
                && sizeBytes <= MOST_BYTES
                && iova % PAGE_BYTES == 0
                && sizeBytes % PAGE_BYTES == 0
                && sizeBytes <= (1L << (DartRegisters.IOVA_TABLE.high() + 1)) - iova;
    }
}
