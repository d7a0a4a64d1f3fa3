package org.rtkit4j.emulator.nvme;

/// The tags of commands in rings, which the firmware keeps in one table for both queues: a bit for each of 64.
///
/// A tag is live from when its command is taken to when its completion is posted. Source: linux 6fe0687,
/// CVE-2026-72131: on A11 a tag that is live in both queues ends the firmware. Tags above 63 are not kept: *guess*.
final class RingTags {
    private static final int KEPT = Long.SIZE;

    private final long[] live = new long[2];
    private final long[] ended = new long[2];

    /// Begins a command; returns false where the other queue has its tag.
    boolean begin(int queue, int tag) {
        live[queue] |= bit(tag);
        return (live[1 - queue] & bit(tag)) == 0;
    }

    /// Its completion is about to be posted.
    void end(int queue, int tag) {
        ended[queue] |= bit(tag);
    }

    /// The completions of what has ended are posted.
    void release() {
        for (int queue = 0; queue < live.length; queue++) {
            live[queue] &= ~ended[queue];
            ended[queue] = 0;
        }
    }

    /// The commands of a queue are gone, without an answer.
    void forget(int queue) {
        live[queue] = 0;
        ended[queue] = 0;
    }

    private static long bit(int tag) {
        return tag < KEPT ? 1L << tag : 0;
    }
}
