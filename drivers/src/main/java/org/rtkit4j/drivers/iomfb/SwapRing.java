package org.rtkit4j.drivers.iomfb;

import java.util.Arrays;

/// Pictures that were handed over and are not shown yet: the number that their giver has, and the firmware's.
///
/// A fixed ring: a picture allocates nothing. Any thread may use it. What the firmware tells of another number is
/// nobody's.
public final class SwapRing {
    /// How many pictures can wait. More than three are only there where the firmware tells of none.
    public static final int COUNT = 16;

    /// The number of no picture.
    public static final int NONE = 0;

    private final int[] flips = new int[COUNT];
    private final int[] swaps = new int[COUNT];
    private final boolean[] isAborted = new boolean[COUNT];
    private int last;

    /// Returns whether there is room for another.
    public synchronized boolean hasRoom() {
        return free() >= 0;
    }

    private int free() {
        for (int i = 0; i < COUNT; i++) {
            if (flips[i] == NONE || isAborted[i]) {
                return i;
            }
        }
        return -1;
    }

    /// Adds a picture; returns its number, never [#NONE].
    ///
    /// @throws IllegalStateException if there is no room
    public synchronized int add(int swap) {
        int slot = free();
        if (slot < 0) {
            throw new IllegalStateException("too many pictures wait: " + COUNT);
        }
        last = last == Integer.MAX_VALUE ? 1 : last + 1;
        flips[slot] = last;
        swaps[slot] = swap;
        isAborted[slot] = false;
        return last;
    }

    /// Takes a picture off that is shown; returns its number, or [#NONE] where nobody knows of it.
    public synchronized int shown(int swap) {
        for (int i = 0; i < COUNT; i++) {
            if (flips[i] != NONE && swaps[i] == swap && !isAborted[i]) {
                int flip = flips[i];
                flips[i] = NONE;
                return flip;
            }
        }
        return NONE;
    }

    /// A picture will not be shown.
    public synchronized void abort(int swap) {
        for (int i = 0; i < COUNT; i++) {
            isAborted[i] |= swaps[i] == swap;
        }
    }

    /// No picture will be shown.
    public synchronized void abortAll() {
        Arrays.fill(isAborted, true);
    }

    /// Returns whether a picture is neither shown nor given up.
    public synchronized boolean isWaiting(int flip) {
        int slot = slotOf(flip);
        return slot >= 0 && !isAborted[slot];
    }

    /// Forgets a picture; returns whether it was one that will not be shown.
    public synchronized boolean forget(int flip) {
        int slot = slotOf(flip);
        if (slot >= 0) {
            flips[slot] = NONE;
        }
        return slot >= 0 && isAborted[slot];
    }

    private int slotOf(int flip) {
        for (int i = 0; i < COUNT; i++) {
            if (flips[i] == flip && flip != NONE) {
                return i;
            }
        }
        return -1;
    }
}
