package org.rtkit4j.emulator.mailbox;

import java.util.Arrays;
import org.rtkit4j.wire.port.Mailbox;
import org.rtkit4j.wire.register.MailboxWord;

/// The two 64-bit registers through which one side receives: a read of the first takes a message out of the FIFO and
/// latches both words; reads of the rest show the latch.
final class ReceivePort {
    private static final long WORD_MASK = 0xffff_ffffL;

    private final Fifo fifo;
    private final Fifo other;
    private final long[] latch = new long[2];
    private Mailbox.Receiver watcher = (_, _) -> {};

    /// @param other the FIFO of the other direction, of which the second word tells too
    ReceivePort(Fifo fifo, Fifo other) {
        this.fifo = fifo;
        this.other = other;
    }

    /// Reads 8 bytes at 0 or 8.
    long read64(int offset) {
        if (offset == 0) {
            take();
        }
        return latch[offset / 8];
    }

    /// Reads 4 bytes at 0, 4, 8 or 12.
    int read32(int offset) {
        if (offset == 0) {
            take();
        }
        return (int) (latch[offset / 8] >>> (8 * (offset & 4)));
    }

    /// Has `receiver` hear of each message that is taken.
    void watch(Mailbox.Receiver receiver) {
        watcher = receiver;
    }

    void reset() {
        Arrays.fill(latch, 0);
    }

    // The counters are those before the read: QEMU counts the message that is being read. Which of OUT and IN is
    // which direction is our reading of m1n1's names, seen from the IOP: "out" is what the AP receives.
    private void take() {
        long counters = MailboxWord.OUTGOING_COUNT.put(0, fifo.reportedCount());
        counters = MailboxWord.INCOMING_COUNT.put(counters, other.reportedCount());
        counters = MailboxWord.OUTGOING_POINTER.put(counters, fifo.readPointer());
        counters = MailboxWord.INCOMING_POINTER.put(counters, other.writePointer());
        if (fifo.pop(latch)) {
            latch[1] = (latch[1] & WORD_MASK) | counters;
            watcher.onMessage(latch[0], latch[1]);
        }
    }
}
