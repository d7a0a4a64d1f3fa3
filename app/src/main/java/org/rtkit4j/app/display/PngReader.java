package org.rtkit4j.app.display;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.emulator.display.Picture;

/// A picture out of the bytes of a PNG file, of every form but interlaced: chunk by chunk, each of which is checked
/// before it is taken, then line by line. What is transparent lies on black.
final class PngReader {
    private static final int CHUNK_BYTES = 12;
    private static final int OPTIONAL = 0x20;

    private static final int GRAY = 0;
    private static final int PALETTE = 3;
    private static final int GRAY_ALPHA = 4;
    private static final int RGB_ALPHA = 6;

    private final String file;
    private final ByteBuffer in;
    private final Inflater inflater = new Inflater();
    private int width;
    private int height;
    private int depth;
    private int kind;
    private byte[] lines = {};
    private int filled;
    private int[] palette = {};
    private int pixelsAt;
    private boolean isEnded;

    /// @param file its name, for messages
    /// @param in from its beginning
    PngReader(String file, ByteBuffer in) {
        this.file = file;
        this.in = in;
    }

    /// Returns the picture.
    ///
    /// @throws BadInputException with one line that names the place
    Picture picture() throws BadInputException {
        try (inflater) {
            in.position(Long.BYTES);
            while (!isEnded) {
                chunk();
            }
            if (!inflater.finished() || filled < lines.length) {
                throw bad("it ends before its last line");
            }
            in.position(pixelsAt);
            return decoded();
        }
    }

    private BadInputException bad(String why) {
        return new BadInputException("%s: %s: offset=%d".formatted(file, why, in.position()));
    }

    private void chunk() throws BadInputException {
        if (in.remaining() < CHUNK_BYTES) {
            throw bad("it ends before its last chunk");
        }
        int length = in.getInt();
        if (length < 0 || length > in.remaining() - 2 * Integer.BYTES) {
            throw bad("a chunk reaches beyond the file");
        }
        requireSum(length);
        byte[] name = new byte[Integer.BYTES];
        in.get(name);
        take(new String(name, StandardCharsets.ISO_8859_1), in.slice(in.position(), length));
        in.position(in.position() + length + Integer.BYTES);
    }

    // Over name and content, behind which it stands.
    private void requireSum(int length) throws BadInputException {
        var sum = new CRC32();
        sum.update(in.slice(in.position(), Integer.BYTES + length));
        int said = in.getInt(in.position() + Integer.BYTES + length);
        if (said != (int) sum.getValue()) {
            throw bad("a chunk is damaged: crc=0x%08x, computed=0x%08x".formatted(said, (int) sum.getValue()));
        }
    }

    private void take(String name, ByteBuffer content) throws BadInputException {
        switch (name) {
            case "IHDR" -> header(content);
            case "PLTE" -> palette(content);
            case "IDAT" -> data(content);
            case "IEND" -> isEnded = true;
            default -> {
                if ((name.charAt(0) & OPTIONAL) == 0) {
                    throw bad("a chunk that nobody may pass over: name=" + name);
                }
            }
        }
    }

    private void header(ByteBuffer content) throws BadInputException {
        if (content.remaining() < PngFile.HEADER_BYTES || lines.length > 0) {
            throw bad("no header");
        }
        width = content.getInt();
        height = content.getInt();
        depth = content.get();
        kind = content.get();
        boolean isKnown = content.getShort() == 0;
        boolean isInterlaced = content.get() != 0;
        if (!PictureLimits.allow(width, height)) {
            throw bad("%s: width=%d, height=%d".formatted(PictureLimits.EXCEEDED, width, height));
        }
        if (!isKnown || isInterlaced || !hasDepth()) {
            throw bad("this form of PNG is not read: color type=%d, depth=%d, interlaced=%b"
                    .formatted(kind, depth, isInterlaced));
        }
        lines = new byte[height * (1 + lineBytes())];
    }

    private boolean hasDepth() {
        return switch (kind) {
            case GRAY -> Integer.bitCount(depth) == 1 && depth >= 1 && depth <= 16;
            case PALETTE -> Integer.bitCount(depth) == 1 && depth >= 1 && depth <= 8;
            case PngFile.RGB, GRAY_ALPHA, RGB_ALPHA -> depth == 8 || depth == 16;
            default -> false;
        };
    }

    private int channels() {
        return switch (kind) {
            case GRAY, PALETTE -> 1;
            case GRAY_ALPHA -> 2;
            case PngFile.RGB -> 3;
            case RGB_ALPHA -> 4;
            default -> 0;
        };
    }

    private int lineBytes() {
        return (width * channels() * depth + 7) / 8;
    }

    private void palette(ByteBuffer content) throws BadInputException {
        boolean fits = content.remaining() % 3 == 0 && content.remaining() <= 3 << 8;
        if (lines.length == 0 || pixelsAt > 0 || content.remaining() == 0 || !fits) {
            throw bad("no place for a palette, or none of 1 to 256 colors: bytes=" + content.remaining());
        }
        palette = new int[content.remaining() / 3];
        for (int i = 0; i < palette.length; i++) {
            palette[i] = ((content.get() & 0xff) << 16) | ((content.get() & 0xff) << 8) | (content.get() & 0xff);
        }
    }

    private void data(ByteBuffer content) throws BadInputException {
        if (lines.length == 0) {
            throw bad("no header before the pixels");
        }
        if (kind == PALETTE && palette.length == 0) {
            throw bad("no palette before the pixels");
        }
        pixelsAt = pixelsAt == 0 ? in.position() : pixelsAt;
        inflater.setInput(content);
        try {
            unpack();
        } catch (DataFormatException e) {
            throw bad("its pixels cannot be unpacked");
        }
    }

    // To the sum at their end, behind the last pixel.
    private void unpack() throws DataFormatException, BadInputException {
        byte[] beyond = new byte[1];
        int more = -1;
        while (more != 0) {
            boolean isFull = filled == lines.length;
            more = isFull ? inflater.inflate(beyond) : inflater.inflate(lines, filled, lines.length - filled);
            if (isFull && more > 0) {
                throw bad("it has more pixels than its size");
            }
            filled += more;
        }
    }

    private Picture decoded() throws BadInputException {
        int[] rgb = new int[width * height];
        int stride = 1 + lineBytes();
        for (int y = 0; y < height; y++) {
            unfilter(y * stride, y == 0 ? -1 : (y - 1) * stride);
            for (int x = 0; x < width; x++) {
                rgb[y * width + x] = pixel(y * stride + 1, x);
            }
        }
        return new Picture(width, height, rgb);
    }

    // A byte is told as what it is more than one that is known: left, above, both, or the nearest of three.
    private void unfilter(int line, int above) throws BadInputException {
        int step = Math.max(1, channels() * depth / 8);
        int filter = lines[line];
        if (filter < 0 || filter > 4) {
            throw bad("no such filter: filter=%d".formatted(filter));
        }
        for (int i = 1; i <= lineBytes(); i++) {
            int left = i > step ? lines[line + i - step] & 0xff : 0;
            int up = above < 0 ? 0 : lines[above + i] & 0xff;
            int corner = above < 0 || i <= step ? 0 : lines[above + i - step] & 0xff;
            int known = switch (filter) {
                case 1 -> left;
                case 2 -> up;
                case 3 -> (left + up) / 2;
                case 4 -> nearest(left, up, corner);
                default -> 0;
            };
            lines[line + i] += (byte) known;
        }
    }

    private static int nearest(int left, int up, int corner) {
        int guess = left + up - corner;
        int byLeft = Math.abs(guess - left);
        int byUp = Math.abs(guess - up);
        int byCorner = Math.abs(guess - corner);
        if (byLeft <= byUp && byLeft <= byCorner) {
            return left;
        }
        return byUp <= byCorner ? up : corner;
    }

    private int pixel(int line, int x) throws BadInputException {
        int first = sample(line, x * channels());
        return switch (kind) {
            case GRAY -> gray(scaled(first));
            case PALETTE -> color(first);
            case GRAY_ALPHA -> gray(onBlack(scaled(first), scaled(sample(line, 2 * x + 1))));
            default -> colored(line, x);
        };
    }

    private int color(int index) throws BadInputException {
        if (index >= palette.length) {
            throw bad("a color beyond the palette: index=%d, colors=%d".formatted(index, palette.length));
        }
        return palette[index];
    }

    private int colored(int line, int x) {
        int alpha = kind == RGB_ALPHA ? scaled(sample(line, 4 * x + 3)) : 0xff;
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
            rgb = rgb << 8 | onBlack(scaled(sample(line, x * channels() + channel)), alpha);
        }
        return rgb;
    }

    private int sample(int line, int index) {
        if (depth == 16) {
            return ((lines[line + 2 * index] & 0xff) << 8) | (lines[line + 2 * index + 1] & 0xff);
        }
        int bit = index * depth;
        int bits = lines[line + bit / 8] & 0xff;
        return bits >>> (8 - depth - bit % 8) & (1 << depth) - 1;
    }

    private int scaled(int sample) {
        return depth == 16 ? sample >>> 8 : sample * 0xff / ((1 << depth) - 1);
    }

    private static int onBlack(int value, int alpha) {
        return (value * alpha + 127) / 255;
    }

    private static int gray(int value) {
        return value << 16 | value << 8 | value;
    }
}
