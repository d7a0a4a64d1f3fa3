package org.rtkit4j.forensics.text;

/// UTF-16, decoded exactly as the JDK does, for the same reason as [Utf8].
///
/// A high surrogate and what follows instead of its low one become one U+FFFD together; so does a low surrogate alone,
/// and what is cut off at the end.
final class Utf16 {
    private final byte[] in;
    private final int high;
    private final StringBuilder out;
    private int at;

    private Utf16(byte[] in, int from, int high) {
        this.in = in;
        this.at = from;
        this.high = high;
        this.out = new StringBuilder((in.length - from) / 2 + 1);
    }

    static String littleEndian(byte[] in, int from) {
        return new Utf16(in, from, 1).decode();
    }

    static String bigEndian(byte[] in, int from) {
        return new Utf16(in, from, 0).decode();
    }

    private String decode() {
        while (at + 1 < in.length) {
            character();
        }
        if (at < in.length) {
            out.append(Utf8.BAD);
        }
        return out.toString();
    }

    private void character() {
        char first = unit();
        if (!Character.isSurrogate(first)) {
            out.append(first);
        } else if (Character.isLowSurrogate(first)) {
            out.append(Utf8.BAD);
        } else {
            pair(first);
        }
    }

    private void pair(char first) {
        if (at + 1 >= in.length) {
            at = in.length;
            out.append(Utf8.BAD);
            return;
        }
        char second = unit();
        if (Character.isLowSurrogate(second)) {
            out.append(first).append(second);
        } else {
            out.append(Utf8.BAD);
        }
    }

    private char unit() {
        int unit = ((in[at + high] & 0xff) << 8) | (in[at + 1 - high] & 0xff);
        at += Character.BYTES;
        return (char) unit;
    }
}
