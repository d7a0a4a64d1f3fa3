package org.rtkit4j.app.input;

import static org.rtkit4j.hardware.uinput.InputCodes.*;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.drivers.input.InputFault;
import org.rtkit4j.drivers.input.InputListener;
import org.rtkit4j.drivers.input.KeyboardIdentity;
import org.rtkit4j.hardware.uinput.LinuxKeys;
import org.rtkit4j.hardware.uinput.UinputDevice;
import org.rtkit4j.hardware.uinput.UinputPlan;
import org.rtkit4j.wire.hid.KeyUsage;
import org.rtkit4j.wire.port.Releases;

/// Makes input devices of this Linux machine out of what is heard, and passes it on to the next listener.
///
/// Keyboard and mouse are there from the start, the trackpad once it is known how large it is. The first failure ends
/// that: [#trouble] has it, and events only pass on.
final class KernelDevices implements InputListener, AutoCloseable {
    // What a usage of page 7 is as a scan code. Source: drivers/hid/hid-input.c of Linux, MSC_SCAN.
    private static final int PAGE = KeyUsage.PAGE << 16;

    private final Maker maker;
    private final InputListener next;
    private final UinputDevice keyboard;
    private final UinputDevice mouse;
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private @Nullable TrackpadDevice trackpad;

    /// Makes a device of the kernel's.
    @FunctionalInterface
    interface Maker {
        UinputDevice make(UinputPlan plan) throws IOException;
    }

    private KernelDevices(Maker maker, InputListener next, UinputDevice keyboard, UinputDevice mouse) {
        this.maker = maker;
        this.next = next;
        this.keyboard = keyboard;
        this.mouse = mouse;
    }

    /// Makes keyboard and mouse.
    ///
    /// @throws IOException if the kernel does not make them; the message says what to do
    static KernelDevices open(Maker maker, InputListener next) throws IOException {
        UinputDevice keyboard = maker.make(UinputPlan.keyboard("rtkit4j keyboard"));
        try {
            return new KernelDevices(maker, next, keyboard, maker.make(UinputPlan.mouse("rtkit4j mouse")));
        } catch (IOException e) {
            throw Releases.after(e, keyboard::close);
        }
    }

    /// Returns why there are no devices any more, or null.
    @Nullable
    String trouble() {
        IOException first = failure.get();
        return first == null ? null : String.valueOf(first.getMessage());
    }

    /// Returns which LEDs the kernel wants lit, as [org.rtkit4j.drivers.input.InputDriver#leds] takes them. Not
    /// on the thread that tells events.
    int leds() {
        try {
            return keyboard.leds();
        } catch (IOException e) {
            failure.compareAndSet(null, e);
            return 0;
        }
    }

    /// Something that is done to a device.
    private interface Deed {
        void run() throws IOException;
    }

    private void attempt(Deed deed) {
        if (failure.get() == null) {
            try {
                deed.run();
            } catch (IOException e) {
                failure.set(e);
            }
        }
    }

    @Override
    public void onKey(int usage, boolean isDown) {
        int code = LinuxKeys.of(usage);
        if (code != LinuxKeys.NONE) {
            attempt(() -> {
                keyboard.add(EV_MSC, MSC_SCAN, PAGE | usage);
                keyboard.add(EV_KEY, code, isDown ? 1 : 0);
            });
        }
        next.onKey(usage, isDown);
    }

    @Override
    public void onMove(int dx, int dy, int wheel) {
        attempt(() -> {
            move(REL_X, dx);
            move(REL_Y, dy);
            move(REL_WHEEL, wheel);
        });
        next.onMove(dx, dy, wheel);
    }

    private void move(int code, int by) throws IOException {
        if (by != 0) {
            mouse.add(EV_REL, code, by);
        }
    }

    @Override
    public void onButton(int button, boolean isDown) {
        int code = BTN_LEFT + button - 1;
        if (code >= BTN_LEFT && code <= BTN_MIDDLE) {
            attempt(() -> mouse.add(EV_KEY, code, isDown ? 1 : 0));
        }
        next.onButton(button, isDown);
    }

    @Override
    public void onSurface(int leastX, int mostX, int leastY, int mostY) {
        attempt(() -> {
            UinputPlan plan = UinputPlan.trackpad("rtkit4j trackpad", leastX, mostX, leastY, mostY);
            if (trackpad == null || !trackpad.is(plan)) {
                closeTrackpad();
                trackpad = new TrackpadDevice(plan, maker.make(plan));
            }
        });
        next.onSurface(leastX, mostX, leastY, mostY);
    }

    @Override
    public void onTouch(int contact, boolean isDown, int x, int y) {
        TrackpadDevice touched = trackpad;
        if (touched != null) {
            attempt(() -> touched.touch(contact, isDown, x, y));
        }
        next.onTouch(contact, isDown, x, y);
    }

    @Override
    public void onFrame() {
        attempt(this::report);
        next.onFrame();
    }

    private void report() throws IOException {
        keyboard.report();
        mouse.report();
        if (trackpad != null) {
            trackpad.report();
        }
    }

    @Override
    public void onReady(String name) {
        next.onReady(name);
    }

    @Override
    public void onDown() {
        attempt(this::report);
        next.onDown();
    }

    @Override
    public void onIdentity(KeyboardIdentity identity) {
        next.onIdentity(identity);
    }

    @Override
    public void onTrouble(InputFault fault) {
        next.onTrouble(fault);
    }

    /// Takes the devices away. To be called when nothing is told any more.
    @Override
    public void close() {
        Releases.all(keyboard::close, mouse::close, this::closeTrackpad);
    }

    private void closeTrackpad() {
        if (trackpad != null) {
            trackpad.close();
            trackpad = null;
        }
    }
}
