package org.rtkit4j.forensics.text;

import java.util.Arrays;

/// Hex digits, also those that a scanned picture turned into letters.
public final class Digits {
    private static final byte[] VALUES = values();

    private Digits() {}

    private static byte[] values() {
        var values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < 16; i++) {
            values[Character.forDigit(i, 16)] = (byte) i;
            values[Character.toUpperCase(Character.forDigit(i, 16))] = (byte) i;
        }
        values['O'] = 0;
        values['o'] = 0;
        values['l'] = 1;
        values['I'] = 1;
        return values;
    }

    /// Returns the digit's value, or -1.
    static int hex(char c) {
        return c < 128 ? VALUES[c] : -1;
    }

    /// Whether a letter may be a digit that a scanned picture made a letter of.
    public static boolean isGuess(char c) {
        return c > '9' && (c == 'O' || c == 'o' || c == 'l' || c == 'I');
    }

    /// Returns the decimal digit's value, or -1.
    static int decimal(char c) {
        int digit = hex(c);
        return digit <= 9 ? digit : -1;
    }

    /// Whether this is one of the letters A to F, which no report mixes with small ones.
    static boolean isCapital(char c) {
        return c >= 'A' && c <= 'F';
    }

    static boolean isSmall(char c) {
        return c >= 'a' && c <= 'f';
    }

    /// Returns a text with letters that look like 0 and 1 taken for those.
    public static String mended(String digits) {
        return digits.replace('O', '0').replace('o', '0').replace('l', '1').replace('I', '1');
    }
}
