package org.rtkit4j.benchmarks.suite;

import static org.rtkit4j.benchmarks.suite.SharedLines.LINE;

import org.rtkit4j.wire.register.MailboxControl;

/// One direction of a mailbox between two threads: one writes, one reads. Each message has a cache line of its own; its
/// second word says above bit 31 which message it is, so that two stores are all, and it costs the way of one line, as
/// a word in a register would.
///
/// @param base where it lies in [SharedLines]
record SharedFifo(long base) {
    private static final int DEPTH = 16;
    private static final int MASK = DEPTH - 1;
    private static final int MSG1 = Long.BYTES;
    private static final int NUMBER_SHIFT = 32;
    // The writer's: how many it has written, and how many it knows to have been read.
    private static final long WRITTEN = DEPTH * LINE;
    private static final long SEEN = WRITTEN + Long.BYTES;
    // The reader's: how many it has read.
    private static final long READ = WRITTEN + LINE;

    static final long BYTES = READ + LINE;

    /// Returns the control register as its writer reads it.
    int sendControl() {
        long written = SharedLines.own(base + WRITTEN);
        if (written - SharedLines.own(base + SEEN) == DEPTH) {
            SharedLines.own(base + SEEN, SharedLines.acquire(base + READ));
        }
        return written - SharedLines.own(base + SEEN) == DEPTH ? (int) MailboxControl.FULL.mask() : 0;
    }

    /// Returns the control register as its reader reads it.
    int receiveControl() {
        return isEmpty() ? (int) MailboxControl.EMPTY.mask() : 0;
    }

    boolean isEmpty() {
        long read = SharedLines.own(base + READ);
        return SharedLines.acquire(at(read) + MSG1) >>> NUMBER_SHIFT != number(read);
    }

    void push(long msg0, long msg1) {
        long written = SharedLines.own(base + WRITTEN);
        SharedLines.own(at(written), msg0);
        SharedLines.release(at(written) + MSG1, msg1 | number(written) << NUMBER_SHIFT);
        SharedLines.own(base + WRITTEN, written + 1);
    }

    long msg0() {
        return SharedLines.own(at(SharedLines.own(base + READ)));
    }

    /// Takes the oldest message out and returns its second word, a counter above bit 31.
    long popMsg1() {
        long read = SharedLines.own(base + READ);
        long msg1 = SharedLines.own(at(read) + MSG1);
        SharedLines.release(base + READ, read + 1);
        return msg1;
    }

    // Never 0, which is what nobody has written.
    private static long number(long index) {
        return index / DEPTH + 1 & 0x7fff_ffffL;
    }

    private long at(long index) {
        return base + (index & MASK) * LINE;
    }
}
