package org.rtkit4j.forensics.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes of a file as text: UTF-8, or what its mark or its zeros say.
public final class Decoding {
    private static final int BINARY_LOOK = 1 << 13;
    private static final int BINARY_SHARE = 16;
    /// So many zeros in a row are what a file system leaves of a log whose end was not written when the power went.
    static final int LEAST_HOLE = 16;

    /// The bit of each of four bytes that no character of ASCII has.
    private static final int NOT_ASCII = 0x8080_8080;

    private static final char FIRST_SPECIAL = '\u0085';
    /// The wide forms of ASCII that are typed among Chinese and Japanese: `\uff08cpu 0\uff09\uff1a`.
    private static final char FIRST_WIDE = '\uff01';

    private static final char LAST_WIDE = '\uff5e';
    /// Stands for characters without width.
    private static final char NOTHING = '\uffff';

    private Decoding() {}

    /// Never fails: what is not valid becomes U+FFFD. What word processors and web pages put in place of blanks,
    /// quotation marks, dashes and other marks of ASCII becomes those again.
    public static String text(byte[] input) {
        return text(input, input.length);
    }

    /// Does the same with the first `length` bytes.
    static String text(byte[] input, int length) {
        // Nearly all logs are ASCII: then there is nothing to put in order.
        if (isAscii(input, length) && !hasZeros(input, length)) {
            return new String(input, 0, length, StandardCharsets.ISO_8859_1);
        }
        byte[] whole = length == input.length ? input : Arrays.copyOf(input, length);
        return plain(TextEncoding.of(whole).decode(whole));
    }

    private static boolean hasZeros(byte[] input, int length) {
        for (int i = 0; i < Math.min(length, 64); i++) {
            if (input[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAscii(byte[] input, int length) {
        // Four at a time, which is four times as fast.
        var words = ByteBuffer.wrap(input);
        int bits = 0;
        int at = 0;
        for (; at + Integer.BYTES <= length; at += Integer.BYTES) {
            bits |= words.getInt(at);
        }
        for (; at < length; at++) {
            bits |= input[at];
        }
        return (bits & NOT_ASCII) == 0;
    }

    /// Returns a text with those put back, as one is that had them as entities of HTML.
    static String plain(String text) {
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
            case '\u00a0', '\u2002', '\u2003', '\u2004', '\u2005', '\u2006', '\u2007', '\u2008', '\u2009' -> ' ';
            case '\u200a', '\u202f', '\u205f', '\u3000' -> ' ';
            case '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff', '\u00ad' -> NOTHING;
            case '\u201c', '\u201d', '\u201e', '\u201f', '\u2033', '\u00ab', '\u00bb' -> '"';
            case '\u2018', '\u2019', '\u201a', '\u201b', '\u2032', '\u2039', '\u203a' -> '\'';
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212' -> '-';
            case '\u2028', '\u2029', '\u0085' -> '\n';
            default -> c >= FIRST_WIDE && c <= LAST_WIDE ? (char) (c - FIRST_WIDE + '!') : c;
        };
    }

    /// Returns what a file that begins so is, where it shows a report to people and holds no text of it, and what to do
    /// with it: `a picture (PNG), not a text: ...`; else an empty text.
    public static String shown(byte[] head) {
        return FileMagic.shown(head);
    }

    /// Returns whether a file that begins so is no text: its format is known by its first bytes, or it has bytes that
    /// no program prints, and more of them than damage leaves.
    public static boolean isBinary(byte[] head) {
        if (FileMagic.begins(head)) {
            return true;
        }
        int end = Math.min(head.length, BINARY_LOOK);
        int looked = 0;
        int odd = 0;
        for (int i = 0; i < end; i++) {
            int zeros = zeros(head, i, end);
            boolean isHole = zeros >= LEAST_HOLE && i > 0 && head[i - 1] != 0;
            boolean isControl = head[i] >= 0 && head[i] < '\t';
            odd += isControl && !isHole ? 1 : 0;
            looked += isHole ? 0 : 1;
            i += isHole ? zeros - 1 : 0;
        }
        return TextEncoding.of(head) == TextEncoding.UTF_8 && BINARY_SHARE * odd > looked;
    }

    private static int zeros(byte[] head, int from, int to) {
        int at = from;
        while (at < to && head[at] == 0) {
            at++;
        }
        return at - from;
    }
}
