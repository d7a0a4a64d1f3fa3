package org.rtkit4j.forensics.text;

import java.util.Arrays;

/// Hex digits, also those that a scanned picture turned into letters.
final class Digits {
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

    static boolean isGuess(char c) {
        return c > '9' && (c == 'O' || c == 'o' || c == 'l' || c == 'I');
    }
}
