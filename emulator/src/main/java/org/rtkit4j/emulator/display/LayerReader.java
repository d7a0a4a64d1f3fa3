package org.rtkit4j.emulator.display;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.display.Layer.Rect;
import org.rtkit4j.wire.display.Iboot;
import org.rtkit4j.wire.display.PixelFormat;

/// Layers as boot loaders describe them: one plane, line after line, not turned; anything else is none.
final class LayerReader {
    private static final int MOST_PIXELS = 0x4000;

    private LayerReader() {}

    /// Returns a layer that shows all of its picture, or null.
    static @Nullable Layer whole(MemorySegment fields, long at) {
        if (fields.byteSize() - at < Iboot.Layer.BYTES) {
            return null;
        }
        var all = new Rect(0, 0, (int) Iboot.Layer.WIDTH.get(fields, at), (int) Iboot.Layer.HEIGHT.get(fields, at));
        return layer(fields, at, all, all);
    }

    /// Returns the layer of a swap, or null.
    static @Nullable Layer ofSwap(MemorySegment fields, boolean hasGap) {
        long rectangles = Iboot.SwapLayer.RECTANGLES + (hasGap ? (long) Iboot.SwapLayer.GAP_BYTES : 0);
        Rect source = rect(fields, rectangles);
        Rect target = rect(fields, rectangles + Iboot.Rectangle.BYTES);
        return source == null || target == null ? null : layer(fields, Iboot.SwapLayer.LAYER, source, target);
    }

    private static @Nullable Layer layer(MemorySegment fields, long at, Rect source, Rect target) {
        long width = Iboot.Layer.WIDTH.get(fields, at);
        long height = Iboot.Layer.HEIGHT.get(fields, at);
        long stride = Iboot.Layer.STRIDE.get(fields, at);
        PixelFormat format = PixelFormat.ofCode(Iboot.Layer.FORMAT.get(fields, at));
        boolean isShown = Iboot.Layer.PLANE_COUNT.get(fields, at) == 1
                && Iboot.Layer.ADDRESS_FORMAT.get(fields, at) == Iboot.Layer.PLANAR
                && Iboot.Layer.TRANSFORM.get(fields, at) == 0
                && Rect.fits(source.x(), source.y(), source.width(), source.height(), width, height)
                && stride >= width * PixelFormat.BYTES
                && stride <= Integer.MAX_VALUE / MOST_PIXELS;
        return format != null && isShown
                ? new Layer(Iboot.Layer.ADDRESS.get(fields, at), (int) stride, format, source, target)
                : null;
    }

    private static @Nullable Rect rect(MemorySegment fields, long at) {
        long width = Iboot.Rectangle.WIDTH.get(fields, at);
        long height = Iboot.Rectangle.HEIGHT.get(fields, at);
        long x = Iboot.Rectangle.X.get(fields, at);
        long y = Iboot.Rectangle.Y.get(fields, at);
        return Rect.fits(x, y, width, height, MOST_PIXELS, MOST_PIXELS)
                ? new Rect((int) x, (int) y, (int) width, (int) height)
                : null;
    }
}
