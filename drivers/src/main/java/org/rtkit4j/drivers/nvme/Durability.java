package org.rtkit4j.drivers.nvme;

import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskCommand.Operation;

/// The rule for crashes: the content of an answered write is kept until a flush has succeeded that was begun after
/// the answer. `docs/nvme.md` has the reasoning.
///
/// Time is counted in flushes begun: an answered write belongs to the epoch in which it was answered, and a flush
/// covers all epochs before its own.
final class Durability {
    private final Pages pages;
    private final boolean hasWriteCache;
    private final boolean losesFua;
    private final UnflushedWrites unflushed;
    private long epoch;

    Durability(NvmeDevice device) {
        pages = device.pages();
        hasWriteCache = device.info().hasWriteCache();
        losesFua = device.losesFua();
        unflushed = new UnflushedWrites(pages.count());
    }

    /// Returns what has to be written again after a crash.
    UnflushedWrites unflushed() {
        return unflushed;
    }

    /// Returns whether so much is kept that a flush is due which nobody has asked for.
    boolean isFull() {
        return unflushed.count() > pages.count() / 2;
    }

    /// Says how a command is to become durable where it must before it is answered: at once, or on chips that lose
    /// that, by a flush behind it.
    ///
    /// Zeroes are not kept: where there is a cache they are durable when they are answered.
    void plan(Slot slot, DiskCommand command) {
        boolean mustLast = command.isDurable() || (slot.operation == Operation.WRITE_ZEROES && hasWriteCache);
        slot.needsFlush = mustLast && losesFua;
        slot.isDurable = mustLast && !slot.needsFlush;
    }

    /// A command is given to the controller for the first time.
    void begin(Slot slot) {
        slot.isFlushing = false;
        slot.epoch = slot.operation == Operation.FLUSH ? ++epoch : epoch;
    }

    /// A command was answered well.
    ///
    /// @return whether it needs a flush before it is done, which is to be given to the controller in its slot
    boolean needsFlush(Slot slot) {
        if (!slot.needsFlush || slot.isFlushing) {
            return false;
        }
        slot.isFlushing = true;
        slot.epoch = ++epoch;
        return true;
    }

    /// A command is done.
    void onDone(Slot slot) {
        switch (slot.operation) {
            case READ -> {}
            case WRITE -> onWritten(slot);
            case WRITE_ZEROES, TRIM -> forget(slot.block, slot.blocks);
            case FLUSH -> releaseBefore(slot.epoch);
        }
    }

    // The pages of an answered write stay with the block until a flush covers it, unless it is durable already.
    private void onWritten(Slot slot) {
        if (slot.isDurable || slot.needsFlush || !hasWriteCache) {
            forget(slot.block, slot.blocks);
            return;
        }
        for (int i = 0; i < slot.blocks; i++) {
            // The page that it replaces takes its place, to be given back with the slot.
            slot.pages[i] = unflushed.put(slot.block + i, slot.pages[i], epoch);
        }
    }

    private void forget(long block, long blocks) {
        if (blocks <= unflushed.count()) {
            for (long at = block; at < block + blocks && unflushed.count() > 0; at++) {
                giveBack(unflushed.remove(at));
            }
            return;
        }
        for (int page = unflushed.first(); page != UnflushedWrites.NONE; ) {
            int following = unflushed.next(page);
            long at = unflushed.block(page);
            if (at >= block && at < block + blocks) {
                giveBack(unflushed.remove(at));
            }
            page = following;
        }
    }

    private void releaseBefore(long flushEpoch) {
        int page = unflushed.first();
        while (page != UnflushedWrites.NONE && unflushed.epoch(page) < flushEpoch) {
            giveBack(unflushed.remove(unflushed.block(page)));
            page = unflushed.first();
        }
    }

    /// Gives a page back that is neither in flight nor kept any more.
    void giveBack(int page) {
        if (page != UnflushedWrites.NONE) {
            pages.give(page);
        }
    }
}
