package org.rtkit4j.app.serve.live;

import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.display.ShownPicture;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.drivers.display.Display;
import org.rtkit4j.drivers.display.DisplayException;
import org.rtkit4j.drivers.display.DisplayFault;
import org.rtkit4j.drivers.display.DisplayOptions;
import org.rtkit4j.drivers.display.DisplayPort;
import org.rtkit4j.drivers.display.Framebuffer;
import org.rtkit4j.drivers.display.IbootDisplay;
import org.rtkit4j.drivers.display.PortLines;
import org.rtkit4j.drivers.display.PortTarget;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.display.DisplayConfig;
import org.rtkit4j.emulator.display.Monitor;
import org.rtkit4j.emulator.display.Picture;
import org.rtkit4j.emulator.display.Screen;
import org.rtkit4j.wire.display.Iboot;
import org.rtkit4j.wire.display.RemotePort;
import org.rtkit4j.wire.display.TimingMode;
import org.rtkit4j.wire.port.DeviceMemory;

/// Keeps a picture on an emulated screen: whenever its co-processor has come up, and whenever a monitor is plugged
/// in.
///
/// The display is driven on a thread of its own, which waits for it; the page looks at the screen.
final class ScreenKeeper implements Keeper {
    private static final long RETRY_MILLIS = 500;
    // Where the lines of a port lead is the same to the emulated one.
    private static final PortTarget TARGET = new PortTarget(0, 2, 0);

    private final Screen screen;
    private final DeviceMemory memory;
    private final ShownPicture picture;
    private final DisplayOptions options;
    private final Runnable beat;
    private final boolean isRemote;
    private final StartedEndpoints others;
    private final WatchedScreen watched = new WatchedScreen(this::changed);
    private final IopThread thread = new IopThread("rtkit-screen", this::keep);
    // The screen's own thread's: the last one is shown, on this monitor.
    private final ArrayDeque<Framebuffer> drawn = new ArrayDeque<>();
    private @Nullable Monitor shownOn;

    /// @param display whose screen it is
    /// @param picture what it shows
    /// @param clock by which the co-processor's waits are measured
    /// @param beat called whenever there may be something else to see
    ScreenKeeper(Coprocessor display, DeviceMemory memory, ShownPicture picture, LongSupplier clock, Runnable beat) {
        screen = display.screen();
        DisplayConfig config = display.profile().display();
        isRemote = config != null && config.isRemote();
        others = isRemote
                ? new StartedEndpoints(Iboot.ENDPOINT, RemotePort.ENDPOINT)
                : new StartedEndpoints(Iboot.ENDPOINT);
        this.memory = memory;
        this.picture = picture;
        this.beat = beat;
        options = DisplayOptions.DEFAULT.with(clock);
    }

    /// Begins to look after the screen.
    ScreenKeeper start() {
        thread.start();
        watched.follow(screen);
        return this;
    }

    WatchedScreen watched() {
        return watched;
    }

    private void changed() {
        thread.wake();
        beat.run();
    }

    @Override
    public void onRunning(Iop iop) throws RtkitException {
        others.onRunning(iop);
        thread.onRunning(iop);
    }

    private void keep(Iop iop) throws InterruptedException {
        try (DisplayPort _ = port(iop);
                Display display = IbootDisplay.open(iop, memory, options)) {
            display.power(true);
            while (!thread.hasNext()) {
                lookAfter(display);
            }
        } catch (DisplayException _) {
            // It was stopped, or has crashed: the time line shows where. Where it runs all the same, once more.
            tryAgain(iop);
        } finally {
            release(0);
        }
    }

    // Whose lines are the AP's, nothing is found before they run.
    private @Nullable DisplayPort port(Iop iop) throws DisplayException, InterruptedException {
        return isRemote ? DisplayPort.plugged(iop, memory, options, 0, PortLines.ALL, TARGET) : null;
    }

    private void lookAfter(Display display) throws DisplayException, InterruptedException {
        try {
            // Before its modes are asked for: if it is exchanged meanwhile, they may be of either.
            Monitor monitor = screen.monitor().orElse(null);
            if (monitor == null || !isToBeShownOn(monitor)) {
                thread.awaitNews();
            } else if (display.isConnected()) {
                show(display);
                shownOn = monitor;
            } else {
                // It takes its time to be found.
                thread.awaitNews(RETRY_MILLIS);
            }
        } catch (DisplayException e) {
            if (!isOfTheMonitor(e.fault())) {
                throw e;
            }
            // The last one may have been handed over, and the one before be shown.
            release(2);
            thread.awaitNews(RETRY_MILLIS);
        }
    }

    // A monitor that was plugged in has no mode yet, or one that was meant for another.
    private boolean isToBeShownOn(Monitor monitor) {
        return screen.mode().isEmpty() || !monitor.equals(shownOn);
    }

    // It was pulled out, or exchanged, between two questions: the display itself is as it was.
    private static boolean isOfTheMonitor(DisplayFault fault) {
        return fault instanceof DisplayFault.Disconnected || fault instanceof DisplayFault.Refused;
    }

    private void tryAgain(Iop iop) throws InterruptedException {
        Thread.sleep(RETRY_MILLIS);
        if (iop.isRunning()) {
            thread.again(iop);
        }
    }

    private void show(Display display) throws DisplayException, InterruptedException {
        TimingMode mode = display.bestTiming();
        display.set(mode, display.bestColor());
        Framebuffer next = display.framebuffer(picture.pixels());
        drawn.addLast(next);
        Picture fitted = picture.fitted(mode.width(), mode.height());
        for (int y = 0; y < fitted.height(); y++) {
            next.draw(0, y, fitted.rgb(), y * fitted.width(), fitted.width());
        }
        display.awaitFlip(display.flip(next));
        release(1);
    }

    /// Gives all pictures back but the latest.
    private void release(int kept) {
        while (drawn.size() > kept) {
            drawn.removeFirst().close();
        }
    }

    @Override
    public void close() {
        watched.close();
        thread.close();
    }
}
