package org.rtkit4j.emulator.firmware;

import org.rtkit4j.emulator.mailbox.MessageRing;

/// Messages that wait for room in the mailbox.
///
/// While it is crowded the firmware takes no new message, so that an AP that does not read finds its own FIFO full in
/// the end; what a firmware says by itself beyond the bound is dropped and counted.
final class Outbox {
    static final int CAPACITY = 512;
    private static final int CROWD = 64;
    private static final int INITIAL = 8;

    private final MessageRing ring = new MessageRing(INITIAL, CAPACITY);
    private int dropped;

    void add(long msg0, long msg1) {
        if (!ring.add(msg0, msg1)) {
            dropped++;
        }
    }

    /// Hands messages to the mailbox while it takes them.
    void flush(Iop iop) {
        while (ring.count() > 0 && iop.offer(ring.msg0(), ring.msg1())) {
            ring.remove();
        }
    }

    boolean isCrowded() {
        return ring.count() >= CROWD;
    }

    int dropped() {
        return dropped;
    }

    void clear() {
        ring.clear();
    }
}
