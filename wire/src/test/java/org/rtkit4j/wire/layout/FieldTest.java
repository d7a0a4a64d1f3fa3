package org.rtkit4j.wire.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class FieldTest {
    private final byte[] bytes = new byte[16];
    private final MemorySegment memory = MemorySegment.ofArray(bytes);

    @Test
    void numbersAreLittleEndianAtAnyOffset() {
        Field.u16("a", 1, "test").put(memory, 2, 0x1_2345);
        assertArrayEquals(new byte[] {0x45, 0x23}, new byte[] {bytes[3], bytes[4]});
        Field.u32("b", 3, "test").put(memory, 4, 0x1_89ab_cdefL);
        assertArrayEquals(
                new byte[] {(byte) 0xef, (byte) 0xcd, (byte) 0xab, (byte) 0x89, 0},
                java.util.Arrays.copyOfRange(bytes, 7, 12));
        Field.u64("c", 1, "test").put(memory, 6, 0x0102_0304_0506_0708L);
        assertArrayEquals(new byte[] {8, 7, 6, 5, 4, 3, 2, 1}, java.util.Arrays.copyOfRange(bytes, 7, 15));
        Field.u8("d", 0, "test").put(memory, 15, 0x1ff);
        assertEquals((byte) 0xff, bytes[15]);
    }

    @Test
    void whatIsWrittenIsReadWithoutASign() {
        Field.u8("a", 0, "test").put(memory, 0, -1);
        Field.u16("b", 1, "test").put(memory, 0, -2);
        Field.u32("c", 3, "test").put(memory, 0, -3);
        Field.u64("d", 7, "test").put(memory, 0, -4);
        assertEquals(0xff, Field.u8("a", 0, "test").get(memory, 0));
        assertEquals(0xfffe, Field.u16("b", 1, "test").get(memory, 0));
        assertEquals(0xffff_fffdL, Field.u32("c", 3, "test").get(memory, 0));
        assertEquals(-4, Field.u64("d", 7, "test").get(memory, 0));
        assertEquals(0xfffe, Field.u16("b", 0, "test").get(memory, 1), "the base counts");
    }

    @Test
    void whatIsNoNumberIsNeitherReadNorWritten() {
        var text = Field.bytes("text", 0, 3, "test");
        assertEquals(
                "not a number: field=text, size=3",
                assertThrows(IllegalStateException.class, () -> text.get(memory, 0))
                        .getMessage());
        assertThrows(IllegalStateException.class, () -> text.put(memory, 0, 1));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> Field.u32("a", 13, "test").get(memory, 0));
    }

    @Test
    void aFieldEndsBehindItsLastByte() {
        assertEquals(12, Field.u32("a", 8, "test").end());
    }

    @Test
    void refusesAFieldThatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> Field.u8("a", -1, "test"));
        assertThrows(IllegalArgumentException.class, () -> Field.bytes("a", 0, 0, "test"));
        assertEquals(0, Field.u8("a", 0, "test").offset());
    }

    // ---- How values are printed ----

    @Test
    void namesStandForTheirPlaces() {
        var type = FieldType.names("off", "", "on");
        assertEquals("0 off, 2 on", type.label());
        assertEquals("off", type.format(0));
        assertEquals("0x1", type.format(1));
        assertEquals("on", type.format(2));
        assertEquals("0x3", type.format(3));
        assertEquals("0xffffffffffffffff", type.format(-1));
    }

    @Test
    void fourCharactersArePrintedAsText() {
        assertEquals("'TC0P'", FieldType.FOURCC.format(0x5443_3050L));
        assertEquals("' ~ ~'", FieldType.FOURCC.format(0x207e_207eL));
        assertEquals("0x1f433050", FieldType.FOURCC.format(0x1f43_3050L));
        assertEquals("0x5443307f", FieldType.FOURCC.format(0x5443_307fL));
    }

    @Test
    void amountsHaveTheirUnits() {
        assertEquals("1 page", FieldType.PAGES_4K.format(1));
        assertEquals("2 pages", FieldType.PAGES_4K.format(2));
        assertEquals("16 bytes", FieldType.BYTES.format(16));
        assertEquals("0x7000", FieldType.ADDRESS_4K.format(7));
        assertEquals("18446744073709551615", FieldType.DEC.format(-1));
    }
}
