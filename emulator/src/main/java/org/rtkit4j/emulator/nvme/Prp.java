package org.rtkit4j.emulator.nvme;

import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.machine.Ram;
import org.rtkit4j.wire.nvme.NvmeStatus;

/// The memory of one command: PRP entries, pages of 4 KiB, of which the first may begin anywhere.
///
/// A transfer of up to two pages has them in PRP1 and PRP2; a longer one has a list at PRP2. The list may begin
/// anywhere in its page; where it does not end in it, the page's last entry points to the next, which begins at the
/// start of its page. Every page is checked to be memory before the first byte moves. Source: NVM Express Base
/// Specification 1.4, section 4.3.
final class Prp {
    static final int PAGE_BYTES = 0x1000;

    private static final int PAGE_MASK = PAGE_BYTES - 1;
    private static final int PAGE_SHIFT = 12;
    private static final int DWORD_MASK = 3;
    private static final int QWORD_MASK = 7;

    private final Ram ram;
    // Offsets in RAM of the pages.
    private final long[] pages;
    private int count;
    private int first;
    private long fault;

    /// @param mostBytes the longest transfer
    Prp(Ram ram, int mostBytes) {
        this.ram = ram;
        pages = new long[mostBytes / PAGE_BYTES + 1];
    }

    /// Takes the entries of a command; returns why it cannot be carried out, or success.
    ///
    /// @param bytes how much is to be moved: above 0, at most what this was made for
    NvmeStatus walk(long prp1, long prp2, int bytes) {
        count = 0;
        first = (int) prp1 & PAGE_MASK;
        if ((prp1 & DWORD_MASK) != 0) {
            return refused(NvmeStatus.INVALID_PRP_OFFSET, prp1);
        }
        if (!add(prp1 & ~(long) PAGE_MASK)) {
            return refused(NvmeStatus.DATA_TRANSFER_ERROR, prp1);
        }
        int total = (first + bytes + PAGE_MASK) >>> PAGE_SHIFT;
        return switch (total) {
            case 1 -> NvmeStatus.SUCCESS;
            case 2 -> addEntry(prp2);
            default -> addList(prp2, total);
        };
    }

    /// Returns the entry for which [#walk] refused.
    long fault() {
        return fault;
    }

    /// Returns where in RAM the byte at `position` of the data lies.
    long offset(int position) {
        int at = first + position;
        return pages[at >>> PAGE_SHIFT] + (at & PAGE_MASK);
    }

    /// Returns how many bytes lie in one piece from `position` on.
    int contiguous(int position) {
        return PAGE_BYTES - ((first + position) & PAGE_MASK);
    }

    /// Copies bytes to the host.
    void store(byte[] source, int length) {
        for (int at = 0; at < length; ) {
            int part = Math.min(length - at, contiguous(at));
            ram.write(offset(at), source, at, part);
            at += part;
        }
    }

    /// Copies bytes from the host.
    void load(byte[] destination, int length) {
        for (int at = 0; at < length; ) {
            int part = Math.min(length - at, contiguous(at));
            ram.read(offset(at), destination, at, part);
            at += part;
        }
    }

    private NvmeStatus addEntry(long entry) {
        if ((entry & PAGE_MASK) != 0) {
            return refused(NvmeStatus.INVALID_PRP_OFFSET, entry);
        }
        return add(entry) ? NvmeStatus.SUCCESS : refused(NvmeStatus.DATA_TRANSFER_ERROR, entry);
    }

    private NvmeStatus addList(long start, int total) {
        long list = start;
        if ((list & QWORD_MASK) != 0) {
            return refused(NvmeStatus.INVALID_PRP_OFFSET, list);
        }
        while (count < total) {
            if (!isMemory(list & ~(long) PAGE_MASK)) {
                return refused(NvmeStatus.DATA_TRANSFER_ERROR, list);
            }
            int entries = (PAGE_BYTES - ((int) list & PAGE_MASK)) / Long.BYTES;
            boolean isLast = total - count <= entries;
            NvmeStatus status = addEntries(list, isLast ? total - count : entries - 1);
            if (status != NvmeStatus.SUCCESS || isLast) {
                return status;
            }
            list = entry(list, entries - 1);
            if ((list & PAGE_MASK) != 0) {
                return refused(NvmeStatus.INVALID_PRP_OFFSET, list);
            }
        }
        return NvmeStatus.SUCCESS;
    }

    private NvmeStatus addEntries(long list, int number) {
        for (int i = 0; i < number; i++) {
            NvmeStatus status = addEntry(entry(list, i));
            if (status != NvmeStatus.SUCCESS) {
                return status;
            }
        }
        return NvmeStatus.SUCCESS;
    }

    private long entry(long list, int index) {
        return ram.read64(list - Machine.RAM_BASE + (long) index * Long.BYTES);
    }

    private boolean add(long page) {
        if (!isMemory(page)) {
            return false;
        }
        pages[count++] = page - Machine.RAM_BASE;
        return true;
    }

    private boolean isMemory(long page) {
        return Memory.holds(ram, page, PAGE_BYTES);
    }

    private NvmeStatus refused(NvmeStatus status, long entry) {
        fault = entry;
        return status;
    }
}
