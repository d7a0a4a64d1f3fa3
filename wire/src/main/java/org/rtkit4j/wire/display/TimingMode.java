package org.rtkit4j.wire.display;

import java.util.Locale;

/// A size and a rate at which a monitor shows pictures.
///
/// @param width in pixels, 1 to 16384
/// @param height in pixels, 1 to 16384
/// @param refresh pictures a second, in units of 1/65536, above 0
public record TimingMode(int width, int height, int refresh) {
    private static final int MOST_PIXELS = 0x4000;
    private static final int UNIT_BITS = 16;
    private static final long NANOS = 1_000_000_000L;

    /// @throws IllegalArgumentException if there is no such mode; data from outside is asked about by [#exists]
    public TimingMode {
        if (!exists(width, height, refresh)) {
            throw new IllegalArgumentException(
                    "no such mode: width=%d, height=%d, refresh=0x%x".formatted(width, height, refresh));
        }
    }

    /// Makes a mode with a whole number of pictures a second.
    public static TimingMode of(int width, int height, int hertz) {
        return new TimingMode(width, height, hertz << UNIT_BITS);
    }

    /// Returns whether size and rate make a mode; for any numbers.
    public static boolean exists(long width, long height, long refresh) {
        return width > 0
                && width <= MOST_PIXELS
                && height > 0
                && height <= MOST_PIXELS
                && refresh > 0
                && refresh <= Integer.MAX_VALUE;
    }

    /// Returns how long a picture stands.
    public long frameNanos() {
        return (NANOS << UNIT_BITS) / refresh;
    }

    /// Returns how many pixels there are.
    public int pixels() {
        return Math.multiplyExact(width, height);
    }

    /// Returns it as people write it: `1920x1080@60`, `1920x1080@59.94`.
    @Override
    public String toString() {
        long hundredths = (refresh * 100L + (1 << (UNIT_BITS - 1))) >>> UNIT_BITS;
        String rate = hundredths % 100 == 0
                ? Long.toString(hundredths / 100)
                : String.format(Locale.ROOT, "%d.%02d", hundredths / 100, hundredths % 100);
        return width + "x" + height + "@" + rate;
    }
}
