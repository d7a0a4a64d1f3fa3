package org.rtkit4j.forensics.text;

/// Hex digits, also those that a scanned picture turned into letters.
final class Digits {
    private Digits() {}

    /// Returns the digit's value, or -1.
    static int hex(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c >= 'a' && c <= 'f') {
            return c - 'a' + 10;
        }
        if (c >= 'A' && c <= 'F') {
            return c - 'A' + 10;
        }
        return switch (c) {
            case 'O', 'o' -> 0;
            case 'l', 'I' -> 1;
            default -> -1;
        };
    }

    static boolean isGuess(char c) {
        return c == 'O' || c == 'o' || c == 'l' || c == 'I';
    }
}
