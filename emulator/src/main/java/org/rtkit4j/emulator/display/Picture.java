package org.rtkit4j.emulator.display;

import java.util.Arrays;
import java.util.Objects;

/// What is to be seen on a screen at one time.
///
/// @param width in pixels
/// @param height in pixels
/// @param rgb line after line, 23:16 red, 15:8 green, 7:0 blue; not to be changed
@SuppressWarnings("ArrayRecordComponent") // millions of pixels, copied once
public record Picture(int width, int height, int[] rgb) {
    public Picture {
        if (rgb.length != Math.multiplyExact(width, height)) {
            throw new IllegalArgumentException(
                    "not a picture: width=%d, height=%d, pixels=%d".formatted(width, height, rgb.length));
        }
    }

    /// Returns one pixel.
    public int at(int x, int y) {
        Objects.checkIndex(x, width);
        return rgb[y * width + x];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Picture(int otherWidth, int otherHeight, int[] pixels)
                && width == otherWidth
                && height == otherHeight
                && Arrays.equals(rgb, pixels);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rgb);
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
