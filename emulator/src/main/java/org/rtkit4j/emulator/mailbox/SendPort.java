package org.rtkit4j.emulator.mailbox;

import org.rtkit4j.wire.port.Mailbox;

/// The two 64-bit registers through which one side sends: a write that touches their last 32 bits delivers.
///
/// Source for accesses of 32 bits: QEMU's model; on hardware they are not established.
final class SendPort {
    private static final int LAST_WORD = 0xc;

    private final Fifo fifo;
    private Mailbox.Receiver watcher = (_, _) -> {};
    private long msg0;
    private long msg1;

    SendPort(Fifo fifo) {
        this.fifo = fifo;
    }

    /// Writes 8 bytes at 0 or 8; returns whether that delivered a message.
    boolean write64(int offset, long value) {
        if (offset == 0) {
            msg0 = value;
            return false;
        }
        msg1 = value;
        deliver();
        return true;
    }

    /// Writes 4 bytes at 0, 4, 8 or 12; returns whether that delivered a message.
    boolean write32(int offset, int value) {
        int shift = 8 * (offset & 4);
        long mask = 0xffff_ffffL << shift;
        long bits = Integer.toUnsignedLong(value) << shift;
        if (offset < 8) {
            msg0 = (msg0 & ~mask) | bits;
        } else {
            msg1 = (msg1 & ~mask) | bits;
        }
        if (offset == LAST_WORD) {
            deliver();
        }
        return offset == LAST_WORD;
    }

    /// Reads back what was last written.
    long read64(int offset) {
        return offset == 0 ? msg0 : msg1;
    }

    /// Has `receiver` hear of each message that the FIFO takes.
    void watch(Mailbox.Receiver receiver) {
        watcher = receiver;
    }

    void reset() {
        msg0 = 0;
        msg1 = 0;
    }

    private void deliver() {
        if (fifo.push(msg0, msg1)) {
            watcher.onMessage(msg0, msg1);
        }
    }
}
