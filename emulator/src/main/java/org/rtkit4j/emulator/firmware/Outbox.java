package org.rtkit4j.emulator.firmware;

/// Messages that wait for room in the mailbox.
///
/// While it is crowded the firmware takes no new message, so that an AP that does not read finds its own FIFO full in
/// the
/// end; what a firmware says by itself beyond the bound is dropped and counted.
final class Outbox {
    static final int CAPACITY = 512;
    private static final int CROWD = 64;
    private static final int INITIAL = 8;

    private long[] ring = new long[2 * INITIAL];
    private int head;
    private int count;
    private int dropped;

    void add(long msg0, long msg1) {
        if (count == CAPACITY) {
            dropped++;
            return;
        }
        if (2 * count == ring.length) {
            grow();
        }
        int at = 2 * ((head + count) % (ring.length / 2));
        ring[at] = msg0;
        ring[at + 1] = msg1;
        count++;
    }

    /// Hands messages to the mailbox while it takes them.
    void flush(Iop iop) {
        while (count > 0 && iop.offer(ring[2 * head], ring[2 * head + 1])) {
            head = (head + 1) % (ring.length / 2);
            count--;
        }
    }

    boolean isCrowded() {
        return count >= CROWD;
    }

    int dropped() {
        return dropped;
    }

    void clear() {
        head = 0;
        count = 0;
    }

    private void grow() {
        int messages = ring.length / 2;
        long[] larger = new long[2 * ring.length];
        System.arraycopy(ring, 2 * head, larger, 0, 2 * (messages - head));
        System.arraycopy(ring, 0, larger, 2 * (messages - head), 2 * head);
        ring = larger;
        head = 0;
    }
}
