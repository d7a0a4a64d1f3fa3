package org.rtkit4j.drivers.smc;

/// The name of a key: four letters, ordered as the firmware orders them, by their codes.
///
/// @param code the letters, the first in bits 31:24
public record SmcKey(int code) implements Comparable<SmcKey> {
    /// How many letters a name has.
    public static final int LETTERS = 4;

    /// Returns the key with this name.
    ///
    /// @throws IllegalArgumentException if it is not four printable ASCII letters
    public static SmcKey of(String name) {
        if (name.length() != LETTERS) {
            throw new IllegalArgumentException("a key has four letters: key=" + name);
        }
        return new SmcKey(code(name));
    }

    /// Returns the first key that could begin with these letters: the rest is zero.
    ///
    /// @throws IllegalArgumentException if it is not up to four printable ASCII letters
    public static SmcKey firstWith(String prefix) {
        if (prefix.length() > LETTERS) {
            throw new IllegalArgumentException("a key has four letters: prefix=" + prefix);
        }
        return new SmcKey(prefix.isEmpty() ? 0 : code(prefix) << (8 * (LETTERS - prefix.length())));
    }

    private static int code(String text) {
        int code = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter < 0x20 || letter > 0x7e) {
                throw new IllegalArgumentException(
                        "not a printable ASCII letter in a key: code=0x%x".formatted((int) letter));
            }
            code = code << 8 | letter;
        }
        return code;
    }

    /// Returns one of its letters, which need not be printable where the firmware chose the name.
    public char letter(int index) {
        return (char) (code >>> (8 * (LETTERS - 1 - index)) & 0xff);
    }

    /// Returns whether it begins with these letters.
    public boolean startsWith(String prefix) {
        for (int i = 0; i < prefix.length(); i++) {
            if (i >= LETTERS || letter(i) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(SmcKey other) {
        return Integer.compareUnsigned(code, other.code);
    }

    /// Returns the four letters; what is not printable ASCII as `\xNN`.
    @Override
    public String toString() {
        var text = new StringBuilder(LETTERS);
        for (int i = 0; i < LETTERS; i++) {
            char letter = letter(i);
            text.append(letter >= 0x20 && letter <= 0x7e ? String.valueOf(letter) : "\\x%02x".formatted((int) letter));
        }
        return text.toString();
    }
}
