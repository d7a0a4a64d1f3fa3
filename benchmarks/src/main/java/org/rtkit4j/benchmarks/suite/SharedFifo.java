package org.rtkit4j.benchmarks.suite;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.rtkit4j.wire.register.MailboxControl;

/// One direction of a mailbox between two threads: one writes, one reads. Each message has a cache line of its own; its
/// second word says above bit 31 which message it is, so that two stores are all, and it costs the way of one line, as
/// a
/// word in a register would.
final class SharedFifo {
    private static final int DEPTH = 16;
    private static final int MASK = DEPTH - 1;
    // Two lines: processors fetch them in pairs.
    private static final int LINE = 16;
    private static final int MSG1 = 1;
    private static final int NUMBER_SHIFT = 32;
    // Beside what it has written: how many it knows to have been read.
    private static final int SEEN = LINE + 1;
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] lines = new long[(DEPTH + 2) * LINE];
    // The writer's, and on a line of the reader's own: how many it has read.
    private final long[] written = new long[3 * LINE];
    private final long[] read = new long[3 * LINE];

    /// Returns the control register as its writer reads it.
    int sendControl() {
        long count = written[LINE] - written[SEEN];
        if (count == DEPTH) {
            written[SEEN] = (long) LONGS.getAcquire(read, LINE);
            count = written[LINE] - written[SEEN];
        }
        return count == DEPTH ? (int) MailboxControl.FULL.mask() : 0;
    }

    /// Returns the control register as its reader reads it.
    int receiveControl() {
        return isEmpty() ? (int) MailboxControl.EMPTY.mask() : 0;
    }

    boolean isEmpty() {
        long msg1 = (long) LONGS.getAcquire(lines, at(read[LINE]) + MSG1);
        return msg1 >>> NUMBER_SHIFT != number(read[LINE]);
    }

    void push(long msg0, long msg1) {
        int at = at(written[LINE]);
        lines[at] = msg0;
        LONGS.setRelease(lines, at + MSG1, msg1 | number(written[LINE]) << NUMBER_SHIFT);
        written[LINE]++;
    }

    long msg0() {
        return lines[at(read[LINE])];
    }

    /// Takes the oldest message out and returns its second word, a counter above bit 31.
    long popMsg1() {
        long msg1 = lines[at(read[LINE]) + MSG1];
        LONGS.setRelease(read, LINE, read[LINE] + 1);
        return msg1;
    }

    // Never 0, which is what nobody has written.
    private static long number(long index) {
        return index / DEPTH + 1 & 0x7fff_ffffL;
    }

    private static int at(long index) {
        return LINE + ((int) index & MASK) * LINE;
    }
}
