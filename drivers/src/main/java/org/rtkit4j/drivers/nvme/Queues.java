package org.rtkit4j.drivers.nvme;

import org.rtkit4j.wire.nvme.Cqe;
import org.rtkit4j.wire.nvme.NvmeVariant;
import org.rtkit4j.wire.nvme.Tcb;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.SharedBuffer;

/// Where queues, TCBs, lists of pages and the data of admin commands lie, in one piece of memory.
final class Queues {
    /// Entries of the admin queues: one command at a time. Source: linux `apple.c`, APPLE_NVME_AQ_DEPTH.
    static final int ADMIN_DEPTH = 2;

    /// The most entries of any queue, and tags.
    static final int TAGS = 64;

    /// What a list of one page can name, besides the first page of a transfer.
    static final int LONGEST_TRANSFER_BYTES = Pages.BYTES / Long.BYTES * Pages.BYTES;

    static final int ADMIN_DATA_BYTES = Pages.BYTES;

    private static final int ADMIN_SQ = 0;
    private static final int ADMIN_CQ = 0x1000;
    private static final int IO_SQ = 0x2000;
    private static final int IO_CQ = 0x4000;
    private static final int ADMIN_TCBS = 0x8000;
    private static final int IO_TCBS = 0xc000;
    private static final int ADMIN_DATA = 0x1_0000;
    private static final int LISTS = 0x1_4000;
    private static final int BYTES = LISTS + TAGS * Pages.BYTES;

    private final SharedBuffer memory;
    private final NvmeVariant variant;
    private UnusedPrps unusedPrps;

    Queues(NvmePlatform platform) throws MemoryRefusedException {
        variant = platform.variant();
        unusedPrps = UnusedPrps.first(variant);
        memory = platform.memory().allocate(BYTES);
    }

    SharedBuffer memory() {
        return memory;
    }

    int sq(boolean admin) {
        return admin ? ADMIN_SQ : IO_SQ;
    }

    int cq(boolean admin) {
        return admin ? ADMIN_CQ : IO_CQ;
    }

    int tcbs(boolean admin) {
        return admin ? ADMIN_TCBS : IO_TCBS;
    }

    int list(int tag) {
        return LISTS + tag * Pages.BYTES;
    }

    UnusedPrps unusedPrps() {
        return unusedPrps;
    }

    /// The firmware has refused what commands had for unused PRPs: the next ones have something else.
    void nextUnusedPrps() {
        unusedPrps = unusedPrps.next(variant);
    }

    int adminData() {
        return ADMIN_DATA;
    }

    long iova(int offset) {
        return memory.iova() + offset;
    }

    /// Forgets every answer, and what memory commands were given. Where the queues begin again the commands themselves
    /// are of no account. Source: linux drivers/nvme/host/apple.c.
    void clear() {
        byte[] zeros = new byte[TAGS * Tcb.BYTES];
        memory.write(ADMIN_CQ, zeros, 0, TAGS * Cqe.BYTES);
        memory.write(IO_CQ, zeros, 0, TAGS * Cqe.BYTES);
        memory.write(ADMIN_TCBS, zeros, 0, TAGS * Tcb.BYTES);
        memory.write(IO_TCBS, zeros, 0, TAGS * Tcb.BYTES);
    }

    void close() {
        memory.close();
    }
}
