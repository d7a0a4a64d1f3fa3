package org.rtkit4j.wire.hid;

/// Which key, with shift or without, makes which character on a US keyboard. Source: HID Usage Tables 1.4, 10.
///
/// A stroke is a number: the usage, and [#SHIFT] where shift is held.
public final class UsLayout {
    /// There is no such stroke, or no such character.
    public static final int NONE = 0;

    private static final int SHIFT = 0x100;
    private static final int USAGES = 0x100;
    private static final int CHARACTERS = 0x80;

    // From `a` on, two characters for each key: alone, and with shift. A blank: none.
    private static final String KEYS = "aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpPqQrRsStTuUvVwWxXyYzZ1!2@3#4$5%6^7&8*9(0)"
            + "\n\n\0\0\b\b\t\t  -_=+[{]}\\|\0\0;:'\"`~,<.>/?";

    private static final char[] PLAIN = new char[USAGES];
    private static final char[] SHIFTED = new char[USAGES];
    private static final int[] STROKES = new int[CHARACTERS];

    static {
        for (int i = 0; i < KEYS.length(); i += 2) {
            int usage = KeyUsage.FIRST + i / 2;
            PLAIN[usage] = KEYS.charAt(i);
            SHIFTED[usage] = KEYS.charAt(i + 1);
            STROKES[SHIFTED[usage]] = usage | SHIFT;
            STROKES[PLAIN[usage]] = usage;
        }
        STROKES[0] = NONE;
    }

    private UsLayout() {}

    /// Returns the stroke that makes a character, or [#NONE].
    public static int strokeFor(char character) {
        return character < CHARACTERS ? STROKES[character] : NONE;
    }

    public static int usageOf(int stroke) {
        return stroke & (SHIFT - 1);
    }

    public static boolean isShifted(int stroke) {
        return (stroke & SHIFT) != 0;
    }

    /// Returns the character that a key makes, or [#NONE].
    public static char characterOf(int usage, boolean isShifted) {
        int key = usage & (USAGES - 1);
        return isShifted ? SHIFTED[key] : PLAIN[key];
    }
}
