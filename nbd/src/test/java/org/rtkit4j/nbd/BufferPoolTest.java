package org.rtkit4j.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the pool has from the system, whatever is taken and given back.
class BufferPoolTest {
    private static final long MOST_BYTES = 160L << 20;
    private static final int STEPS = 300;

    private final BufferPool pool = new BufferPool(MOST_BYTES);
    private final List<ByteBuffer> out = new ArrayList<>();

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void staysWithinItsBounds(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < STEPS; i++) {
            if (random.nextBoolean()) {
                take(1 << random.nextInt(25));
            } else if (!out.isEmpty()) {
                pool.give(out.remove(random.nextInt(out.size())));
            }
            assertTrue(pool.heldBytes() <= MOST_BYTES, () -> "held=" + pool.heldBytes());
            assertTrue(pool.heldBytes() <= outBytes() + BufferPool.MOST_KEPT_BYTES, () -> "held=" + pool.heldBytes());
        }
        giveAllBack();
        assertTrue(pool.heldBytes() <= BufferPool.MOST_KEPT_BYTES, () -> "held=" + pool.heldBytes());
        pool.close();
        assertEquals(0, pool.heldBytes());
    }

    // Only where there is really no room.
    private void take(int bytes) {
        try {
            out.add(pool.take(bytes));
        } catch (IOException _) {
            assertTrue(outBytes() + BufferPool.capacity(bytes) > MOST_BYTES, "refused though there is room");
        }
    }

    private long outBytes() {
        return out.stream().mapToLong(ByteBuffer::capacity).sum();
    }

    private void giveAllBack() {
        out.forEach(pool::give);
        out.clear();
    }

    @Test
    void whatIsKeptInOneSizeMakesRoomForAnother() throws IOException {
        for (int i = 0; i < 16; i++) {
            out.add(pool.take(4 << 20));
        }
        giveAllBack();
        for (int i = 0; i < 4; i++) {
            out.add(pool.take(32 << 20));
        }
        assertThrows(IOException.class, () -> pool.take(32 << 20));
    }

    @Test
    void whatComesBackToAClosedPoolIsNotKept() throws IOException {
        ByteBuffer late = pool.take(4096);
        pool.close();
        assertTrue(pool.heldBytes() > 0);
        pool.give(late);
        assertEquals(0, pool.heldBytes());
    }
}
