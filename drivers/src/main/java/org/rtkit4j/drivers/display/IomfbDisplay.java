package org.rtkit4j.drivers.display;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.memory.MemoryBroker;
import org.rtkit4j.drivers.iomfb.FirmwareEvents;
import org.rtkit4j.drivers.iomfb.HardwareBoot;
import org.rtkit4j.drivers.iomfb.HostCalls;
import org.rtkit4j.drivers.iomfb.MemoryDescriptors;
import org.rtkit4j.drivers.iomfb.OutgoingCall;
import org.rtkit4j.drivers.iomfb.ReportedModes;
import org.rtkit4j.drivers.iomfb.Services;
import org.rtkit4j.drivers.iomfb.SwapPacket;
import org.rtkit4j.drivers.iomfb.SwapRing;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.display.TimingMode;
import org.rtkit4j.wire.iomfb.CallContext;
import org.rtkit4j.wire.iomfb.IomfbMethod;
import org.rtkit4j.wire.iomfb.SurfaceRecord;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.message.Iomfb;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Releases;
import org.rtkit4j.wire.port.SharedBuffer;

/// A display, asked as an operating system does: by calls in shared memory, in both directions.
///
/// ```java
/// iop.boot();
/// var display = IomfbDisplay.start(iop, broker, 7, IomfbOptions.of(IomfbVersion.V13_5));
/// display.power(true);
/// ```
///
/// Its firmware asks for memory and for registers of the display: `broker` knows which, from the device tree, and
/// what it refuses is told to the listener as [DisplayFault.Forbidden], and counted. Handing a picture over
/// allocates nothing.
///
/// When the firmware has crashed, and its co-processor was brought back, [#resume] starts anew and shows what was
/// shown. Pictures lie in the AP's memory, and outlive it. Source of the order: linux
/// drivers/gpu/drm/apple/iomfb_template.c.
public final class IomfbDisplay implements Display {
    private static final int FLAG = 4;
    private static final int INTERNAL = 0;
    private static final int EXTERNAL = 2;
    private static final int ADAPTIVE_SYNC = 14;
    private static final int COLOR_REMAP_MODE = 6;
    private static final Bits SHARED = Iomfb.SET_SHARED_MEMORY.fields().getFirst();
    private static final Bits SHARED_FLAG = Iomfb.SET_SHARED_MEMORY.fields().getLast();

    private final Iop iop;
    private final MemoryBroker broker;
    private final IomfbOptions options;
    private final MemoryDescriptors descriptors;
    private final HostCalls calls;
    private final HardwareBoot boot;
    private final IomfbCommands commands;
    private final SwapPacket packet;
    private final SwapRing swaps = new SwapRing();
    private final ReentrantLock turn = new ReentrantLock(true);
    private final BooleanSupplier isFlipOver = this::isFlipOver;
    private volatile DisplayListener listener = DisplayListener.NONE;
    private volatile ReportedModes<TimingMode> timings = ReportedModes.none();
    private volatile ReportedModes<ColorMode> colors = ReportedModes.none();
    private volatile boolean isPlugged;
    private volatile boolean isMain;
    // The last picture that nobody has asked for.
    private volatile int blank = SwapRing.NONE;
    // Of whoever has its turn.
    private @Nullable SharedBuffer shared;
    private Wanted wanted = Wanted.NOTHING;
    private @Nullable Framebuffer shown;
    private boolean clears;
    private int awaited;

    /// What the display was last told to be.
    private record Wanted(
            boolean isOn,
            @Nullable TimingMode timing,
            @Nullable ColorMode color) {
        static final Wanted NOTHING = new Wanted(false, null, null);
    }

    private IomfbDisplay(Iop iop, MemoryBroker broker, int registers, IomfbOptions options) {
        this.iop = iop;
        this.broker = broker;
        this.options = options;
        descriptors = new MemoryDescriptors(broker, registers);
        packet = new SwapPacket(options.version());
        var services = new Services(
                options.version(),
                descriptors,
                options.bandwidth(),
                options.frequencyHertz(),
                options.calendarMillis(),
                new Told(),
                this::beginBoot);
        calls = new HostCalls(iop, options.version(), services);
        boot = new HardwareBoot(calls, options.version());
        commands = new IomfbCommands(iop, calls, swaps, options.version());
    }

    /// Starts the endpoint of a co-processor that runs, and answers what its firmware asks until it is a display.
    ///
    /// @param broker gives memory, and opens registers: [MemoryBroker#ofRegisters]
    /// @param registers how many regions of registers the broker knows
    /// @throws DisplayException if it does not come up; nothing is kept then, and the co-processor rests
    public static IomfbDisplay start(Iop iop, MemoryBroker broker, int registers, IomfbOptions options)
            throws DisplayException, InterruptedException {
        return start(iop, broker, registers, options, DisplayListener.NONE);
    }

    /// As the other form.
    ///
    /// @param listener hears what the firmware does from its start on, where it asks for most
    public static IomfbDisplay start(
            Iop iop, MemoryBroker broker, int registers, IomfbOptions options, DisplayListener listener)
            throws DisplayException, InterruptedException {
        var display = new IomfbDisplay(iop, broker, registers, options);
        display.listen(listener);
        try {
            display.begin();
            return display;
        } catch (DisplayException | InterruptedException | RuntimeException e) {
            Releases.after(e, display::close);
            throw e;
        }
    }

    /// Starts anew, after the co-processor was brought back, and shows what was shown: power, mode, picture. Where the
    /// monitor is another one now, it only starts.
    ///
    /// @throws DisplayException if it does not come up; another try shows the same
    public void resume() throws DisplayException, InterruptedException {
        turn.lockInterruptibly();
        Wanted before = wanted;
        Framebuffer picture = shown;
        try {
            begin();
            bringBack(before, picture);
        } catch (DisplayException | InterruptedException | RuntimeException e) {
            wanted = before;
            shown = picture;
            throw e;
        } finally {
            turn.unlock();
        }
    }

    private void bringBack(Wanted before, @Nullable Framebuffer picture) throws DisplayException, InterruptedException {
        TimingMode timing = before.timing();
        ColorMode color = before.color();
        if (before.isOn()) {
            power(true);
        }
        if (timing == null || color == null || timings.idOf(timing) < 0 || colors.idOf(color) < 0) {
            return;
        }
        set(timing, color);
        if (picture != null) {
            flip(picture);
        }
    }

    // ---- Up ----

    private void begin() throws DisplayException, InterruptedException {
        forget();
        share();
        ask("start_signal", IomfbMethod.START_SIGNAL, options.powerNanos());
        ask(call(IomfbMethod.GET_COLOR_REMAP_MODE).with("mode", COLOR_REMAP_MODE), options.answerNanos());
        ask(call(IomfbMethod.ENABLE_DISABLE_VIDEO_POWER_SAVINGS), options.answerNanos());
        ask(call(IomfbMethod.FIRST_CLIENT_OPEN), options.answerNanos());
        isMain = ask(call(IomfbMethod.IS_MAIN_DISPLAY), options.answerNanos()) != 0;
        isPlugged = !timings.values().isEmpty();
        clears = true;
    }

    private void ask(String what, IomfbMethod method, long timeoutNanos) throws DisplayException, InterruptedException {
        requireDone(what, ask(call(method), timeoutNanos));
    }

    private void share() throws DisplayException, InterruptedException {
        try {
            SharedBuffer memory = broker.allocate(CallContext.SHARED_BYTES);
            shared = memory;
            calls.use(memory);
            iop.startEndpoint(Iomfb.ENDPOINT, calls);
            long word = SHARED.put(Iomfb.SET_SHARED_MEMORY.word(), memory.iova());
            iop.send(Iomfb.ENDPOINT, SHARED_FLAG.put(word, FLAG));
            if (!iop.await(calls::isReady, options.answerNanos())) {
                throw new DisplayException(new DisplayFault.TimedOut("initialise", options.answerNanos()));
            }
        } catch (MemoryRefusedException e) {
            throw new DisplayException(new DisplayFault.NoMemory("calls", String.valueOf(e.getMessage())), e);
        } catch (RtkitException e) {
            throw new DisplayException(new DisplayFault.Link("initialise", e.fault()), e);
        }
    }

    private boolean beginBoot() {
        return boot.begin();
    }

    // What the last firmware had.
    private void forget() {
        wanted = Wanted.NOTHING;
        shown = null;
        timings = ReportedModes.none();
        colors = ReportedModes.none();
        swaps.abortAll();
        descriptors.close();
        SharedBuffer memory = shared;
        shared = null;
        if (memory != null) {
            memory.close();
        }
    }

    // ---- Questions ----

    @Override
    public boolean isConnected() {
        return isMain || isPlugged;
    }

    @Override
    public List<TimingMode> timings() {
        return timings.values();
    }

    @Override
    public List<ColorMode> colors() {
        return colors.values();
    }

    /// Returns how many requests of the firmware for memory or registers were refused.
    public long refusals() {
        return descriptors.refusals();
    }

    /// Returns how much memory and how many parts of registers the firmware has.
    public int descriptors() {
        return descriptors.inUse();
    }

    @Override
    public void listen(DisplayListener next) {
        listener = next;
    }

    // ---- Power and mode ----

    @Override
    public void power(boolean on) throws DisplayException, InterruptedException {
        turn.lockInterruptibly();
        try {
            if (on) {
                powerOn();
            } else {
                powerOff();
            }
            wanted = new Wanted(on, wanted.timing(), wanted.color());
        } finally {
            turn.unlock();
        }
    }

    private void powerOn() throws DisplayException, InterruptedException {
        ask(call(IomfbMethod.SET_DISPLAY_DEVICE).with("device", isMain ? INTERNAL : EXTERNAL), options.answerNanos());
        if (!isMain) {
            ask(
                    call(IomfbMethod.SET_PARAMETER)
                            .with("parameter", ADAPTIVE_SYNC)
                            .with("count", 1),
                    options.answerNanos());
        }
        setPower(1);
    }

    private void powerOff() throws DisplayException, InterruptedException {
        // Where as many wait as may, they are aborted without a last one.
        if (wanted.isOn() && swaps.hasRoom()) {
            packet.blank();
            blank = commands.submit(packet, options.answerNanos());
        }
        ask(call(IomfbMethod.ABORT_SWAPS), options.answerNanos());
        ask(call(IomfbMethod.LAST_CLIENT_CLOSE), options.answerNanos());
        setPower(0);
        clears = true;
        shown = null;
    }

    private void setPower(int state) throws DisplayException, InterruptedException {
        requireDone(
                state == 0 ? "power off" : "power on",
                ask(call(IomfbMethod.SET_POWER_STATE).with("state", state), options.powerNanos()));
    }

    @Override
    public void set(TimingMode next, ColorMode nextColor) throws DisplayException, InterruptedException {
        turn.lockInterruptibly();
        try {
            String what = "mode " + next;
            long timingId = timings.idOf(next);
            long colorId = colors.idOf(nextColor);
            if (timingId < 0 || colorId < 0) {
                throw new DisplayException(
                        isConnected()
                                ? new DisplayFault.Malformed(what, "the monitor has told of no such mode")
                                : new DisplayFault.Disconnected(what));
            }
            OutgoingCall call = call(IomfbMethod.SET_DIGITAL_OUT_MODE)
                    .with("timing_mode", timingId)
                    .with("color_mode", colorId);
            requireDone(what, ask(call, options.modeNanos()));
            wanted = new Wanted(wanted.isOn(), next, nextColor);
        } finally {
            turn.unlock();
        }
    }

    private OutgoingCall call(IomfbMethod method) {
        return OutgoingCall.of(method, options.version());
    }

    private long ask(OutgoingCall call, long timeoutNanos) throws DisplayException, InterruptedException {
        return commands.ask(call, timeoutNanos);
    }

    private static void requireDone(String what, long returned) throws DisplayException {
        if (returned != 0) {
            throw new DisplayException(new DisplayFault.Refused(what, returned));
        }
    }

    // ---- Pictures ----

    @Override
    public Framebuffer framebuffer(PixelFormat format) throws DisplayException {
        TimingMode mode = wanted.timing();
        if (mode == null) {
            throw new IllegalStateException("no mode was set");
        }
        try {
            return Framebuffer.allocate(broker, mode, format);
        } catch (MemoryRefusedException e) {
            throw new DisplayException(new DisplayFault.NoMemory("a picture", String.valueOf(e.getMessage())), e);
        }
    }

    @Override
    public int flip(Framebuffer next) throws DisplayException, InterruptedException {
        turn.lockInterruptibly();
        try {
            if (!isConnected()) {
                throw new DisplayException(new DisplayFault.Disconnected("flip"));
            }
            if (!swaps.hasRoom()) {
                throw new DisplayException(new DisplayFault.TimedOut("pictures before this one", options.flipNanos()));
            }
            return handOver(next);
        } finally {
            turn.unlock();
        }
    }

    private int handOver(Framebuffer next) throws DisplayException, InterruptedException {
        packet.picture(
                next.format(),
                next.iova(),
                next.strideBytes(),
                next.width(),
                next.height(),
                isMain ? SurfaceRecord.NATIVE : SurfaceRecord.SRGB,
                clears);
        int flip = commands.submit(packet, options.answerNanos());
        clears = false;
        shown = next;
        return flip;
    }

    @Override
    public void awaitFlip(int flip) throws DisplayException, InterruptedException {
        turn.lockInterruptibly();
        try {
            awaited = flip;
            boolean isOver = iop.await(isFlipOver, options.flipNanos());
            boolean isAborted = swaps.forget(flip);
            if (!isOver) {
                throw new DisplayException(new DisplayFault.TimedOut("flip", options.flipNanos()));
            }
            if (isAborted) {
                throw new DisplayException(new DisplayFault.Disconnected("flip"));
            }
        } catch (RtkitException e) {
            throw new DisplayException(new DisplayFault.Link("flip", e.fault()), e);
        } finally {
            turn.unlock();
        }
    }

    private boolean isFlipOver() {
        return !swaps.isWaiting(awaited);
    }

    /// What the firmware tells, under the co-processor's lock.
    private final class Told implements FirmwareEvents {
        @Override
        public void onSwap(int swap) {
            int flip = swaps.shown(swap);
            if (flip == SwapRing.NONE) {
                onTrouble("swap_complete", "nobody has asked for it, swap=" + Integer.toUnsignedString(swap));
            } else if (flip != blank) {
                listener.onFlip(flip);
            }
        }

        @Override
        public void onAborted(int swap) {
            swaps.abort(swap);
        }

        // Firmware of machines with a panel tells of one where nothing was plugged. Source: linux iomfb_template.c.
        @Override
        public void onHotPlug(boolean isConnected) {
            if (isMain) {
                return;
            }
            if (!isConnected) {
                swaps.abortAll();
                timings = ReportedModes.none();
                colors = ReportedModes.none();
            }
            // Last: whoever sees that a monitor has gone must not find its modes.
            isPlugged = isConnected;
            listener.onHotPlug(isConnected);
        }

        @Override
        public void onTimings(ReportedModes<TimingMode> next) {
            timings = next;
        }

        @Override
        public void onColors(ReportedModes<ColorMode> next) {
            colors = next;
        }

        @Override
        public void onRefused(String what, String why) {
            listener.onTrouble(new DisplayFault.Forbidden(what, why));
        }

        @Override
        public void onTrouble(String what, String why) {
            listener.onTrouble(new DisplayFault.Malformed(what, why));
        }
    }

    /// Switches the display off, stops its firmware, and gives back what was allocated: no message takes memory away
    /// from a firmware that runs. Its co-processor rests afterwards, and can be booted again.
    @Override
    public void close() {
        turn.lock();
        try {
            if (shared != null) {
                darken();
                iop.rest(Iomfb.ENDPOINT, calls);
            }
            forget();
        } finally {
            turn.unlock();
        }
    }

    // That it does not go dark, or that this thread is interrupted meanwhile, is no reason not to stop it.
    private void darken() {
        try {
            Releases.await(() -> {
                if (wanted.isOn() && iop.isHeardBy(Iomfb.ENDPOINT, calls)) {
                    powerOff();
                }
                return true;
            });
        } catch (DisplayException _) {
            // It is stopped all the same.
        }
    }
}
