package org.rtkit4j.app.serve.live;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.display.ShownPicture;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.drivers.display.Display;
import org.rtkit4j.drivers.display.DisplayException;
import org.rtkit4j.drivers.display.DisplayOptions;
import org.rtkit4j.drivers.display.Framebuffer;
import org.rtkit4j.drivers.display.IbootDisplay;
import org.rtkit4j.emulator.display.Picture;
import org.rtkit4j.emulator.display.Screen;
import org.rtkit4j.wire.display.Iboot;
import org.rtkit4j.wire.display.TimingMode;
import org.rtkit4j.wire.port.DeviceMemory;

/// Keeps a picture on an emulated screen: whenever its co-processor has come up, and whenever a monitor is plugged
/// in.
///
/// The display is driven on a thread of its own, which waits for it; the page looks at the screen.
final class ScreenKeeper implements Keeper {
    private static final long RETRY_MILLIS = 500;

    private final Screen screen;
    private final DeviceMemory memory;
    private final ShownPicture picture;
    private final DisplayOptions options;
    private final Runnable beat;
    private final StartedEndpoints others = new StartedEndpoints(Iboot.ENDPOINT);
    private final AtomicLong changes = new AtomicLong();
    private final IopThread thread = new IopThread("rtkit-screen", this::keep);
    private @Nullable Framebuffer shown;

    /// @param picture what it shows
    /// @param clock by which the co-processor's waits are measured
    /// @param beat called whenever there may be something else to see
    ScreenKeeper(Screen screen, DeviceMemory memory, ShownPicture picture, LongSupplier clock, Runnable beat) {
        this.screen = screen;
        this.memory = memory;
        this.picture = picture;
        this.beat = beat;
        options = DisplayOptions.DEFAULT.with(clock);
    }

    /// Begins to look after the screen.
    ScreenKeeper start() {
        screen.listen(this::changed);
        thread.start();
        return this;
    }

    Screen screen() {
        return screen;
    }

    /// Returns how often something may have changed on the screen.
    long changes() {
        return changes.get();
    }

    private void changed() {
        changes.incrementAndGet();
        thread.wake();
        beat.run();
    }

    @Override
    public void onRunning(Iop iop) throws RtkitException {
        others.onRunning(iop);
        thread.onRunning(iop);
    }

    private void keep(Iop iop) throws InterruptedException {
        try (Display display = IbootDisplay.open(iop, memory, options)) {
            display.power(true);
            while (!thread.hasNext()) {
                // A monitor that was plugged in has no mode yet.
                if (display.isConnected() && screen.mode().isEmpty()) {
                    show(display);
                }
                thread.awaitNews();
            }
        } catch (DisplayException _) {
            // It was stopped, or has crashed: the time line shows where. Where it runs all the same, once more.
            tryAgain(iop);
        } finally {
            release();
        }
    }

    private void tryAgain(Iop iop) throws InterruptedException {
        Thread.sleep(RETRY_MILLIS);
        if (!thread.hasNext() && iop.isRunning()) {
            thread.onRunning(iop);
        }
    }

    private void show(Display display) throws DisplayException, InterruptedException {
        TimingMode mode = display.timings().getFirst();
        display.set(mode, display.colors().getFirst());
        Framebuffer next = display.framebuffer(picture.pixels());
        Picture drawn = picture.fitted(mode.width(), mode.height());
        for (int y = 0; y < drawn.height(); y++) {
            next.draw(0, y, drawn.rgb(), y * drawn.width(), drawn.width());
        }
        display.awaitFlip(display.flip(next));
        release();
        shown = next;
    }

    private void release() {
        Framebuffer before = shown;
        shown = null;
        if (before != null) {
            before.close();
        }
    }

    @Override
    public void close() {
        screen.listen(null);
        thread.close();
    }
}
