package org.rtkit4j.drivers.iomfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Pictures that wait, as the firmware tells of them.
class SwapRingTest {
    private final SwapRing ring = new SwapRing();

    @Test
    void aPictureWaitsUntilItIsShown() {
        int first = ring.add(100);
        int second = ring.add(200);
        assertEquals(second, ring.shown(200));
        assertFalse(ring.isWaiting(second));
        assertTrue(ring.isWaiting(first));
        assertEquals(SwapRing.NONE, ring.shown(200), "once");
        assertFalse(ring.forget(second), "it was shown");
    }

    @Test
    void oneThatIsAbortedTakesNoOtherWithIt() {
        int first = ring.add(100);
        int second = ring.add(200);
        int third = ring.add(300);
        ring.abort(200);
        assertTrue(ring.isWaiting(first));
        assertFalse(ring.isWaiting(second));
        assertTrue(ring.isWaiting(third));
        assertEquals(SwapRing.NONE, ring.shown(200));
        assertTrue(ring.forget(second));
        assertFalse(ring.forget(second), "nobody knows of it any more");
        assertFalse(ring.forget(third));
    }

    @Test
    void aPictureThatIsForgottenMakesRoomWhereverItStood() {
        for (int i = 0; i < SwapRing.COUNT; i++) {
            assertTrue(ring.hasRoom());
            assertEquals(i + 1, ring.add(i));
        }
        assertFalse(ring.hasRoom());
        assertThrows(IllegalStateException.class, () -> ring.add(99));
        for (int flip : new int[] {1, 8, SwapRing.COUNT}) {
            ring.forget(flip);
            assertTrue(ring.hasRoom());
            ring.add(99);
            assertFalse(ring.hasRoom());
        }
    }
}
