package org.rtkit4j.drivers.nvme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Against a map that keeps its order: every block once, with its latest page, oldest answer first.
class UnflushedWritesTest {
    private static final int PAGES = 48;

    private final UnflushedWrites unflushed = new UnflushedWrites(PAGES);
    private final Map<Long, Integer> model = new LinkedHashMap<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void isAMapInTheOrderOfItsLastAnswers(long seed) {
        var random = new SplittableRandom(seed);
        for (int page = 0; page < PAGES; page++) {
            free.add(page);
        }
        // Few enough to be met again, many enough to share a place in the table; far apart, so that many do.
        long[] some = random.longs(90, 0, Long.MAX_VALUE).toArray();
        for (int step = 0; step < 4000; step++) {
            long block = step % 2 == 0 ? random.nextLong(90) : some[random.nextInt(90)];
            if (random.nextInt(PAGES) < free.size()) {
                put(block, step);
            } else {
                remove(block);
            }
            assertEquals(model.size(), unflushed.count());
            assertEquals(List.copyOf(model.keySet()), blocks());
        }
    }

    private void put(long block, int epoch) {
        int page = free.remove();
        Integer before = model.remove(block);
        model.put(block, page);
        assertEquals(before == null ? UnflushedWrites.NONE : before, unflushed.put(block, page, epoch));
        assertEquals(epoch, unflushed.epoch(page));
        if (before != null) {
            free.add(before);
        }
    }

    private void remove(long block) {
        Integer page = model.remove(block);
        assertEquals(page == null ? UnflushedWrites.NONE : page, unflushed.remove(block));
        if (page != null) {
            free.add(page);
        }
    }

    private List<Long> blocks() {
        var blocks = new ArrayList<Long>();
        for (int page = unflushed.first(); page != UnflushedWrites.NONE; page = unflushed.next(page)) {
            assertEquals(model.get(unflushed.block(page)), page);
            blocks.add(unflushed.block(page));
        }
        return blocks;
    }
}
