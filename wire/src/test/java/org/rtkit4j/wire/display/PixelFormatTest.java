package org.rtkit4j.wire.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PixelFormatTest {
    @Test
    void aPixelLiesInMemoryAsItsNameSays() {
        assertEquals(0xff12_3456, PixelFormat.BGRA.pixel(0x12_3456));
        assertEquals(0xff56_3412, PixelFormat.RGBA.pixel(0x12_3456));
        // 0x12 as ten bits is 0x48, 0x34 is 0xd0, 0x56 is 0x159.
        assertEquals(0xc000_0000 | 0x48 << 20 | 0xd0 << 10 | 0x159, PixelFormat.W30R.pixel(0x12_3456));
        assertEquals(-1, PixelFormat.W30R.pixel(0xff_ffff));
    }

    @ParameterizedTest
    @EnumSource(PixelFormat.class)
    void everyColourComesBack(PixelFormat format) {
        for (int channel = 0; channel < 256; channel++) {
            for (int shift : new int[] {0, 8, 16}) {
                int rgb = channel << shift;
                assertEquals(rgb, format.rgb(format.pixel(rgb)));
            }
        }
    }

    @Test
    void isFoundByNumberAndByLetters() {
        assertEquals(PixelFormat.BGRA, PixelFormat.ofCode(1));
        assertEquals(PixelFormat.RGBA, PixelFormat.ofCode(3));
        assertEquals(PixelFormat.W30R, PixelFormat.ofCode(9));
        assertNull(PixelFormat.ofCode(8));
        // As four characters in memory, the last first: "r03w".
        assertEquals(PixelFormat.W30R, PixelFormat.ofFourCc(0x7733_3072));
        assertEquals(0x4247_5241, PixelFormat.BGRA.fourCc());
    }

    @Test
    void aModeSaysHowLongAPictureStands() {
        assertEquals(16_666_666, TimingMode.of(1920, 1080, 60).frameNanos());
        assertEquals("1920x1080@60", TimingMode.of(1920, 1080, 60).toString());
        assertEquals("1920x1080@59.94", new TimingMode(1920, 1080, 0x3b_f0a3).toString());
        assertThrows(IllegalArgumentException.class, () -> new TimingMode(0, 1080, 1));
        assertEquals(false, TimingMode.exists(0x1_0000_0001L, 1, 1));
        assertEquals("RGB 24-bit BT.709 SDR", ColorMode.PLAIN.toString());
        assertEquals("7 30-bit BT.2020 9", new ColorMode(2, 9, 7, 30).toString());
    }
}
