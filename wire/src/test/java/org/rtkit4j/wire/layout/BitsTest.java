package org.rtkit4j.wire.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class BitsTest {
    @Test
    void readsAFieldZeroExtended() {
        assertEquals(0xc, Bits.bits("MAX", 31, 16, "test").get(0x0010_0000_000c_000bL));
        assertEquals(1, Bits.flag("TOP", 63, "test").get(0x8000_0000_0000_0000L));
        assertEquals(-1L, Bits.bits("ALL", 63, 0, "test").get(-1L));
    }

    @Test
    void replacesAFieldAndNothingElse() {
        assertEquals(0xffff_00ff_ffff_ffffL, Bits.bits("F", 47, 40, "test").put(-1L, 0));
        assertEquals(0x0000_1200_0000_0000L, Bits.bits("F", 47, 40, "test").put(0, 0x12));
    }

    @Test
    void refusesAValueThatDoesNotFit() {
        var thrown = assertThrows(
                IllegalArgumentException.class,
                () -> Bits.bits("BASE", 34, 32, "test").put(0, 8));
        assertEquals("value does not fit the field: field=BASE, bits=34:32, value=0x8", thrown.getMessage());
    }

    @Test
    void refusesARangeOutOfOrder() {
        assertThrows(IllegalArgumentException.class, () -> Bits.bits("F", 3, 4, "test"));
        assertThrows(IllegalArgumentException.class, () -> Bits.bits("F", 64, 4, "test"));
    }

    @RepeatedTest(100)
    void whatIsPutIsRead(RepetitionInfo repetition) {
        var random = new SplittableRandom(repetition.getCurrentRepetition());
        int low = random.nextInt(64);
        int high = random.nextInt(low, 64);
        var field = Bits.bits("F", high, low, "test");
        long word = random.nextLong();
        long value = random.nextLong() & field.maximum();
        long changed = field.put(word, value);
        assertEquals(value, field.get(changed));
        assertEquals(word & ~field.mask(), changed & ~field.mask());
    }
}
