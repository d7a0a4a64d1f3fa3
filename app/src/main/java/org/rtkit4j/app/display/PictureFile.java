package org.rtkit4j.app.display;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.emulator.display.Picture;

/// Pictures from files, and in the size of a screen.
public final class PictureFile {
    private static final int LARGEST_FILE_BYTES = 256 << 20;
    private static final int MOST_PIXELS = 0x4000;

    private PictureFile() {}

    /// Reads a picture: PNG, or PPM in its binary form.
    ///
    /// @throws BadInputException if it is none, with one line that says why
    public static Picture read(Path file) throws BadInputException {
        try {
            if (Files.size(file) > LARGEST_FILE_BYTES) {
                throw new BadInputException("%s: too large for a picture: bytes=%d".formatted(file, Files.size(file)));
            }
            byte[] bytes = Files.readAllBytes(file);
            if (PngFile.isOne(bytes)) {
                return PngFile.read(file.toString(), bytes);
            }
            if (bytes.length > 2 && bytes[0] == 'P' && bytes[1] == '6') {
                return ppm(file.toString(), bytes);
            }
            throw new BadInputException(file + ": neither PNG nor PPM (P6)");
        } catch (IOException e) {
            throw new BadInputException(IoReason.unreadable(file, e));
        }
    }

    private static Picture ppm(String file, byte[] bytes) throws BadInputException {
        // Three numbers in words, one blank, and the pixels.
        int[] numbers = new int[3];
        int at = 2;
        for (int i = 0; i < numbers.length; i++) {
            at = skipBlanks(bytes, at);
            int start = at;
            while (at < bytes.length && at - start < 6 && bytes[at] >= '0' && bytes[at] <= '9') {
                numbers[i] = 10 * numbers[i] + bytes[at++] - '0';
            }
        }
        int width = numbers[0];
        int height = numbers[1];
        boolean isRead = width > 0 && width <= MOST_PIXELS && height > 0 && height <= MOST_PIXELS && numbers[2] == 255;
        if (!isRead) {
            throw new BadInputException("%s: this form of PPM is not read: width=%d, height=%d, largest=%d, offset=%d"
                    .formatted(file, width, height, numbers[2], at));
        }
        at++;
        if (bytes.length - at < 3L * width * height) {
            throw new BadInputException("%s: it ends before its last line: offset=%d".formatted(file, bytes.length));
        }
        int[] rgb = new int[width * height];
        for (int i = 0; i < rgb.length; i++, at += 3) {
            rgb[i] = ((bytes[at] & 0xff) << 16) | ((bytes[at + 1] & 0xff) << 8) | (bytes[at + 2] & 0xff);
        }
        return new Picture(width, height, rgb);
    }

    private static int skipBlanks(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && (bytes[at] <= ' ' || bytes[at] == '#')) {
            if (bytes[at] == '#') {
                while (at < bytes.length && bytes[at] != '\n') {
                    at++;
                }
            } else {
                at++;
            }
        }
        return at;
    }

    /// Returns a picture in another size, whole, in its proportions, in the middle of black. A smaller picture is
    /// the mean of what falls on a pixel.
    public static Picture fitted(Picture picture, int width, int height) {
        double scale = Math.min((double) width / picture.width(), (double) height / picture.height());
        int shownWidth = Math.clamp(Math.round(picture.width() * scale), 1, width);
        int shownHeight = Math.clamp(Math.round(picture.height() * scale), 1, height);
        int left = (width - shownWidth) / 2;
        int top = (height - shownHeight) / 2;
        int[] rgb = new int[width * height];
        for (int y = 0; y < shownHeight; y++) {
            for (int x = 0; x < shownWidth; x++) {
                rgb[(top + y) * width + left + x] = mean(
                        picture,
                        span(x, shownWidth, picture.width()),
                        span(x + 1, shownWidth, picture.width()),
                        span(y, shownHeight, picture.height()),
                        span(y + 1, shownHeight, picture.height()));
            }
        }
        return new Picture(width, height, rgb);
    }

    private static int span(int at, int shown, int whole) {
        return (int) ((long) at * whole / shown);
    }

    private static int mean(Picture picture, int fromX, int toX, int fromY, int toY) {
        long red = 0;
        long green = 0;
        long blue = 0;
        long count = 0;
        for (int y = fromY; y < Math.max(toY, fromY + 1); y++) {
            for (int x = fromX; x < Math.max(toX, fromX + 1); x++) {
                int rgb = picture.at(x, y);
                red += rgb >>> 16;
                green += rgb >>> 8 & 0xff;
                blue += rgb & 0xff;
                count++;
            }
        }
        return (int) (red / count) << 16 | (int) (green / count) << 8 | (int) (blue / count);
    }
}
