package org.rtkit4j.emulator.mailbox;

import java.util.Arrays;
import org.rtkit4j.wire.register.MailboxControl;

/// One direction of the mailbox. Not safe for threads: its device guards it.
///
/// It is FULL at its depth, and still takes what a careless sender writes then: OVERFLOW is set, and the message
/// waits behind the others. Source: QEMU's model, whose list has no bound; ours has one. Whether hardware keeps,
/// drops or overwrites is not established.
final class Fifo {
    /// How many messages it holds at most; what comes then is dropped.
    static final int CAPACITY = 1024;

    private static final int LARGEST_COUNT = 15;
    private static final int POINTER_MASK = 15;

    private final int depth;
    private final boolean enabledAtReset;
    private final MessageRing ring;
    private int pushed;
    private int popped;
    private boolean enabled;
    private boolean overflow;
    private boolean underflow;
    private long dropped;

    Fifo(int depth, boolean enabledAtReset) {
        this.depth = depth;
        this.enabledAtReset = enabledAtReset;
        ring = new MessageRing(depth, CAPACITY);
        enabled = enabledAtReset;
    }

    boolean isFull() {
        return ring.count() >= depth;
    }

    boolean isEmpty() {
        return ring.count() == 0;
    }

    /// Returns whether it reports that it is not empty; an underflow reports so too, for ever.
    boolean claimsMessages() {
        return ring.count() != 0 || underflow;
    }

    /// Takes a message, unless the direction is switched off or nothing more can be kept; returns whether it did.
    boolean push(long msg0, long msg1) {
        overflow |= enabled && isFull();
        boolean isTaken = enabled && ring.add(msg0, msg1);
        if (isTaken) {
            pushed++;
        } else {
            dropped++;
        }
        return isTaken;
    }

    /// Returns whether [#pop] would give a message.
    boolean isReadable() {
        return enabled && !underflow && ring.count() != 0;
    }

    /// Moves the oldest message to `latch` and returns true. Where there is none, the FIFO has underflown until the
    /// next reset, and yields zeros. Source: QEMU's model.
    boolean pop(long[] latch) {
        if (!isReadable()) {
            underflow |= enabled;
            Arrays.fill(latch, 0);
            return false;
        }
        latch[0] = ring.msg0();
        latch[1] = ring.msg1();
        ring.remove();
        popped++;
        return true;
    }

    /// Returns the value of the control register.
    int control() {
        long value = MailboxControl.ENABLE.put(0, enabled ? 1 : 0);
        if (underflow) {
            return (int) MailboxControl.UNDERFLOW.put(value, 1);
        }
        value = MailboxControl.COUNT.put(value, reportedCount());
        value = MailboxControl.OVERFLOW.put(value, overflow ? 1 : 0);
        value = MailboxControl.EMPTY.put(value, isEmpty() ? 1 : 0);
        value = MailboxControl.FULL.put(value, isFull() ? 1 : 0);
        value = MailboxControl.READ_POINTER.put(value, readPointer());
        return (int) MailboxControl.WRITE_POINTER.put(value, writePointer());
    }

    /// Takes a write to the control register: ENABLE is all that can be written.
    void control(int value) {
        enabled = MailboxControl.ENABLE.get(Integer.toUnsignedLong(value)) != 0;
    }

    int reportedCount() {
        return Math.min(ring.count(), LARGEST_COUNT);
    }

    int readPointer() {
        return popped & POINTER_MASK;
    }

    int writePointer() {
        return pushed & POINTER_MASK;
    }

    /// Returns how many messages were dropped since the reset.
    long dropped() {
        return dropped;
    }

    void reset() {
        ring.clear();
        pushed = 0;
        popped = 0;
        enabled = enabledAtReset;
        overflow = false;
        underflow = false;
        dropped = 0;
    }
}
