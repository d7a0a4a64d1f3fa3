package org.rtkit4j.wire.hid;

import java.util.Arrays;

/// Keys, as page 7 numbers them. Source: HID Usage Tables 1.4, 10.
public final class KeyUsage {
    public static final int PAGE = 0x07;

    /// All six places of a keyboard's report say this where more keys are down than it can tell.
    public static final int ROLL_OVER = 0x01;

    /// The first that is a key: `a`. Those before it tell of errors.
    public static final int FIRST = 0x04;

    public static final int ENTER = 0x28;
    public static final int BACKSPACE = 0x2a;
    public static final int CAPS_LOCK = 0x39;
    public static final int LEFT_CONTROL = 0xe0;
    public static final int LEFT_SHIFT = 0xe1;
    public static final int RIGHT_SHIFT = 0xe5;
    public static final int LAST = 0xff;

    private static final String[] NAMES = names();

    private KeyUsage() {}

    /// Returns what stands on a key of a US keyboard, in words where it is no character: `a`, `enter`, `left
    /// shift`; `key 0xab` for one without a name.
    public static String nameOf(int usage) {
        return usage >= 0 && usage < NAMES.length && !NAMES[usage].isEmpty()
                ? NAMES[usage]
                : "key 0x%02x".formatted(usage);
    }

    private static String[] names() {
        String[] names = new String[LAST + 1];
        Arrays.fill(names, "");
        fill(names, FIRST, "a b c d e f g h i j k l m n o p q r s t u v w x y z 1 2 3 4 5 6 7 8 9 0");
        fill(names, ENTER, "enter escape backspace tab space - = [ ] \\ # ; ' ` , . / caps_lock");
        fill(names, 0x3a, "F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12 print_screen scroll_lock pause");
        fill(names, 0x49, "insert home page_up delete end page_down right left down up num_lock");
        fill(names, 0x54, "keypad_/ keypad_* keypad_- keypad_+ keypad_enter keypad_1 keypad_2 keypad_3 keypad_4");
        fill(names, 0x5d, "keypad_5 keypad_6 keypad_7 keypad_8 keypad_9 keypad_0 keypad_. non-US_\\");
        fill(names, 0x68, "F13 F14 F15 F16 F17 F18 F19");
        fill(names, LEFT_CONTROL, "left_control left_shift left_option left_command");
        fill(names, 0xe4, "right_control right_shift right_option right_command");
        return names;
    }

    private static void fill(String[] names, int first, String words) {
        int usage = first;
        for (String word : words.split(" ", -1)) {
            names[usage++] = word.replace('_', ' ');
        }
    }
}
