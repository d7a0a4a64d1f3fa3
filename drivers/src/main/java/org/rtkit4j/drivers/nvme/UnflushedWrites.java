package org.rtkit4j.drivers.nvme;

import java.util.Arrays;

/// The writes that were answered and that no flush has covered yet: which page holds what belongs into which block.
///
/// Each block is there once, with its latest content. Blocks stand in the order in which they were answered last,
/// so that what a flush covers is the beginning of the list. Nothing here allocates.
final class UnflushedWrites {
    static final int NONE = -1;

    private static final long EMPTY = -1;
    private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;

    // By hash of the block: open addressing, half full at most.
    private final long[] keys;
    private final int[] values;
    private final int shift;

    // By page.
    private final long[] blocks;
    private final long[] epochs;
    private final int[] next;
    private final int[] previous;
    private int first = NONE;
    private int last = NONE;
    private int count;

    UnflushedWrites(int pages) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(8, 2 * pages - 1));
        keys = new long[1 << bits];
        values = new int[1 << bits];
        shift = Long.SIZE - bits;
        Arrays.fill(keys, EMPTY);
        blocks = new long[pages];
        epochs = new long[pages];
        next = new int[pages];
        previous = new int[pages];
    }

    int count() {
        return count;
    }

    /// Returns the page of the block that was answered longest ago, or [#NONE].
    int first() {
        return first;
    }

    /// Returns the page after this one, or [#NONE].
    int next(int page) {
        return next[page];
    }

    long block(int page) {
        return blocks[page];
    }

    long epoch(int page) {
        return epochs[page];
    }

    /// Puts a block's latest content in.
    ///
    /// @param epoch how many flushes were begun before
    /// @return the page that had the content before, or [#NONE]
    int put(long block, int page, long epoch) {
        int at = find(block);
        int before = NONE;
        if (keys[at] == block) {
            before = values[at];
            unlink(before);
        } else {
            keys[at] = block;
            count++;
        }
        values[at] = page;
        blocks[page] = block;
        epochs[page] = epoch;
        link(page);
        return before;
    }

    /// Takes a block out.
    ///
    /// @return its page, or [#NONE] if it is not there
    int remove(long block) {
        int at = find(block);
        if (keys[at] != block) {
            return NONE;
        }
        int page = values[at];
        unlink(page);
        count--;
        close(at);
        return page;
    }

    private void link(int page) {
        previous[page] = last;
        next[page] = NONE;
        if (last == NONE) {
            first = page;
        } else {
            next[last] = page;
        }
        last = page;
    }

    private void unlink(int page) {
        if (previous[page] == NONE) {
            first = next[page];
        } else {
            next[previous[page]] = next[page];
        }
        if (next[page] == NONE) {
            last = previous[page];
        } else {
            previous[next[page]] = previous[page];
        }
    }

    private int home(long block) {
        return (int) ((block * MULTIPLIER) >>> shift);
    }

    private int find(long block) {
        int at = home(block);
        while (keys[at] != EMPTY && keys[at] != block) {
            at = (at + 1) & (keys.length - 1);
        }
        return at;
    }

    // Moves later ones up, so that a search never meets a hole before what it looks for.
    private void close(int hole) {
        int gap = hole;
        int at = (gap + 1) & (keys.length - 1);
        while (keys[at] != EMPTY) {
            int home = home(keys[at]);
            boolean mayMove = ((at - home) & (keys.length - 1)) >= ((at - gap) & (keys.length - 1));
            if (mayMove) {
                keys[gap] = keys[at];
                values[gap] = values[at];
                gap = at;
            }
            at = (at + 1) & (keys.length - 1);
        }
        keys[gap] = EMPTY;
    }
}
