package org.rtkit4j.emulator.mtp;

import java.util.Arrays;

/// The keys of the keyboard that are down, as its report 1 has them: modifiers as bits, and six others at most.
///
/// With a seventh all six places say so (ErrorRollOver). Source: USB HID 1.11, appendix C.
final class KeyMatrix {
    static final int REPORT = 1;
    static final int REPORT_BYTES = 9;

    private static final int FIRST_MODIFIER = 0xe0;
    private static final int LAST_MODIFIER = 0xe7;
    private static final int PLACES = 6;
    private static final int FIRST_PLACE = 3;
    private static final int ROLL_OVER = 1;

    private final int[] down = new int[64];
    private final byte[] report = new byte[REPORT_BYTES];
    private int count;
    private int modifiers;

    /// Presses or releases a key.
    ///
    /// @param usage of page 7, 4 to 255
    /// @return whether that changed anything
    boolean key(int usage, boolean isDown) {
        if (usage >= FIRST_MODIFIER && usage <= LAST_MODIFIER) {
            return modifier(1 << (usage - FIRST_MODIFIER), isDown);
        }
        int at = find(usage);
        if (isDown == (at >= 0) || (isDown && count == down.length)) {
            return false;
        }
        if (isDown) {
            down[count++] = usage;
        } else {
            System.arraycopy(down, at + 1, down, at, --count - at);
        }
        return true;
    }

    private boolean modifier(int bit, boolean isDown) {
        int before = modifiers;
        modifiers = isDown ? before | bit : before & ~bit;
        return modifiers != before;
    }

    private int find(int usage) {
        for (int i = 0; i < count; i++) {
            if (down[i] == usage) {
                return i;
            }
        }
        return -1;
    }

    boolean isAnyDown() {
        return count > 0 || modifiers != 0;
    }

    void releaseAll() {
        count = 0;
        modifiers = 0;
    }

    /// Returns the report; it is overwritten by the next call.
    byte[] report() {
        Arrays.fill(report, (byte) 0);
        report[0] = REPORT;
        report[1] = (byte) modifiers;
        for (int i = 0; i < PLACES; i++) {
            int usage = i < count ? down[i] : 0;
            report[FIRST_PLACE + i] = (byte) (count > PLACES ? ROLL_OVER : usage);
        }
        return report;
    }
}
