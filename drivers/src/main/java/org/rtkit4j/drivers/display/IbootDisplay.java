package org.rtkit4j.drivers.display;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.drivers.epic.EpicException;
import org.rtkit4j.drivers.epic.EpicFault;
import org.rtkit4j.drivers.epic.EpicListener;
import org.rtkit4j.drivers.epic.EpicOptions;
import org.rtkit4j.drivers.epic.EpicPort;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.Iboot;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.display.TimingMode;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Releases;

/// A display, asked as boot loaders ask: a few commands, and a picture.
///
/// ```java
/// try (Display display = IbootDisplay.open(iop, memory, DisplayOptions.DEFAULT)) {
///     display.power(true);
///     display.set(display.bestTiming(), display.bestColor());
/// }
/// ```
///
/// This way the firmware tells nothing by itself: a monitor that comes or goes is noticed when [#isConnected] is
/// asked, and a picture counts as shown once a frame has begun since the firmware took it. Order and waits: m1n1
/// `src/display.c`. After a crash it is closed, and another opened on the co-processor that was brought back.
public final class IbootDisplay implements Display {
    private static final long LOOK_NANOS = 10_000_000;

    private final Iop iop;
    private final DeviceMemory memory;
    private final DisplayOptions options;
    private final EpicPort port;
    private final IbootCommands commands;
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile DisplayListener listener;
    private boolean isConnected;
    private @Nullable TimingMode mode;
    private int flips;
    private int told;
    private long shownNanos;

    private IbootDisplay(Iop iop, DeviceMemory memory, DisplayOptions options, DisplayListener listener)
            throws EpicException, InterruptedException {
        this.listener = listener;
        this.iop = iop;
        this.memory = memory;
        this.options = options;
        EpicOptions epic = EpicOptions.DISPLAY.with(options.clock());
        port = EpicPort.open(iop, Iboot.ENDPOINT, memory, epic, new Troubles());
        try {
            commands = new IbootCommands(port.service(Iboot.SERVICE), options, this::trouble);
        } catch (EpicException | InterruptedException | RuntimeException e) {
            Releases.after(e, port::close);
            throw e;
        }
    }

    /// Opens the display of a co-processor that runs.
    ///
    /// @param memory what co-processor and display reach: the platform's
    public static IbootDisplay open(Iop iop, DeviceMemory memory, DisplayOptions options)
            throws DisplayException, InterruptedException {
        return open(iop, memory, options, DisplayListener.NONE);
    }

    /// As the other form.
    ///
    /// @param listener hears what is wrong from the opening of the rings on
    public static IbootDisplay open(Iop iop, DeviceMemory memory, DisplayOptions options, DisplayListener listener)
            throws DisplayException, InterruptedException {
        try {
            return new IbootDisplay(iop, memory, options, listener);
        } catch (EpicException e) {
            throw new DisplayException(IbootCommands.fault("start of the display", e.fault()), e);
        }
    }

    /// A question, or an order, when it is its caller's turn.
    ///
    /// @param <T> what comes of it
    private interface Asked<T extends @Nullable Object> {
        T ask() throws DisplayException, InterruptedException;
    }

    private <T extends @Nullable Object> T inTurn(Asked<T> asked) throws DisplayException, InterruptedException {
        turn.lockInterruptibly();
        try {
            return asked.ask();
        } finally {
            turn.unlock();
        }
    }

    // ---- The monitor ----

    @Override
    public boolean isConnected() throws DisplayException, InterruptedException {
        return inTurn(this::look);
    }

    private boolean look() throws DisplayException, InterruptedException {
        boolean now = commands.isConnected();
        if (now != isConnected) {
            isConnected = now;
            mode = now ? mode : null;
            listener.onHotPlug(now);
        }
        return now;
    }

    @Override
    public List<TimingMode> timings() throws DisplayException, InterruptedException {
        return inTurn(() -> look() ? commands.timings() : List.of());
    }

    @Override
    public List<ColorMode> colors() throws DisplayException, InterruptedException {
        return inTurn(() -> look() ? commands.colors() : List.of());
    }

    /// Switches the display on or off. Switched on, it waits until a monitor is found; that there is none is no
    /// error.
    @Override
    public void power(boolean on) throws DisplayException, InterruptedException {
        turn.lockInterruptibly();
        try {
            commands.power(on);
            long start = now();
            while (on && !look() && now() - start < options.monitorTimeoutNanos()) {
                pause(LOOK_NANOS);
            }
        } finally {
            turn.unlock();
        }
    }

    // ---- Modes and pictures ----

    @Override
    public void set(TimingMode timing, ColorMode color) throws DisplayException, InterruptedException {
        turn.lockInterruptibly();
        try {
            setPatiently(timing, color);
            mode = timing;
        } finally {
            turn.unlock();
        }
    }

    private void setPatiently(TimingMode timing, ColorMode color) throws DisplayException, InterruptedException {
        try {
            commands.set(timing, color);
        } catch (DisplayException e) {
            if (!(e.fault() instanceof DisplayFault.Refused)) {
                throw e;
            }
            trouble(e.fault());
            pause(options.retryNanos());
            commands.set(timing, color);
        }
    }

    @Override
    public Framebuffer framebuffer(PixelFormat format) throws DisplayException {
        TimingMode current = mode;
        if (current == null) {
            throw new DisplayException(new DisplayFault.Disconnected("memory for a picture"));
        }
        try {
            return Framebuffer.allocate(memory, current, format);
        } catch (MemoryRefusedException e) {
            throw new DisplayException(new DisplayFault.NoMemory("a picture", String.valueOf(e.getMessage())), e);
        }
    }

    @Override
    public int flip(Framebuffer next) throws DisplayException, InterruptedException {
        turn.lockInterruptibly();
        try {
            TimingMode current = mode;
            if (current == null) {
                throw new DisplayException(new DisplayFault.Disconnected("a picture"));
            }
            commands.swap(next);
            shownNanos = now() + current.frameNanos();
            flips = flips == Integer.MAX_VALUE ? 1 : flips + 1;
            return flips;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void awaitFlip(int flip) throws DisplayException, InterruptedException {
        turn.lockInterruptibly();
        try {
            // The last one is the last to be shown.
            pause(shownNanos - now());
            while (told != flips) {
                told = told == Integer.MAX_VALUE ? 1 : told + 1;
                listener.onFlip(told);
            }
        } finally {
            turn.unlock();
        }
    }

    // By the co-processor's clock, and not longer than it lives.
    private void pause(long nanos) throws DisplayException, InterruptedException {
        if (nanos <= 0) {
            return;
        }
        try {
            iop.await(() -> false, nanos);
        } catch (RtkitException e) {
            throw new DisplayException(new DisplayFault.Link("a wait", e.fault()), e);
        }
    }

    private long now() {
        return options.clock().getAsLong();
    }

    // ---- Listening ----

    @Override
    public void listen(DisplayListener next) {
        listener = next;
    }

    private void trouble(DisplayFault fault) {
        listener.onTrouble(fault);
    }

    private final class Troubles implements EpicListener {
        @Override
        public void onFault(EpicFault fault) {
            trouble(IbootCommands.fault("rings", fault));
        }
    }

    @Override
    public void close() {
        port.close();
    }
}
