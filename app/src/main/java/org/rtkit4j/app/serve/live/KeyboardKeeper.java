package org.rtkit4j.app.serve.live;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import org.rtkit4j.app.input.TypedText;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.supervise.StateChange;
import org.rtkit4j.drivers.dockchannel.DockChannelWindows;
import org.rtkit4j.drivers.input.InputDriver;
import org.rtkit4j.drivers.input.InputListener;
import org.rtkit4j.drivers.input.InputOptions;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.mtp.MtpHands;
import org.rtkit4j.wire.dockchannel.DockChannelRegisters;
import org.rtkit4j.wire.hid.UsLayout;

/// Listens to an emulated keyboard and trackpad, and knows what was typed last, and where fingers are.
///
/// What the page shows has come through the firmware, the DockChannel and the driver: nothing is echoed.
final class KeyboardKeeper implements Keeper {
    private static final int KEPT_CHARACTERS = 120;

    private final MtpHands hands;
    private final InputDriver driver;
    private final Runnable beat;
    private final StartedEndpoints others = new StartedEndpoints();
    private final Map<Integer, Touch> touches = new ConcurrentSkipListMap<>();
    private volatile String text = "";
    private volatile boolean hasKeyboard;
    private volatile boolean hasTrackpad;

    /// A finger on the trackpad, in its units.
    record Touch(int contact, int x, int y) {}

    /// @param clock by which the co-processor's waits are measured
    /// @param beat called whenever something was heard
    KeyboardKeeper(Coprocessor coprocessor, EventLoop loop, LongSupplier clock, Runnable beat) {
        this.hands = coprocessor.hands();
        this.beat = beat;
        driver = new InputDriver(
                loop, windows(coprocessor), coprocessor.memory(), InputOptions.DEFAULT.with(clock), new Ear());
    }

    private static DockChannelWindows windows(Coprocessor coprocessor) {
        return new DockChannelWindows(
                coprocessor.window("irq"),
                coprocessor.window("config"),
                coprocessor.window("data"),
                coprocessor.interrupt("dockchannel"),
                DockChannelRegisters.MTP_CHANNEL,
                DockChannelWindows.FIFO_BYTES);
    }

    MtpHands hands() {
        return hands;
    }

    /// Returns whether a key that is pressed is heard.
    boolean hasKeyboard() {
        return hasKeyboard;
    }

    /// Returns whether a finger is heard.
    boolean hasTrackpad() {
        return hasTrackpad;
    }

    /// Returns the end of what was typed.
    String text() {
        return text;
    }

    /// Returns the fingers that are heard to touch.
    Collection<Touch> touches() {
        return touches.values();
    }

    @Override
    public void onRunning(Iop iop) throws RtkitException {
        others.onRunning(iop);
        driver.onRunning(iop);
    }

    @Override
    public void onState(StateChange change) {
        driver.onState(change);
    }

    @Override
    public void close() {
        driver.close();
    }

    private final class Ear implements InputListener {
        // The driver takes this ear when it is made: there is none yet.
        private final TypedText typed = new TypedText(leds -> driver.leds(leds));

        @Override
        public void onKey(int usage, boolean isDown) {
            char character = typed.key(usage, isDown);
            if (character != UsLayout.NONE) {
                text = after(text, character);
            }
            beat.run();
        }

        private static String after(String before, char character) {
            if (character == '\b') {
                return before.isEmpty() ? before : before.substring(0, before.length() - 1);
            }
            String longer = before + character;
            return longer.substring(Math.max(0, longer.length() - KEPT_CHARACTERS));
        }

        @Override
        public void onTouch(int contact, boolean isDown, int x, int y) {
            if (isDown) {
                touches.put(contact, new Touch(contact, x, y));
            } else {
                touches.remove(contact);
            }
        }

        @Override
        public void onFrame() {
            beat.run();
        }

        @Override
        public void onReady(String name) {
            if (name.equals("keyboard")) {
                hasKeyboard = true;
            } else if (name.equals("multi-touch")) {
                hasTrackpad = true;
            }
            beat.run();
        }

        @Override
        public void onDown() {
            hasKeyboard = false;
            hasTrackpad = false;
            touches.clear();
            beat.run();
        }
    }
}
