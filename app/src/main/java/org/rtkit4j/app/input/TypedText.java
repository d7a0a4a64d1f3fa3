package org.rtkit4j.app.input;

import java.util.function.IntConsumer;
import org.rtkit4j.wire.hid.KeyUsage;
import org.rtkit4j.wire.hid.UsLayout;

/// What keys type on a US keyboard, with shift and caps lock, as an operating system reads them.
public final class TypedText {
    private static final int CAPS_LED = 0x2;
    private static final int LEFT = 1;
    private static final int RIGHT = 2;

    private final IntConsumer lights;
    private int shifts;
    private boolean hasCaps;

    /// @param lights told of the LEDs whenever they change, as [org.rtkit4j.drivers.input.InputDriver#leds(int)] takes
    /// them
    public TypedText(IntConsumer lights) {
        this.lights = lights;
    }

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
            lights.accept(hasCaps ? CAPS_LED : 0);
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
}
