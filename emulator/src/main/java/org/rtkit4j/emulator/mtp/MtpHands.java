package org.rtkit4j.emulator.mtp;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.rtkit4j.wire.hid.KeyUsage;
import org.rtkit4j.wire.hid.UsLayout;

/// The hands on an emulated keyboard and trackpad. Any thread may move them.
///
/// What is done while the firmware is not ready for it is not seen by anybody, apart from what is [typed][#type].
public final class MtpHands {
    /// How many fingers the trackpad can tell apart.
    public static final int FINGERS = TouchSurface.FINGERS;

    /// The trackpad's width, in its own units.
    public static final int WIDTH = TouchSurface.WIDTH;

    /// The trackpad's height, in its own units.
    public static final int HEIGHT = TouchSurface.HEIGHT;

    private final Surface surface;

    /// What is under the hands.
    interface Surface {
        void act(Runnable action);

        boolean key(int usage, boolean isDown);

        boolean type(int usage, boolean isDown, long afterNanos);

        int waiting();

        boolean isTaken();

        int releases();

        void forget();

        boolean mouse(int buttons, int dx, int dy, int wheel);

        void finger(int contact, boolean isDown, int x, int y);

        void press(boolean isDown);

        boolean frame();

        void inject(MtpHazard hazard);

        int leds();

        byte[] touchFirmware();
    }

    MtpHands(Surface surface) {
        this.surface = surface;
    }

    // ---- Keys ----

    /// Presses or releases a key at once.
    ///
    /// @param usage of HID's page 7, 4 to 255
    /// @return whether the keyboard took it: it is ready, and has room
    public boolean key(int usage, boolean isDown) {
        checkKey(usage);
        return ask(() -> surface.key(usage, isDown));
    }

    /// Has a key pressed or released after those that wait, as soon as the keyboard takes it.
    ///
    /// @param afterNanos how long after the one before, in the machine's time
    /// @return whether there is room among those that wait
    public boolean type(int usage, boolean isDown, long afterNanos) {
        checkKey(usage);
        if (afterNanos < 0) {
            throw new IllegalArgumentException("before the one before: nanos=" + afterNanos);
        }
        return ask(() -> surface.type(usage, isDown, afterNanos));
    }

    /// Types a text on a US keyboard: each key down, and up again.
    ///
    /// @param everyNanos from key to key
    /// @return how many characters there are keys and room for, from the first on
    public int type(String text, long everyNanos) {
        for (int i = 0; i < text.length(); i++) {
            int stroke = UsLayout.strokeFor(text.charAt(i));
            if (stroke == UsLayout.NONE || !stroke(stroke, everyNanos)) {
                return i;
            }
        }
        return text.length();
    }

    private boolean stroke(int stroke, long everyNanos) {
        int usage = UsLayout.usageOf(stroke);
        boolean isShifted = UsLayout.isShifted(stroke);
        long half = everyNanos / 2;
        boolean taken = !isShifted || type(KeyUsage.LEFT_SHIFT, true, 0);
        taken = taken && type(usage, true, half) && type(usage, false, everyNanos - half);
        return taken && (!isShifted || type(KeyUsage.LEFT_SHIFT, false, 0));
    }

    /// Returns how many keys wait to go down or up.
    public int waiting() {
        return count(surface::waiting);
    }

    /// Returns whether everything that was done has reached the AP, or is lost: nothing waits to be typed, and the AP
    /// has read all that the firmware has told.
    public boolean isTaken() {
        return ask(surface::isTaken);
    }

    /// Returns how often all keys and fingers were let go of, because the firmware went or came: what was down before
    /// is so no more.
    public int releases() {
        return count(surface::releases);
    }

    /// Drops what waits; a key that is down goes up all the same.
    public void forget() {
        surface.act(surface::forget);
    }

    /// Returns the LEDs that are on, as the AP has set them: bit 0 num lock, 1 caps lock, 2 scroll lock.
    public int leds() {
        return count(surface::leds);
    }

    private static void checkKey(int usage) {
        if (usage < KeyUsage.FIRST || usage > KeyUsage.LAST) {
            throw new IllegalArgumentException("no such key: usage=0x%x".formatted(usage));
        }
    }

    // ---- Trackpad ----

    /// Moves the mouse.
    ///
    /// @param buttons bit 0 left, 1 right, 2 middle
    /// @param dx to the right, -127 to 127
    /// @param dy downwards, -127 to 127
    /// @return whether it was taken
    public boolean mouse(int buttons, int dx, int dy, int wheel) {
        return ask(() -> surface.mouse(buttons, dx, dy, wheel));
    }

    /// Puts a finger down, moves it, or lifts it; [#frame] tells the AP.
    ///
    /// @param contact 0 to [#FINGERS] - 1
    public void finger(int contact, boolean isDown, int x, int y) {
        if (contact < 0 || contact >= FINGERS) {
            throw new IllegalArgumentException("no such finger: contact=" + contact);
        }
        surface.act(() -> surface.finger(contact, isDown, x, y));
    }

    /// Presses or releases the trackpad itself; [#frame] tells the AP.
    public void press(boolean isDown) {
        surface.act(() -> surface.press(isDown));
    }

    /// Tells the AP where the fingers are.
    ///
    /// @return whether it was taken
    public boolean frame() {
        return ask(surface::frame);
    }

    /// Returns the firmware that the AP has loaded into the touch surface since the last start; empty: none.
    public byte[] touchFirmware() {
        var answer = new AtomicReference<>(new byte[0]);
        surface.act(() -> answer.set(surface.touchFirmware()));
        return answer.get();
    }

    // ---- What goes wrong ----

    /// Lets a hazard strike once, at its next occasion.
    public void inject(MtpHazard hazard) {
        surface.act(() -> surface.inject(hazard));
    }

    private boolean ask(BooleanSupplier question) {
        var answer = new AtomicBoolean();
        surface.act(() -> answer.set(question.getAsBoolean()));
        return answer.get();
    }

    private int count(IntSupplier question) {
        var answer = new AtomicInteger();
        surface.act(() -> answer.set(question.getAsInt()));
        return answer.get();
    }
}
