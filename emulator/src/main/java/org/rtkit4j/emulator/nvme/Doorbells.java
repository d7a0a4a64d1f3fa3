package org.rtkit4j.emulator.nvme;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The tags that a host has handed over, and those that it has not got back. One bit for each of 64 tags.
///
/// A tag is *pending* in its queue until the controller takes it, *live* until its completion is posted, and *held*
/// until its TCB is invalidated. Any thread may ring; nothing is lost and nothing is allocated.
final class Doorbells {
    private static final VarHandle TAGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int LIVE = 2;
    private static final int HELD = 3;

    private final HostBugs bugs;
    // Pending in the admin queue, pending in the I/O queue, live, held.
    private final long[] tags = new long[4];

    Doorbells(HostBugs bugs) {
        this.bugs = bugs;
    }

    /// Rings for a tag, below 64, of the admin queue, 0, or the I/O queue, 1.
    void ring(int queue, int tag) {
        long bit = 1L << tag;
        if (((long) TAGS.getAndBitwiseOr(tags, LIVE, bit) & bit) != 0) {
            bugs.notice(HostBug.TAG_IN_USE, tag);
            return;
        }
        if (((long) TAGS.getAndBitwiseOr(tags, HELD, bit) & bit) != 0) {
            bugs.notice(HostBug.TAG_NOT_INVALIDATED, tag);
        }
        TAGS.getAndBitwiseOr(tags, queue, bit);
    }

    /// Gives a TCB back; returns whether that was possible.
    boolean invalidate(int tag) {
        long bit = 1L << tag;
        if (((long) TAGS.getVolatile(tags, LIVE) & bit) != 0) {
            bugs.notice(HostBug.INVALIDATED_IN_FLIGHT, tag);
            return false;
        }
        if (((long) TAGS.getAndBitwiseAnd(tags, HELD, ~bit) & bit) == 0) {
            bugs.notice(HostBug.INVALIDATED_UNUSED, tag);
        }
        return true;
    }

    boolean hasPending(int queue) {
        return (long) TAGS.getVolatile(tags, queue) != 0;
    }

    /// Takes all pending tags of a queue.
    long take(int queue) {
        return (long) TAGS.getAndSet(tags, queue, 0L);
    }

    /// Puts tags back that were taken too early.
    void putBack(int queue, long bits) {
        TAGS.getAndBitwiseOr(tags, queue, bits);
    }

    /// The completions of these tags are about to be posted.
    void release(long bits) {
        TAGS.getAndBitwiseAnd(tags, LIVE, ~bits);
    }

    void reset() {
        for (int i = 0; i < tags.length; i++) {
            TAGS.setVolatile(tags, i, 0L);
        }
    }
}
