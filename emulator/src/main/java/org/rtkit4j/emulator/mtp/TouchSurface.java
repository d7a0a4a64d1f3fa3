package org.rtkit4j.emulator.mtp;

import java.util.Arrays;

/// The trackpad: five fingers, a button, and a mouse, in the reports of [Descriptors#TOUCH].
final class TouchSurface {
    static final int FINGERS = 5;
    static final int WIDTH = 12800;
    static final int HEIGHT = 7680;

    private static final int MOUSE_REPORT = 2;
    private static final int TOUCH_REPORT = 5;
    private static final int FINGER_BYTES = 6;
    private static final int TOUCH_BYTES = 1 + FINGERS * FINGER_BYTES + 4;
    private static final int TIP_AND_CONFIDENCE = 3;
    private static final int CONFIDENCE = 2;
    private static final long SCAN_NANOS = 100_000;

    private final byte[] mouse = new byte[5];
    private final byte[] touch = new byte[TOUCH_BYTES];
    private final boolean[] isDown = new boolean[FINGERS];
    private final boolean[] hasLifted = new boolean[FINGERS];
    private final int[] x = new int[FINGERS];
    private final int[] y = new int[FINGERS];
    private boolean isPressed;

    /// Returns the report of a move of the mouse; it is overwritten by the next call. Each is cut to -127 to
    /// 127.
    byte[] mouse(int buttons, int dx, int dy, int wheel) {
        mouse[0] = MOUSE_REPORT;
        mouse[1] = (byte) (buttons & 7);
        mouse[2] = (byte) Math.clamp(dx, -127, 127);
        mouse[3] = (byte) Math.clamp(dy, -127, 127);
        mouse[4] = (byte) Math.clamp(wheel, -127, 127);
        return mouse;
    }

    /// Puts a finger down, moves it, or lifts it; coordinates are cut to the surface.
    void finger(int contact, boolean down, int newX, int newY) {
        hasLifted[contact] = isDown[contact] && !down;
        isDown[contact] = down;
        x[contact] = Math.clamp(newX, 0, WIDTH);
        y[contact] = Math.clamp(newY, 0, HEIGHT);
    }

    void press(boolean pressed) {
        isPressed = pressed;
    }

    void releaseAll() {
        Arrays.fill(isDown, false);
        Arrays.fill(hasLifted, false);
        isPressed = false;
    }

    /// Returns the report of all fingers; it is overwritten by the next call. A finger that was lifted is in
    /// one more report, without its tip.
    byte[] touch(long nowNanos) {
        Arrays.fill(touch, (byte) 0);
        touch[0] = TOUCH_REPORT;
        int count = 0;
        for (int contact = 0; contact < FINGERS; contact++) {
            if (isDown[contact] || hasLifted[contact]) {
                finger(1 + count * FINGER_BYTES, contact);
                count++;
            }
            hasLifted[contact] = false;
        }
        int scan = (int) (nowNanos / SCAN_NANOS);
        int tail = 1 + FINGERS * FINGER_BYTES;
        touch[tail] = (byte) scan;
        touch[tail + 1] = (byte) (scan >>> 8);
        touch[tail + 2] = (byte) count;
        touch[tail + 3] = (byte) (isPressed ? 1 : 0);
        return touch;
    }

    private void finger(int at, int contact) {
        touch[at] = (byte) (isDown[contact] ? TIP_AND_CONFIDENCE : CONFIDENCE);
        touch[at + 1] = (byte) contact;
        touch[at + 2] = (byte) x[contact];
        touch[at + 3] = (byte) (x[contact] >>> 8);
        touch[at + 4] = (byte) y[contact];
        touch[at + 5] = (byte) (y[contact] >>> 8);
    }
}
