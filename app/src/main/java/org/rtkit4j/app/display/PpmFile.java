package org.rtkit4j.app.display;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.emulator.display.Picture;

/// Pictures as PPM in its binary form, P6, of one byte for a colour. Source: Netpbm's description of the format.
final class PpmFile {
    private static final Pattern NUMBER = Pattern.compile("0*[0-9]{1,9}");
    private static final int LONGEST_WORD = 24;
    private static final int BRIGHTEST = 255;

    private final String file;
    private final byte[] bytes;
    private int at = 2;

    private PpmFile(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /// Returns whether bytes begin as such a file does.
    static boolean isOne(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == 'P' && bytes[1] == '6' && (isBlank(bytes[2]) || bytes[2] == '#');
    }

    /// Reads a picture.
    ///
    /// @throws BadInputException with one line that names the place
    static Picture read(String file, byte[] bytes) throws BadInputException {
        return new PpmFile(file, bytes).picture();
    }

    // Three numbers in words, one blank, and the pixels.
    private Picture picture() throws BadInputException {
        int width = number("width");
        int height = number("height");
        int largest = number("largest");
        if (!PictureLimits.allow(width, height)) {
            throw bad("%s: width=%d, height=%d".formatted(PictureLimits.EXCEEDED, width, height));
        }
        if (largest != BRIGHTEST) {
            throw bad("this form of PPM is not read: largest=" + largest);
        }
        if (at == bytes.length || !isBlank(bytes[at])) {
            throw bad("no blank before the pixels");
        }
        at++;
        if (bytes.length - at < 3L * width * height) {
            at = bytes.length;
            throw bad("it ends before its last line");
        }
        return new Picture(width, height, pixels(width * height));
    }

    private int[] pixels(int count) {
        int[] rgb = new int[count];
        for (int i = 0; i < count; i++, at += 3) {
            rgb[i] = ((bytes[at] & 0xff) << 16) | ((bytes[at + 1] & 0xff) << 8) | (bytes[at + 2] & 0xff);
        }
        return rgb;
    }

    private int number(String name) throws BadInputException {
        skipBlanks();
        int from = at;
        while (at < bytes.length && !isBlank(bytes[at]) && at - from < LONGEST_WORD) {
            at++;
        }
        String word = new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
        if (!NUMBER.matcher(word).matches()) {
            at = from;
            throw bad("no number: %s=%s".formatted(name, word));
        }
        return Integer.parseInt(word);
    }

    private void skipBlanks() {
        boolean isComment = false;
        while (at < bytes.length && (isComment || isBlank(bytes[at]) || bytes[at] == '#')) {
            isComment = bytes[at] == '#' || (isComment && bytes[at] != '\n');
            at++;
        }
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }

    private BadInputException bad(String why) {
        return new BadInputException("%s: %s: offset=%d".formatted(file, why, at));
    }
}
