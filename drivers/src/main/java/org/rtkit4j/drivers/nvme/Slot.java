package org.rtkit4j.drivers.nvme;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskCommand.Operation;

/// A command in flight, and what has to be known to give it to the controller once more.
final class Slot {
    final int tag;
    final int[] pages;

    /// The command that it carries out, or null: a flush of the driver's own.
    @Nullable
    DiskCommand command;

    Operation operation = Operation.FLUSH;
    long block;
    long blocks;

    /// Whether the controller must be told to answer only once the data is durable.
    boolean isDurable;

    /// Whether what was written is followed by a flush before it is answered, because the chip cannot do the above.
    boolean needsFlush;

    /// Whether that flush is on its way.
    boolean isFlushing;

    /// How many flushes had been begun when this one was.
    long epoch;

    /// In which order commands were taken.
    long sequence;

    /// How often the controller was given it, this time and before crashes.
    int attempts;

    /// When the controller was given it.
    long sinceNanos;

    Slot(int tag, int mostPages) {
        this.tag = tag;
        pages = new int[mostPages];
    }

    /// Returns how many pages of data it has.
    int pageCount() {
        return operation.isTransfer() ? (int) blocks : operation == Operation.TRIM ? 1 : 0;
    }

    long dataBytes() {
        return operation.isTransfer() ? blocks * Pages.BYTES : 0;
    }

    boolean overlaps(long otherBlock, long otherBlocks) {
        return block < otherBlock + otherBlocks && otherBlock < block + blocks;
    }
}
