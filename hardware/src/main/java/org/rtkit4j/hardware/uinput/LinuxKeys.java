package org.rtkit4j.hardware.uinput;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Linux's codes for the keys of HID's page 7.
///
/// Source: drivers/hid/hid-input.c of Linux 6.1, whose table a test compares with this one.
public final class LinuxKeys {
    /// There is no code for this key.
    public static final int NONE = 0;

    private static final int USAGES = 0x100;
    private static final int[] CODES = codes();

    private LinuxKeys() {}

    /// Returns the code, or [#NONE].
    ///
    /// @param usage of page 7; any number
    public static int of(int usage) {
        return usage >= 0 && usage < USAGES ? CODES[usage] : NONE;
    }

    /// Returns every code that [#of] can give.
    public static IntStream all() {
        return Arrays.stream(CODES).filter(code -> code != NONE).distinct();
    }

    private static int[] codes() {
        int[] codes = new int[USAGES];
        fill(codes, 0x04, "30 48 46 32 18 33 34 35 23 36 37 38 50 49 24 25 16 19 31 20 22 47 17 45 21 44"); // a to z
        fill(codes, 0x1e, "2 3 4 5 6 7 8 9 10 11"); // 1 to 0
        fill(codes, 0x28, "28 1 14 15 57 12 13 26 27 43 43 39 40 41 51 52 53 58"); // enter to caps lock
        fill(codes, 0x3a, "59 60 61 62 63 64 65 66 67 68 87 88"); // F1 to F12
        fill(codes, 0x46, "99 70 119 110 102 104 111 107 109"); // print screen to page down
        fill(codes, 0x4f, "106 105 108 103"); // right, left, down, up
        fill(codes, 0x53, "69 98 55 74 78 96 79 80 81 75 76 77 71 72 73 82 83"); // num lock and keypad
        fill(codes, 0x64, "86 127 116 117"); // non-US \, application, power, keypad =
        fill(codes, 0x68, "183 184 185 186 187 188 189 190 191 192 193 194"); // F13 to F24
        fill(codes, 0x74, "134 138 130 132 128 129 131 137 133 135 136 113 115 114"); // execute to volume down
        fill(codes, 0x85, "121"); // keypad comma
        fill(codes, 0x87, "89 93 124 92 94 95"); // international 1 to 6
        fill(codes, 0x90, "122 123 90 91 85"); // lang 1 to 5
        fill(codes, 0x9c, "111"); // clear
        fill(codes, 0xb6, "179 180"); // keypad ( and )
        fill(codes, 0xd8, "111"); // keypad clear
        fill(codes, 0xe0, "29 42 56 125 97 54 100 126"); // modifiers
        fill(codes, 0xe8, "164 166 165 163 161 115 114 113 150 158 159 128 136 177 178 176 142 152 173 140"); // media
        return codes;
    }

    private static void fill(int[] codes, int first, String numbers) {
        int usage = first;
        for (String number : numbers.split(" ", -1)) {
            codes[usage++] = Integer.parseInt(number);
        }
    }
}
