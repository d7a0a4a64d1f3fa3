package org.rtkit4j.wire.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LayoutTest {
    private static final Bits TYPE = Bits.bits("TYPE", 59, 52, "test");
    private static final Layout LAYOUT = Layout.named("M", Direction.BOTH, "A message")
            .when(TYPE, 0x8)
            .with(Bits.flag("LAST", 51, "test"), Bits.bits("BASE", 34, 32, FieldType.DEC, "test"));

    @Test
    void isRecognisedByItsKeysAlone() {
        assertTrue(LAYOUT.matches(0x0088_0001_0000_0000L));
        assertTrue(LAYOUT.matches(0xf080_0000_0000_ffffL));
        assertFalse(LAYOUT.matches(0x0090_0000_0000_0000L));
    }

    @Test
    void printsUnknownBits() {
        assertEquals("M(LAST=1, BASE=3, unknown=0xf000000000000001)", LAYOUT.format(0xf088_0003_0000_0001L));
        assertEquals("M(LAST=0, BASE=0)", LAYOUT.format(LAYOUT.word()));
    }

    @Test
    void refusesOverlappingFields() {
        var low = Bits.bits("A", 7, 0, "test");
        var thrown = assertThrows(
                IllegalArgumentException.class,
                () -> Layout.named("M", Direction.BOTH, "A message").with(low, Bits.flag("B", 7, "test")));
        assertEquals("fields overlap: layout=M, field=B, bits=7", thrown.getMessage());
    }

    @Test
    void refusesAFieldOverItsKey() {
        var layout = Layout.named("M", Direction.BOTH, "A message").when(TYPE, 1);
        assertThrows(IllegalArgumentException.class, () -> layout.with(Bits.bits("A", 63, 52, "test")));
    }

    @Test
    void tellsItsParts() {
        assertEquals("A message", LAYOUT.summary());
        assertEquals(2, LAYOUT.fields().size());
        assertEquals("LAST", LAYOUT.fields().getFirst().name());
        assertEquals(java.util.List.of(TYPE), LAYOUT.keys());
        assertEquals(0x0ff0_0000_0000_0000L, LAYOUT.keyMask());
        assertEquals(0x0080_0000_0000_0000L, LAYOUT.word());
        assertEquals("M", LAYOUT.toString());
    }

    @Test
    void aLayoutWithoutFieldsIsItsNameWhereNothingIsUnknown() {
        var bare = Layout.named("PING", Direction.AP_TO_IOP, "A ping").when(TYPE, 3);
        assertEquals("PING", bare.format(0x0030_0000_0000_0000L));
        assertEquals("PING(unknown=0x1)", bare.format(0x0030_0000_0000_0001L));
    }

    @Test
    void whatNoFieldCoversIsUnknown() {
        assertEquals(0xf007_fff8_ffff_ffffL, LAYOUT.unknownBits(-1L));
        assertEquals(0, LAYOUT.unknownBits(0x0ff8_0007_0000_0000L));
    }
}
