package org.rtkit4j.benchmarks.suite;

import org.rtkit4j.wire.register.MailboxControl;

/// One direction of a mailbox in memory; `struct fifo` of the peer's `direct.h` is the same.
final class DirectFifo {
    static final int DEPTH = 16;

    private static final int MASK = DEPTH - 1;

    private final long[] words = new long[2 * DEPTH];
    private int head;
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    /// Returns the value of its control register.
    int control() {
        return (count == DEPTH ? (int) MailboxControl.FULL.mask() : 0)
                | (count == 0 ? (int) MailboxControl.EMPTY.mask() : 0);
    }

    void push(long msg0, long msg1) {
        if (count == DEPTH) {
            throw new IllegalStateException("a FIFO overflows");
        }
        int at = 2 * ((head + count) & MASK);
        words[at] = msg0;
        words[at + 1] = msg1;
        count++;
    }

    /// Returns the first word of the oldest message.
    long msg0() {
        if (count == 0) {
            throw new IllegalStateException("a FIFO underflows");
        }
        return words[2 * head];
    }

    /// Takes the oldest message out and returns its second word.
    long popMsg1() {
        long msg1 = words[2 * head + 1];
        head = (head + 1) & MASK;
        count--;
        return msg1;
    }

    void clear() {
        head = 0;
        count = 0;
    }
}
