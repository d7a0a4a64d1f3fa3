package org.rtkit4j.capture.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.testkit.AllocationProbe;
import org.rtkit4j.wire.layout.Direction;

class TapRingTest {
    private static final int ALL = Integer.MAX_VALUE;

    @Test
    void handsEverythingOverInOrderAndOnce() {
        var ring = new TapRing(3, 8);
        var heard = new Heard();
        ring.record(10, AP_TO_IOP, 0x60000000000220L, 0);
        ring.note(11, "waiting for HELLO");
        ring.record(12, IOP_TO_AP, 0x10000000c000bL, 0x0010_0000_0000_0000L, Snapshot.of(0x4000, new byte[] {7}));
        assertEquals(3, ring.drain(heard, ALL));
        assertEquals(
                List.of(
                        "3 @10 AP → IOP 60000000000220 0",
                        "3 @11 waiting for HELLO",
                        "3 @12 IOP → AP 10000000c000b 10000000000000",
                        "3 snapshot 4000 +1"),
                heard.lines);
        assertEquals(0, ring.drain(heard, ALL));
        assertEquals(3, ring.recorded());
    }

    @Test
    void dropsTheNewestWhenFullAndSaysWhere() {
        var ring = new TapRing(0, 4);
        var heard = new Heard();
        for (int i = 0; i < 7; i++) {
            ring.record(i, AP_TO_IOP, i, 0);
        }
        assertEquals(3, ring.dropped());
        assertEquals(2, ring.drain(heard, 2));
        ring.record(7, AP_TO_IOP, 7, 0);
        ring.drain(heard, ALL);
        assertEquals(
                List.of(
                        "0 @0 AP → IOP 0 0",
                        "0 @1 AP → IOP 1 0",
                        "0 @2 AP → IOP 2 0",
                        "0 @3 AP → IOP 3 0",
                        "0 gap 3",
                        "0 @7 AP → IOP 7 0"),
                heard.lines);
    }

    @Test
    void capacityIsRoundedUpAndBounded() {
        for (int capacity : new int[] {1, 2, 3, 4, 5, 1000}) {
            var ring = new TapRing(0, capacity);
            while (ring.dropped() == 0) {
                ring.record(0, AP_TO_IOP, 0, 0);
            }
            assertEquals(Math.max(2, Long.highestOneBit(2L * capacity - 1)), ring.recorded(), "capacity=" + capacity);
        }
        assertThrows(IllegalArgumentException.class, () -> new TapRing(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new TapRing(0, (1 << 24) + 1));
    }

    @Test
    void aSinkThatThrowsLosesOneMessage() {
        var ring = new TapRing(0, 4);
        ring.record(0, AP_TO_IOP, 0, 0);
        ring.record(1, AP_TO_IOP, 1, 0);
        assertThrows(IllegalStateException.class, () -> ring.drain((_, _, _, _, _) -> fail(), ALL));
        var heard = new Heard();
        ring.drain(heard, ALL);
        assertEquals(List.of("0 @1 AP → IOP 1 0"), heard.lines);
    }

    @Test
    void recordingAllocatesNothing() {
        var ring = new TapRing(0, 1 << 10);
        long bytes = AllocationProbe.leastBytes(() -> {
            for (int i = 0; i < 100_000; i++) {
                ring.record(i, IOP_TO_AP, i, i);
            }
        });
        assertEquals(0, bytes);
    }

    /// One thread records as fast as it can, the other drains: what arrives is whole, in order, and nothing is missing
    /// that no gap owns up to.
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void twoThreadsLoseNothingUncounted(long seed) {
        var random = new SplittableRandom(seed);
        int count = 300_000;
        var ring = new TapRing(0, 1 << random.nextInt(1, 9));
        int budget = random.nextInt(1, 200);
        int noteEvery = random.nextInt(2, 50);
        var check = new SequenceCheck();
        var recorder = CompletableFuture.runAsync(() -> recordSequence(ring, count, noteEvery));
        while (!recorder.isDone()) {
            ring.drain(check, budget);
        }
        recorder.join();
        while (ring.drain(check, budget) > 0) {
            Thread.onSpinWait();
        }
        assertEquals(count, check.next + ring.dropped() - check.gaps);
        assertEquals(count - ring.dropped(), ring.recorded());
    }

    private static void recordSequence(TapRing ring, int count, int noteEvery) {
        for (int i = 0; i < count; i++) {
            if (i % noteEvery == 0) {
                ring.note(i, "note " + i);
            } else {
                ring.record(i, i % 3 == 0 ? AP_TO_IOP : IOP_TO_AP, SequenceCheck.mix(i), ~(long) i);
            }
        }
    }

    private static void fail() {
        throw new IllegalStateException("the sink is broken");
    }

    private static final class Heard implements TapSink {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void onMessage(int number, long timeNanos, Direction direction, long msg0, long msg1) {
            lines.add("%d @%d %s %x %x".formatted(number, timeNanos, direction, msg0, msg1));
        }

        @Override
        public void onSnapshot(int number, Snapshot snapshot) {
            lines.add("%d snapshot %x +%d"
                    .formatted(number, snapshot.iova(), snapshot.bytes().remaining()));
        }

        @Override
        public void onNote(int number, long timeNanos, String note) {
            lines.add("%d @%d %s".formatted(number, timeNanos, note));
        }

        @Override
        public void onGap(int number, long dropped) {
            lines.add("%d gap %d".formatted(number, dropped));
        }
    }

    /// Expects record i to hold what i makes of it, but for those that a gap announces.
    private static final class SequenceCheck implements TapSink {
        private long next;
        private long gaps;

        static long mix(long i) {
            return i * 0x9e3779b97f4a7c15L;
        }

        @Override
        public void onMessage(int number, long timeNanos, Direction direction, long msg0, long msg1) {
            assertEquals(next++, timeNanos);
            assertEquals(mix(timeNanos), msg0);
            assertEquals(~timeNanos, msg1);
            assertEquals(timeNanos % 3 == 0 ? AP_TO_IOP : IOP_TO_AP, direction);
        }

        @Override
        public void onNote(int number, long timeNanos, String note) {
            assertEquals(next++, timeNanos);
            assertEquals("note " + timeNanos, note);
        }

        @Override
        public void onGap(int number, long dropped) {
            next += dropped;
            gaps += dropped;
        }
    }
}
