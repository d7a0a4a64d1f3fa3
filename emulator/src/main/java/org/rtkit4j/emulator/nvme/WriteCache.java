package org.rtkit4j.emulator.nvme;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// The disk's volatile write cache: what a loss of power may take back.
///
/// It holds, of each block that was written since the last flush, the content that is durable; the medium has the
/// newest. So reads need not look here, and a flush forgets. A block that is written once more while it waits may
/// have been made durable in between: that happens to one in four. A cache that is full is written back as a whole.
///
/// Allocates a block's worth of memory for each of its entries, once.
final class WriteCache {
    private static final int EMPTY = -1;
    private static final int WRITTEN_BACK_ONE_IN = 4;

    private final Medium medium;
    private final SplittableRandom random;
    private final int capacity;
    // The entry of a block, by open addressing over twice as many places.
    private final int[] places;
    private final int mask;
    private final long[] blocks;
    private final byte[][] durable;
    private int count;

    WriteCache(Medium medium, int capacity, long seed) {
        this.medium = medium;
        this.capacity = capacity;
        random = new SplittableRandom(seed);
        places = new int[Integer.highestOneBit(Math.max(1, capacity)) * 4];
        mask = places.length - 1;
        Arrays.fill(places, EMPTY);
        blocks = new long[capacity];
        durable = new byte[capacity][];
    }

    /// Returns how many blocks have a content that is not durable.
    int size() {
        return count;
    }

    /// A block is about to be written: keeps what is durable of it.
    void beforeWrite(long block) {
        int place = placeOf(block);
        if (places[place] != EMPTY) {
            if (random.nextInt(WRITTEN_BACK_ONE_IN) == 0) {
                medium.copyOut(block, durable[places[place]]);
            }
            return;
        }
        if (count == capacity) {
            forget();
            place = placeOf(block);
        }
        add(block, place);
    }

    /// A block was written past the cache: its content is durable.
    void afterDurableWrite(long block) {
        int entry = places[placeOf(block)];
        if (entry != EMPTY) {
            medium.copyOut(block, durable[entry]);
        }
    }

    /// Everything has become durable.
    void forget() {
        if (count > 0) {
            Arrays.fill(places, EMPTY);
            count = 0;
        }
    }

    /// Loses power: what is not durable is taken back, or not.
    ///
    /// @return the blocks that got their old content back
    List<WriteHistory.Event.Write> lose(CacheLoss loss) {
        var restored = new ArrayList<WriteHistory.Event.Write>();
        for (int entry = 0; entry < count; entry++) {
            boolean isLost = loss == CacheLoss.ALL || (loss == CacheLoss.RANDOM && random.nextBoolean());
            if (isLost) {
                medium.copyIn(blocks[entry], durable[entry]);
                restored.add(new WriteHistory.Event.Write(blocks[entry], durable[entry].clone(), true));
            }
        }
        forget();
        return restored;
    }

    /// Copies what is durable of a block; returns false where it is what the medium has.
    boolean copyDurable(long block, byte[] destination) {
        int entry = places[placeOf(block)];
        if (entry == EMPTY) {
            return false;
        }
        System.arraycopy(durable[entry], 0, destination, 0, destination.length);
        return true;
    }

    private void add(long block, int place) {
        int entry = count++;
        if (durable[entry] == null) {
            durable[entry] = new byte[medium.blockBytes()];
        }
        medium.copyOut(block, durable[entry]);
        blocks[entry] = block;
        places[place] = entry;
    }

    // The place where the block's entry is, or would be.
    private int placeOf(long block) {
        int place = (int) ((block * 0x9e37_79b9_7f4a_7c15L) >>> 32) & mask;
        while (places[place] != EMPTY && blocks[places[place]] != block) {
            place = (place + 1) & mask;
        }
        return place;
    }
}
