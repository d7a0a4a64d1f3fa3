package org.rtkit4j.forensics.text;

/// UTF-32, decoded character by character: what is none becomes one U+FFFD, and so does what is cut off at the end.
final class Utf32 {
    private static final int BYTES = 4;

    private Utf32() {}

    static String littleEndian(byte[] in, int from) {
        return decode(in, from, 3);
    }

    static String bigEndian(byte[] in, int from) {
        return decode(in, from, 0);
    }

    /// @param first which of four bytes is the highest: 0, or 3 where the lowest comes first
    private static String decode(byte[] in, int from, int first) {
        var out = new StringBuilder((in.length - from) / BYTES + 1);
        int at = from;
        for (; at + BYTES <= in.length; at += BYTES) {
            int code = 0;
            for (int i = 0; i < BYTES; i++) {
                code = (code << Byte.SIZE) | (in[at + (i ^ first)] & 0xff);
            }
            boolean isOne = Character.isValidCodePoint(code) && (code < 0xd800 || code > 0xdfff);
            out.appendCodePoint(isOne ? code : Utf8.BAD);
        }
        if (at < in.length) {
            out.append(Utf8.BAD);
        }
        return out.toString();
    }
}
