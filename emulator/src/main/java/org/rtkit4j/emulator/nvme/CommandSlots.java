package org.rtkit4j.emulator.nvme;

import org.rtkit4j.emulator.machine.Machine;

/// A submission queue: an array of slots, or a ring with a head and a tail.
final class CommandSlots {
    private long base;
    private int shift;
    private volatile int depth;
    private volatile int tail;
    private int head;

    /// Makes it.
    ///
    /// @param physAddr inside memory, as the whole queue is
    /// @param entryShift size of an entry, as a power of two
    void create(long physAddr, int entries, int entryShift) {
        base = physAddr - Machine.RAM_BASE;
        shift = entryShift;
        head = 0;
        tail = 0;
        depth = entries;
    }

    void delete() {
        depth = 0;
    }

    boolean exists() {
        return depth > 0;
    }

    int depth() {
        return depth;
    }

    /// Returns the offset in RAM of a slot.
    long offset(int slot) {
        return base + ((long) slot << shift);
    }

    int head() {
        return head;
    }

    /// The host has written the tail; returns false where that is none.
    boolean tail(int newTail) {
        if (newTail < 0 || newTail >= depth) {
            return false;
        }
        tail = newTail;
        return true;
    }

    boolean hasPending() {
        return exists() && head != tail;
    }

    /// Takes the next slot of a ring.
    int take() {
        int slot = head;
        head = slot + 1 == depth ? 0 : slot + 1;
        return slot;
    }
}
