package org.rtkit4j.drivers.display;

import java.util.List;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.display.TimingMode;

/// A display, whichever way its firmware is asked: the boot loader's or the operating system's.
///
/// ```java
/// display.power(true);
/// display.set(display.bestTiming(), display.bestColor());
/// Framebuffer picture = display.framebuffer(PixelFormat.BGRA);
/// picture.fill(0x00_80_ff);
/// display.awaitFlip(display.flip(picture));
/// ```
///
/// Any thread may call any method, one at a time gets its turn. What waits has a deadline, can be interrupted, and
/// must not be called by a listener.
public interface Display extends AutoCloseable {
    /// The number of no flip.
    int NO_FLIP = 0;

    /// Returns whether a monitor is plugged in, as the firmware last said.
    boolean isConnected() throws DisplayException, InterruptedException;

    /// Returns the modes of the monitor, the one that it likes best first; none where none is plugged in.
    List<TimingMode> timings() throws DisplayException, InterruptedException;

    /// Returns in which ways the monitor takes colours, the best first; none where none is plugged in.
    List<ColorMode> colors() throws DisplayException, InterruptedException;

    /// Returns the mode that the monitor likes best.
    ///
    /// @throws DisplayException with [DisplayFault.Disconnected] if there is none: it may be pulled out at any time
    default TimingMode bestTiming() throws DisplayException, InterruptedException {
        return best(timings(), "best mode");
    }

    /// Returns the best way in which the monitor takes colours.
    ///
    /// @throws DisplayException with [DisplayFault.Disconnected] if there is none: it may be pulled out at any time
    default ColorMode bestColor() throws DisplayException, InterruptedException {
        return best(colors(), "best color mode");
    }

    private static <T> T best(List<T> all, String what) throws DisplayException {
        if (all.isEmpty()) {
            throw new DisplayException(new DisplayFault.Disconnected(what));
        }
        return all.getFirst();
    }

    /// Switches the display on or off.
    void power(boolean on) throws DisplayException, InterruptedException;

    /// Sets a mode, one that the monitor has.
    ///
    /// @throws DisplayException if the firmware refuses it; what is shown then is not certain
    void set(TimingMode timing, ColorMode color) throws DisplayException, InterruptedException;

    /// Allocates memory for a picture of the size of the mode that was set, which display and AP both reach. It is
    /// black.
    ///
    /// @throws DisplayException with [DisplayFault.Disconnected] if no mode is set, or none any more
    Framebuffer framebuffer(PixelFormat format) throws DisplayException;

    /// Hands a picture over, to be shown from the next frame on, and returns at once.
    ///
    /// The memory of the picture that is shown now must not be drawn into before that has happened.
    ///
    /// @return the number of this flip, for [#awaitFlip] and [DisplayListener#onFlip]; never [#NO_FLIP]
    int flip(Framebuffer next) throws DisplayException, InterruptedException;

    /// Waits until the picture of a flip is shown.
    ///
    /// @throws DisplayException with [DisplayFault.TimedOut] if that takes too long
    void awaitFlip(int flip) throws DisplayException, InterruptedException;

    /// Has `listener` told of plugs and pictures, in place of the one before.
    void listen(DisplayListener listener);

    /// Ends the conversation, and gives back what was allocated once the firmware does not write there any more. Where
    /// that takes a stop of the firmware, its co-processor rests afterwards. Idempotent.
    @Override
    void close();
}
