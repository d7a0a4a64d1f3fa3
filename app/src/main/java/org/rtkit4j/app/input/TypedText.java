package org.rtkit4j.app.input;

import org.rtkit4j.wire.hid.KeyUsage;
import org.rtkit4j.wire.hid.UsLayout;

/// What keys type on a US keyboard, with shift and caps lock, as an operating system reads them.
public final class TypedText {
    private static final int CAPS_LED = 0x2;
    private static final int LEFT = 1;
    private static final int RIGHT = 2;

    private int shifts;
    private boolean hasCaps;

    /// A key has gone down or up.
    ///
    /// @param usage of HID's page 7
    /// @return the character that it types, or [UsLayout#NONE]
    public char key(int usage, boolean isDown) {
        if (usage == KeyUsage.LEFT_SHIFT || usage == KeyUsage.RIGHT_SHIFT) {
            int side = usage == KeyUsage.LEFT_SHIFT ? LEFT : RIGHT;
            shifts = isDown ? shifts | side : shifts & ~side;
        } else if (isDown && usage == KeyUsage.CAPS_LOCK) {
            hasCaps = !hasCaps;
        } else if (isDown) {
            return character(usage);
        }
        return UsLayout.NONE;
    }

    private char character(int usage) {
        char plain = UsLayout.characterOf(usage, false);
        boolean isShifted = (shifts != 0) ^ (hasCaps && Character.isLetter(plain));
        return UsLayout.characterOf(usage, isShifted);
    }

    /// Returns the LEDs that the keyboard is to light, as [org.rtkit4j.drivers.input.InputDriver#leds(int)] takes them.
    public int leds() {
        return hasCaps ? CAPS_LED : 0;
    }
}
