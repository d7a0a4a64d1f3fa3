package org.rtkit4j.emulator.display;

import java.util.Arrays;
import org.rtkit4j.emulator.machine.DmaFault;

/// Fetches layers from memory, line by line, and puts them over each other.
///
/// A line that the display's DART does not let through stays as it was: on hardware the monitor shows what is left
/// in the pipe's buffers.
final class ScanOut {
    private final Memory memory;
    private int faults;

    /// The memory that the display reaches.
    @FunctionalInterface
    interface Memory {
        /// Reads as the display.
        ///
        /// @throws DmaFault where its DART lets nothing through
        void load(long iova, byte[] destination, int from, int length);
    }

    ScanOut(Memory memory) {
        this.memory = memory;
    }

    /// Returns how many lines could not be fetched.
    int faults() {
        return faults;
    }

    /// Returns the picture that layers make, the later over the earlier.
    Picture picture(int width, int height, int background, Iterable<Layer> layers) {
        int[] rgb = new int[width * height];
        Arrays.fill(rgb, background);
        for (Layer layer : layers) {
            paint(rgb, width, height, layer);
        }
        return new Picture(width, height, rgb);
    }

    private void paint(int[] rgb, int width, int height, Layer layer) {
        Layer.Rect source = layer.source();
        Layer.Rect target = layer.target();
        byte[] line = new byte[source.width() * Integer.BYTES];
        int fetched = -1;
        for (int y = 0; y < target.height() && target.y() + y < height; y++) {
            int from = (int) ((long) y * source.height() / target.height());
            if (from == fetched || fetch(layer, from, line)) {
                fetched = from;
                paint(rgb, (target.y() + y) * width, width, layer, line);
            }
        }
    }

    private boolean fetch(Layer layer, int y, byte[] line) {
        Layer.Rect source = layer.source();
        long offset = (long) (source.y() + y) * layer.strideBytes() + (long) source.x() * Integer.BYTES;
        try {
            memory.load(layer.iova() + offset, line, 0, line.length);
            return true;
        } catch (DmaFault e) {
            faults++;
            return false;
        }
    }

    private static void paint(int[] rgb, int start, int width, Layer layer, byte[] line) {
        Layer.Rect target = layer.target();
        for (int x = 0; x < target.width() && target.x() + x < width; x++) {
            int from = (int) ((long) x * layer.source().width() / target.width()) * Integer.BYTES;
            rgb[start + target.x() + x] = layer.format().rgb(pixel(line, from));
        }
    }

    private static int pixel(byte[] line, int at) {
        return (line[at] & 0xff) | ((line[at + 1] & 0xff) << 8) | ((line[at + 2] & 0xff) << 16) | (line[at + 3] << 24);
    }
}
