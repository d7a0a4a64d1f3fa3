package org.rtkit4j.app.display;

/// Which pictures are read: at most 16384 pixels each way, 2^26 in all, from files of at most 256 MiB.
final class PictureLimits {
    static final int LARGEST_FILE_BYTES = 256 << 20;
    static final String EXCEEDED = "larger than 16384 pixels or 67108864 in all, or empty";

    private static final int MOST_PIXELS = 0x4000;
    private static final long MOST_PIXELS_IN_ALL = 1 << 26;

    private PictureLimits() {}

    /// Returns whether a picture of this size is read.
    static boolean allow(int width, int height) {
        return width > 0
                && width <= MOST_PIXELS
                && height > 0
                && height <= MOST_PIXELS
                && (long) width * height <= MOST_PIXELS_IN_ALL;
    }
}
