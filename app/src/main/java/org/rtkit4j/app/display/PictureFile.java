package org.rtkit4j.app.display;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.emulator.display.Picture;

/// Pictures from files, and in the size of a screen.
public final class PictureFile {
    private static final int HEAD_BYTES = 8;

    private PictureFile() {}

    /// Reads a picture: PNG, or PPM in its binary form.
    ///
    /// @throws BadInputException if it is none, with one line that says why
    public static Picture read(Path file) throws BadInputException {
        byte[] bytes = bytes(file);
        return PngFile.isOne(bytes) ? PngFile.read(file.toString(), bytes) : PpmFile.read(file.toString(), bytes);
    }

    // What begins otherwise may have no end.
    private static byte[] bytes(Path file) throws BadInputException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(HEAD_BYTES);
            if (!PngFile.isOne(head) && !PpmFile.isOne(head)) {
                throw new BadInputException(file + ": neither PNG nor PPM (P6)");
            }
            var whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
            byte[] bytes = whole.readNBytes(PictureLimits.LARGEST_FILE_BYTES + 1);
            if (bytes.length > PictureLimits.LARGEST_FILE_BYTES) {
                throw new BadInputException("%s: too large for a picture: more than %d MiB"
                        .formatted(file, PictureLimits.LARGEST_FILE_BYTES >> 20));
            }
            return bytes;
        } catch (IOException e) {
            throw new BadInputException(IoReason.unreadable(file, e));
        }
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
