package org.rtkit4j.emulator.nvme;

import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.machine.Ram;
import org.rtkit4j.wire.nvme.Cqe;

/// A completion queue: entries in the host's memory, posted in batches.
///
/// The controller's thread posts; the host's writes of the head may come on any.
final class CompletionRing {
    /// The most completions of a batch.
    static final int MOST_AT_ONCE = 64;
    private static final int CID_SHIFT = 32;
    private static final int STATUS_SHIFT = 48;

    private final Ram ram;
    private final HostBugs bugs;
    private final long[] results = new long[MOST_AT_ONCE];
    private final long[] words = new long[MOST_AT_ONCE];
    private int count;
    private long base;
    private long phase;
    private boolean isSilent;
    private volatile boolean exists;
    private volatile boolean hasInterrupt;
    private volatile int depth;
    private volatile int head;
    private volatile int tail;
    // Whether the controller waits for the host to make room.
    private volatile boolean isStarved;
    // Whether the interrupt of what was posted last got lost.
    private volatile boolean isMuted;

    CompletionRing(Ram ram, HostBugs bugs) {
        this.ram = ram;
        this.bugs = bugs;
    }

    /// Makes it.
    ///
    /// @param physAddr a page inside memory, as the whole queue is
    void create(long physAddr, int entries, boolean interrupts) {
        base = physAddr - Machine.RAM_BASE;
        count = 0;
        phase = 1;
        head = 0;
        tail = 0;
        isStarved = false;
        isMuted = false;
        depth = entries;
        hasInterrupt = interrupts;
        exists = true;
    }

    void delete() {
        exists = false;
        count = 0;
    }

    boolean exists() {
        return exists;
    }

    int depth() {
        return depth;
    }

    /// Returns whether one more completion finds room beside `promised` others. Where not, the host's next write of the
    /// head is a doorbell.
    boolean hasRoom(int promised) {
        if (isRoomy(promised)) {
            return true;
        }
        isStarved = true;
        return isRoomy(promised);
    }

    /// Returns whether [#post] makes room: the batch is full, the queue is not.
    boolean isBatchFull() {
        return count == MOST_AT_ONCE;
    }

    private boolean isRoomy(int promised) {
        int coming = count + promised;
        return coming < MOST_AT_ONCE && used() + coming < depth - 1;
    }

    /// Adds a completion to those that [#post] posts.
    ///
    /// @param status of the CQE, without its phase
    void add(long result, int sqHead, int sqId, int cid, int status) {
        results[count] = result;
        words[count] = sqHead | (long) sqId << Short.SIZE | (long) cid << CID_SHIFT | (long) status << STATUS_SHIFT;
        count++;
    }

    /// The interrupt of what is posted next gets lost.
    void mute() {
        isSilent = true;
    }

    boolean hasUnposted() {
        return count > 0;
    }

    /// Writes the completions to memory, each with its phase last.
    void post() {
        int at = tail;
        for (int i = 0; i < count; i++) {
            long offset = base + ((long) at << Cqe.SHIFT);
            ram.write64(offset, results[i]);
            ram.publish64(offset + Cqe.LAST_WORD, words[i] | phase << STATUS_SHIFT);
            at++;
            if (at == depth) {
                at = 0;
                phase ^= 1;
            }
        }
        if (count > 0) {
            isMuted = isSilent;
            isSilent = false;
            count = 0;
            tail = at;
        }
    }

    /// The host writes its head; returns whether the controller has waited for it.
    boolean acknowledge(int newHead) {
        int ahead = distance(head, newHead);
        if (!exists || newHead < 0 || newHead >= depth || ahead > used()) {
            bugs.notice(exists ? HostBug.CQ_HEAD : HostBug.NO_QUEUE, newHead);
            return false;
        }
        head = newHead;
        boolean hasWaited = isStarved;
        isStarved = false;
        return hasWaited;
    }

    /// Returns whether its interrupt is asserted.
    boolean isAsserted() {
        return exists && hasInterrupt && !isMuted && head != tail;
    }

    private int used() {
        return distance(head, tail);
    }

    private int distance(int from, int to) {
        return to >= from ? to - from : to - from + depth;
    }
}
