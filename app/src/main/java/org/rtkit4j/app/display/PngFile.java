package org.rtkit4j.app.display;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.emulator.display.Picture;

/// Pictures as PNG: written as RGB of eight bits, read in every form but interlaced.
///
/// The runtime of the distribution has no desktop, and with it no `javax.imageio`. Source: the W3C's
/// recommendation.
public final class PngFile {
    private static final long SIGNATURE = 0x8950_4e47_0d0a_1a0aL;
    /// Size of the first chunk's content.
    static final int HEADER_BYTES = 13;

    /// The color type of three channels.
    static final int RGB = 2;

    private PngFile() {}

    /// Returns whether bytes begin as a PNG file does.
    static boolean isOne(byte[] bytes) {
        return bytes.length >= Long.BYTES && ByteBuffer.wrap(bytes).getLong() == SIGNATURE;
    }

    /// Returns a picture as the bytes of a file.
    public static byte[] bytes(Picture picture) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(SIGNATURE).array());
        byte[] header = ByteBuffer.allocate(HEADER_BYTES)
                .putInt(picture.width())
                .putInt(picture.height())
                .put((byte) 8)
                .put((byte) RGB)
                .array();
        chunk(out, "IHDR", header, header.length);
        pixels(out, picture);
        chunk(out, "IEND", header, 0);
        return out.toByteArray();
    }

    private static void pixels(ByteArrayOutputStream out, Picture picture) {
        byte[] line = new byte[1 + 3 * picture.width()];
        byte[] packed = new byte[0x8000];
        try (var deflater = new Deflater(Deflater.BEST_SPEED)) {
            for (int y = 0; y < picture.height(); y++) {
                fill(line, picture, y);
                deflater.setInput(line);
                drain(deflater, packed, out);
            }
            deflater.finish();
            drain(deflater, packed, out);
        }
    }

    private static void drain(Deflater deflater, byte[] packed, ByteArrayOutputStream out) {
        int length = deflater.deflate(packed);
        while (length > 0) {
            chunk(out, "IDAT", packed, length);
            length = deflater.deflate(packed);
        }
    }

    // Each pixel less the one before it: what is smooth packs well.
    private static void fill(byte[] line, Picture picture, int y) {
        line[0] = 1;
        int before = 0;
        for (int x = 0; x < picture.width(); x++) {
            int rgb = picture.at(x, y);
            for (int channel = 0; channel < 3; channel++) {
                int shift = 16 - 8 * channel;
                line[1 + 3 * x + channel] = (byte) ((rgb >>> shift) - (before >>> shift));
            }
            before = rgb;
        }
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content, int length) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        var sum = new CRC32();
        sum.update(name);
        sum.update(content, 0, length);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        out.writeBytes(name);
        out.write(content, 0, length);
        out.writeBytes(
                ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array());
    }

    /// Reads a picture; what is transparent lies on black.
    ///
    /// @throws BadInputException with one line that names the place
    static Picture read(String file, byte[] bytes) throws BadInputException {
        return new PngReader(file, ByteBuffer.wrap(bytes)).picture();
    }
}
