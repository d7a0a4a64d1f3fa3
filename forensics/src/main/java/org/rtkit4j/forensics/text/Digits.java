package org.rtkit4j.forensics.text;

import java.util.Arrays;

/// Hex digits, also those that a scanned picture turned into letters.
public final class Digits {
    /// Bits of [#of]: a letter taken for 0 or 1, one of A to F, one of a to f.
    static final int GUESS = 0x10;

    static final int CAPITAL = 0x20;
    static final int SMALL = 0x40;
    private static final byte[] VALUES = values();

    private Digits() {}

    private static byte[] values() {
        var values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < 16; i++) {
            values[Character.forDigit(i, 16)] = (byte) (i > 9 ? i | SMALL : i);
            values[Character.toUpperCase(Character.forDigit(i, 16))] = (byte) (i > 9 ? i | CAPITAL : i);
        }
        values['O'] = GUESS;
        values['o'] = GUESS;
        values['l'] = GUESS | 1;
        values['I'] = GUESS | 1;
        return values;
    }

    /// Returns the digit's value in the low four bits, and above them what kind of letter it is; -1 for no digit.
    static int of(char c) {
        return c < 128 ? VALUES[c] : -1;
    }

    /// Returns the digit's value, or -1.
    static int hex(char c) {
        int digit = of(c);
        return digit < 0 ? digit : digit & 0xf;
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

    /// Returns a text with letters that look like 0 and 1 taken for those.
    public static String mended(String digits) {
        return digits.replace('O', '0').replace('o', '0').replace('l', '1').replace('I', '1');
    }
}
