package org.rtkit4j.emulator.display;

import org.rtkit4j.wire.display.PixelFormat;

/// A picture in memory, and where on the screen a part of it is shown.
///
/// @param iova where its first pixel lies, as the display's DART sees it
/// @param strideBytes from line to line
/// @param format of its pixels
/// @param source the part of it that is shown, in its own pixels
/// @param target where that goes, on the screen; of another size, it is stretched
record Layer(long iova, int strideBytes, PixelFormat format, Rect source, Rect target) {
    /// A rectangle of pixels.
    ///
    /// @param x from the left, 0 or more
    /// @param y from the top, 0 or more
    public record Rect(int x, int y, int width, int height) {
        /// Returns whether these numbers are a rectangle of at least one pixel within something of a size.
        public static boolean fits(long x, long y, long width, long height, long withinWidth, long withinHeight) {
            return x >= 0
                    && y >= 0
                    && width > 0
                    && height > 0
                    && width <= withinWidth
                    && height <= withinHeight
                    && x <= withinWidth - width
                    && y <= withinHeight - height;
        }
    }

    /// Returns a layer that shows all of a picture in the upper left corner.
    public static Layer whole(long iova, int strideBytes, PixelFormat format, int width, int height) {
        var all = new Rect(0, 0, width, height);
        return new Layer(iova, strideBytes, format, all, all);
    }
}
