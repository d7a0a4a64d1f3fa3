package org.rtkit4j.wire.display;

import org.jspecify.annotations.Nullable;

/// How a pixel of 32 bits lies in memory.
///
/// The two ways to a display co-processor name a format each in its own manner: the boot loader's by a small
/// number, the operating system's by four letters. Sources: m1n1 `src/dcp_iboot.h`; linux
/// `drivers/gpu/drm/apple/dcp.c`, where the letters stand the other way round, as they lie in memory.
public enum PixelFormat {
    /// Blue in the lowest byte, eight bits each; the highest byte is alpha, or nothing.
    BGRA(1, "BGRA", 8, 16, 8, 0),

    /// Red in the lowest byte, eight bits each.
    RGBA(3, "RGBA", 8, 0, 8, 16),

    /// Ten bits each, blue lowest: what boot loaders use.
    W30R(9, "w30r", 10, 20, 10, 0);

    /// Size of a pixel.
    public static final int BYTES = 4;

    private final int code;
    private final String letters;
    private final int bits;
    private final int red;
    private final int green;
    private final int blue;

    PixelFormat(int code, String letters, int bits, int red, int green, int blue) {
        this.code = code;
        this.letters = letters;
        this.bits = bits;
        this.red = red;
        this.green = green;
        this.blue = blue;
    }

    /// Returns its number in the boot loader's language.
    public int code() {
        return code;
    }

    /// Returns its four letters as one number, the first letter in the highest byte.
    public int fourCc() {
        int number = 0;
        for (int i = 0; i < letters.length(); i++) {
            number = number << 8 | letters.charAt(i);
        }
        return number;
    }

    /// Returns its four letters: `BGRA`.
    public String letters() {
        return letters;
    }

    /// Returns the format with this number, or null where there is none that can be drawn in.
    public static @Nullable PixelFormat ofCode(long code) {
        for (PixelFormat format : values()) {
            if (format.code == code) {
                return format;
            }
        }
        return null;
    }

    /// Returns the format with these letters, or null where there is none that can be drawn in.
    public static @Nullable PixelFormat ofFourCc(long fourCc) {
        for (PixelFormat format : values()) {
            if (format.fourCc() == (int) fourCc) {
                return format;
            }
        }
        return null;
    }

    /// Returns a colour as a pixel of this format, opaque where the format can say so.
    ///
    /// @param rgb 23:16 red, 15:8 green, 7:0 blue
    public int pixel(int rgb) {
        int opaque = bits == 8 ? 0xff << 24 : 0b11 << 30;
        return opaque | widened(rgb >>> 16) << red | widened(rgb >>> 8) << green | widened(rgb) << blue;
    }

    /// Returns the colour of a pixel: 23:16 red, 15:8 green, 7:0 blue.
    public int rgb(int pixel) {
        return narrowed(pixel >>> red) << 16 | narrowed(pixel >>> green) << 8 | narrowed(pixel >>> blue);
    }

    // The highest bits fill the lowest, so that white stays white.
    private int widened(int channel) {
        int eight = channel & 0xff;
        return eight << (bits - 8) | eight >>> (16 - bits);
    }

    private int narrowed(int channel) {
        return channel >>> (bits - 8) & 0xff;
    }
}
