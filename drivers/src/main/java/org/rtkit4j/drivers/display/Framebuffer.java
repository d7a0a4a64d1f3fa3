package org.rtkit4j.drivers.display;

import java.util.Objects;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.display.TimingMode;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.SharedBuffer;

/// Memory for one picture, which AP and display both reach. Its owner closes it once it is shown no more.
///
/// Not for several threads.
public final class Framebuffer implements AutoCloseable {
    // What the pipe fetches at once. Source: m1n1 src/display.c, linux drm/apple.
    private static final int STRIDE_BYTES = 64;

    private final SharedBuffer memory;
    private final int width;
    private final int height;
    private final int strideBytes;
    private final PixelFormat format;
    private final byte[] line;

    private Framebuffer(SharedBuffer memory, int width, int height, int strideBytes, PixelFormat format) {
        this.memory = memory;
        this.width = width;
        this.height = height;
        this.strideBytes = strideBytes;
        this.format = format;
        line = new byte[width * PixelFormat.BYTES];
    }

    /// Allocates memory for a picture of a mode's size. It is black.
    static Framebuffer allocate(DeviceMemory memory, TimingMode timing, PixelFormat format)
            throws MemoryRefusedException {
        int stride = strideBytes(timing.width());
        SharedBuffer buffer = memory.allocate((long) stride * timing.height());
        return new Framebuffer(buffer, timing.width(), timing.height(), stride, format);
    }

    private static int strideBytes(int width) {
        return (width * PixelFormat.BYTES + STRIDE_BYTES - 1) / STRIDE_BYTES * STRIDE_BYTES;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /// Returns how many bytes there are from line to line.
    public int strideBytes() {
        return strideBytes;
    }

    public long sizeBytes() {
        return memory.sizeBytes();
    }

    public PixelFormat format() {
        return format;
    }

    /// Returns the address under which the display sees it.
    public long iova() {
        return memory.iova();
    }

    /// Draws pixels beside each other.
    ///
    /// @param x of the first, from the left
    /// @param y from the top
    /// @param rgb colours, 23:16 red, 15:8 green, 7:0 blue
    /// @param from the first of them that is drawn
    public void draw(int x, int y, int[] rgb, int from, int count) {
        Objects.checkFromIndexSize(x, count, width);
        Objects.checkIndex(y, height);
        for (int i = 0; i < count; i++) {
            put(i * PixelFormat.BYTES, format.pixel(rgb[from + i]));
        }
        memory.write((long) y * strideBytes + (long) x * PixelFormat.BYTES, line, 0, count * PixelFormat.BYTES);
    }

    /// Draws the same colour everywhere.
    public void fill(int rgb) {
        for (int x = 0; x < width; x++) {
            put(x * PixelFormat.BYTES, format.pixel(rgb));
        }
        for (int y = 0; y < height; y++) {
            memory.write((long) y * strideBytes, line, 0, line.length);
        }
    }

    private void put(int at, int pixel) {
        line[at] = (byte) pixel;
        line[at + 1] = (byte) (pixel >>> 8);
        line[at + 2] = (byte) (pixel >>> 16);
        line[at + 3] = (byte) (pixel >>> 24);
    }

    @Override
    public void close() {
        memory.close();
    }
}
