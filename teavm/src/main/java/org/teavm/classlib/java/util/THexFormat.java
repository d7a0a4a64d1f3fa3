package org.teavm.classlib.java.util;

/// `java.util.HexFormat` without prefixes and delimiters, in lower case.
public final class THexFormat {
    private static final THexFormat PLAIN = new THexFormat();

    private THexFormat() {}

    public static THexFormat of() {
        return PLAIN;
    }

    public String formatHex(byte[] bytes) {
        char[] text = new char[bytes.length * 2];
        for (int i = 0; i < bytes.length; i++) {
            text[2 * i] = Character.forDigit((bytes[i] >> 4) & 0xf, 16);
            text[2 * i + 1] = Character.forDigit(bytes[i] & 0xf, 16);
        }
        return new String(text);
    }

    public byte[] parseHex(CharSequence text) {
        if (text.length() % 2 != 0) {
            throw new IllegalArgumentException("string is of odd length: " + text.length());
        }
        byte[] bytes = new byte[text.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((digit(text.charAt(2 * i)) << 4) | digit(text.charAt(2 * i + 1)));
        }
        return bytes;
    }

    private static int digit(char c) {
        int value = c < 0x80 ? Character.digit(c, 16) : -1;
        if (value < 0) {
            throw new NumberFormatException("not a hexadecimal digit: " + c);
        }
        return value;
    }
}
