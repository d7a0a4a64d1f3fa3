package org.rtkit4j.forensics.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Bytes of a file as text: UTF-8, or UTF-16 where a byte order mark says so.
public final class Decoding {
    private static final int BINARY_LOOK = 1 << 13;
    private static final int BINARY_SHARE = 16;
    private static final char FIRST_SPECIAL = '\u0085';
    /// Stands for characters without width.
    private static final char NOTHING = '\uffff';

    private Decoding() {}

    /// Never fails: what is not valid becomes U+FFFD. What word processors and web pages put in place of blanks,
    /// quotation marks and hyphens becomes those again.
    public static String text(byte[] input) {
        // Nearly all logs are ASCII: then there is nothing to put in order.
        return isAscii(input) && !hasZeros(input)
                ? new String(input, StandardCharsets.ISO_8859_1)
                : plain(decoded(input));
    }

    private static boolean hasZeros(byte[] input) {
        for (int i = 0; i < Math.min(input.length, 64); i++) {
            if (input[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAscii(byte[] input) {
        int bits = 0;
        for (byte b : input) {
            bits |= b;
        }
        return bits >= 0;
    }

    private static String plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_SPECIAL && plain(text.charAt(i)) != text.charAt(i)) {
                return plain(text, i);
            }
        }
        return text;
    }

    private static String plain(String text, int from) {
        var out = new StringBuilder(text.length()).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = plain(text.charAt(i));
            if (c != NOTHING) {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static char plain(char c) {
        return switch (c) {
            case '\u00a0', '\u2002', '\u2003', '\u2007', '\u2009', '\u202f', '\u3000' -> ' ';
            case '\u200b', '\u200e', '\u200f', '\u2060', '\ufeff', '\u00ad' -> NOTHING;
            case '\u201c', '\u201d', '\u201e', '\u00ab', '\u00bb' -> '"';
            case '\u2018', '\u2019', '\u201a' -> '\'';
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2212' -> '-';
            case '\u2028', '\u2029', '\u0085' -> '\n';
            default -> c;
        };
    }

    private static String decoded(byte[] input) {
        Charset charset = charset(input);
        int mark = charset.equals(StandardCharsets.UTF_8)
                ? startsWith(input, 0xef, 0xbb, 0xbf) ? 3 : 0
                : startsWith(input, 0xff, 0xfe) || startsWith(input, 0xfe, 0xff) ? 2 : 0;
        if (charset.equals(StandardCharsets.UTF_8)) {
            return Utf8.decode(input, mark);
        }
        return charset.equals(StandardCharsets.UTF_16LE)
                ? Utf16.littleEndian(input, mark)
                : Utf16.bigEndian(input, mark);
    }

    /// Returns the encoding of a text that begins so.
    static Charset charset(byte[] head) {
        if (startsWith(head, 0xff, 0xfe)) {
            return StandardCharsets.UTF_16LE;
        }
        if (startsWith(head, 0xfe, 0xff)) {
            return StandardCharsets.UTF_16BE;
        }
        boolean isLow = isHalfZeros(head, 0);
        boolean isHigh = isHalfZeros(head, 1);
        if (isLow == isHigh) {
            return StandardCharsets.UTF_8;
        }
        return isHigh ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }

    /// Returns whether a file that begins so is no text: it has bytes that no program prints, and more of them than
    /// damage leaves.
    public static boolean isBinary(byte[] head) {
        int looked = Math.min(head.length, BINARY_LOOK);
        int odd = 0;
        for (int i = 0; i < looked; i++) {
            boolean isControl = head[i] >= 0 && head[i] < '\t';
            odd += isControl ? 1 : 0;
        }
        return charset(head).equals(StandardCharsets.UTF_8) && BINARY_SHARE * odd > looked;
    }

    /// Whether nearly every second byte is zero, as in a text in UTF-16 that has lost its mark.
    private static boolean isHalfZeros(byte[] input, int first) {
        int looked = 0;
        int zeros = 0;
        for (int i = first; i < Math.min(input.length, 512); i += 2) {
            looked++;
            zeros += input[i] == 0 ? 1 : 0;
        }
        return looked >= 16 && 10 * zeros >= 9 * looked;
    }

    private static boolean startsWith(byte[] input, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= input.length || (input[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
