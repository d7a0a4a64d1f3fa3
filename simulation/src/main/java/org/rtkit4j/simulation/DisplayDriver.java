package org.rtkit4j.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.drivers.display.DisplayException;
import org.rtkit4j.drivers.display.DisplayFault;
import org.rtkit4j.drivers.display.DisplayListener;
import org.rtkit4j.drivers.display.Framebuffer;
import org.rtkit4j.emulator.display.Monitor;
import org.rtkit4j.emulator.display.Picture;
import org.rtkit4j.emulator.display.Screen;
import org.rtkit4j.emulator.fault.FaultKind;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.display.TimingMode;

/// What a careful driver of a display does in one life, and the hand at the monitor's plug. When something fails, it
/// recovers the co-processor, has the picture back, and goes on.
final class DisplayDriver implements DisplayListener {
    private static final int DEEDS = 5;
    private static final long PATIENCE_NANOS = 1_000_000_000L;
    private static final long LOOK_NANOS = 10_000_000L;
    private static final TimingMode COMMON = TimingMode.of(64, 48, 60);
    private static final PixelFormat[] FORMATS = PixelFormat.values();

    /// Two small ones, which have a mode in common, since every pixel is compared.
    private static final List<Monitor> MONITORS = List.of(
            monitor("Example 1", 0xa101, COMMON, TimingMode.of(32, 24, 60)),
            monitor("Example 2", 0xa102, TimingMode.of(96, 32, 120), COMMON));

    private final World world;
    private final PolledHost host;
    private final DisplayWay way;
    private final Screen screen;
    private final List<Frame> frames = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    // The last one that was handed over, and shows wherever the display is on.
    private @Nullable Frame front;
    private @Nullable TimingMode mode;
    private int pictures;
    private int recoveries;
    private boolean isHealed;
    private boolean hasArmed;

    /// Memory, and what was drawn into it.
    private record Frame(Framebuffer memory, Picture drawn) {}

    /// Something that may fail as a driver's calls may.
    private interface Step {
        void run() throws RtkitException, DisplayException, InterruptedException;
    }

    /// Nothing comes of it, and nothing says why.
    private static final class SilentException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SilentException(String what) {
            super(what, null, false, false);
        }
    }

    private static Monitor monitor(String name, int product, TimingMode... timings) {
        return new Monitor(name, product, "EX-000001", 160, 90, List.of(timings), List.of(ColorMode.PLAIN));
    }

    DisplayDriver(World world, DisplayScenario.Way way) {
        this.world = world;
        this.way = new DisplayWay(world, way.version(), this);
        host = new PolledHost(world);
        screen = world.coprocessor.screen();
    }

    DisplayOutcome run() throws InterruptedException {
        screen.plug(MONITORS.getFirst());
        world.injector.begin();
        attempt(this::begin);
        for (int i = 0; i < DEEDS; i++) {
            attempt(anyDeed());
        }
        heal();
        if (!succeeds(this::newPicture)) {
            recoverForGood();
            step("a picture", this::newPicture);
        }
        step("power off", () -> way.display().power(false));
        close();
        return new DisplayOutcome(world.rules.struck(), pictures, recoveries, world.injector.step(), troubles);
    }

    private void close() {
        way.close();
        frames.forEach(frame -> frame.memory().close());
        way.requireNothingOpen();
        host.close();
        world.rules.requireNothingLeft();
    }

    // ---- The deeds ----

    private Step anyDeed() {
        return switch (world.choices.choose(7)) {
            case 0 -> this::newPicture;
            case 1 -> this::flips;
            case 2 -> this::otherMode;
            case 3 -> this::otherMonitor;
            case 4 -> this::offAndOn;
            case 5 -> this::crashInSwap;
            default -> this::begunAnew;
        };
    }

    private void begin() throws RtkitException, DisplayException, InterruptedException {
        host.boot(world.lifecycle.start().plan());
        way.open(host.iop());
        light();
        newPicture();
    }

    private void light() throws DisplayException, InterruptedException {
        way.display().power(true);
        List<TimingMode> timings = way.display().timings();
        if (!timings.equals(monitor().timings())) {
            notAsItIs("the driver has other modes than the monitor: " + timings);
        }
        set(timings.get(world.choices.choose(timings.size())));
    }

    private void set(TimingMode timing) throws DisplayException, InterruptedException {
        way.display().set(timing, ColorMode.PLAIN);
        mode = timing;
    }

    private void newPicture() throws DisplayException, InterruptedException {
        Framebuffer memory = way.display().framebuffer(FORMATS[world.choices.choose(FORMATS.length)]);
        var frame = new Frame(memory, drawInto(memory));
        frames.add(frame);
        show(frame);
        closeAllBut(frame);
    }

    private Picture drawInto(Framebuffer memory) {
        int[] rgb = new SplittableRandom(world.choices.choose(Integer.MAX_VALUE))
                .ints((long) memory.width() * memory.height(), 0, 1 << 24)
                .toArray();
        for (int y = 0; y < memory.height(); y++) {
            memory.draw(0, y, rgb, y * memory.width(), memory.width());
        }
        return new Picture(memory.width(), memory.height(), rgb);
    }

    private void show(Frame frame) throws DisplayException, InterruptedException {
        int flip = way.display().flip(frame.memory());
        front = frame;
        way.display().awaitFlip(flip);
        requireSeen(frame.drawn());
    }

    // One picture, another, and the first again: what pages that flip are.
    private void flips() throws DisplayException, InterruptedException {
        newPicture();
        Frame one = Objects.requireNonNull(front);
        Framebuffer memory = way.display().framebuffer(PixelFormat.BGRA);
        var other = new Frame(memory, drawInto(memory));
        frames.add(other);
        show(other);
        show(one);
        closeAllBut(one);
    }

    private void otherMode() throws DisplayException, InterruptedException {
        List<TimingMode> timings = way.display().timings();
        if (timings.isEmpty()) {
            throw new SilentException("the monitor has no modes");
        }
        set(timings.getLast());
        newPicture();
    }

    private void otherMonitor() throws RtkitException, DisplayException, InterruptedException {
        screen.unplug();
        untilConnected(false);
        screen.plug(MONITORS.get(world.choices.choose(MONITORS.size())));
        untilConnected(true);
        light();
        newPicture();
    }

    private void untilConnected(boolean isConnected) throws RtkitException, DisplayException, InterruptedException {
        long deadline = world.now() + PATIENCE_NANOS;
        while (way.display().isConnected() != isConnected) {
            if (world.now() > deadline) {
                throw new SilentException("nobody tells of the plug");
            }
            host.await(() -> false, LOOK_NANOS);
        }
    }

    private void offAndOn() throws DisplayException, InterruptedException {
        way.display().power(false);
        front = null;
        if (screen.picture().isPresent()) {
            notAsItIs("the display is off, and shows something");
        }
        light();
        newPicture();
    }

    private void crashInSwap() throws DisplayException, InterruptedException {
        hasArmed = true;
        way.crashInSwap();
        newPicture();
        notAsItIs("a crash in a swap went unnoticed");
    }

    private void begunAnew() throws RtkitException, DisplayException, InterruptedException {
        recoveries++;
        recover();
    }

    // ---- What is seen ----

    private Monitor monitor() {
        return screen.monitor().orElseThrow(() -> new SilentException("no monitor"));
    }

    private void requireSeen(Picture drawn) {
        if (!screen.picture().equals(Optional.of(drawn))) {
            notAsItIs("the screen shows something else than what was drawn");
        }
        pictures++;
    }

    // A firmware that is another one now, and a host that reads and hears what was never said, are excused.
    private void notAsItIs(String what) {
        boolean isExcused = world.rules.wasLiedTo()
                || world.rules.struck().contains(FaultKind.MEMORY_CHANGES)
                || world.rules.struck().contains(FaultKind.RESTART);
        if (!isExcused) {
            throw world.failure(what);
        }
        throw new SilentException(what);
    }

    private void closeAllBut(Frame kept) {
        frames.remove(kept);
        frames.forEach(frame -> frame.memory().close());
        frames.clear();
        frames.add(kept);
    }

    // ---- When something fails ----

    private void attempt(Step step) {
        if (succeeds(step)) {
            return;
        }
        for (int i = 0; i <= world.faults.injections().size(); i++) {
            recoveries++;
            if (succeeds(this::recover)) {
                return;
            }
        }
        recoverForGood();
    }

    // A swap that was to crash and was never made crashes the next one.
    private void recoverForGood() {
        heal();
        recoveries++;
        if (hasArmed && succeeds(this::recover)) {
            return;
        }
        hasArmed = false;
        step("recover", this::recover);
    }

    private void recover() throws RtkitException, DisplayException, InterruptedException {
        way.beforeReset();
        host.recover();
        if (screen.monitor().isEmpty()) {
            screen.plug(MONITORS.getFirst());
        }
        Frame before = front;
        way.comeBack(host.iop(), before == null ? null : before.memory());
        if (before != null && isOfMode(before) && hasMode()) {
            untilSeen(before.drawn());
        } else {
            front = null;
            light();
            newPicture();
        }
    }

    // A monitor that is another one now, or was misheard: then the driver only starts.
    private boolean hasMode() throws DisplayException, InterruptedException {
        return way.display().timings().contains(mode) && way.display().colors().contains(ColorMode.PLAIN);
    }

    private boolean isOfMode(Frame frame) {
        return mode != null
                && mode.width() == frame.drawn().width()
                && mode.height() == frame.drawn().height();
    }

    // Nobody has asked for this flip: whoever looks sees it.
    private void untilSeen(Picture drawn) throws RtkitException, InterruptedException {
        long deadline = world.now() + PATIENCE_NANOS;
        while (!screen.picture().equals(Optional.of(drawn))) {
            if (world.now() > deadline) {
                throw new SilentException("the picture does not come back");
            }
            host.await(() -> false, LOOK_NANOS);
        }
        pictures++;
    }

    private boolean succeeds(Step step) {
        try {
            step.run();
            return true;
        } catch (RtkitException | DisplayException | SilentException e) {
            world.transcript.event(world.now(), String.valueOf(e.getMessage()));
        } catch (RuntimeException | InterruptedException e) {
            throw world.failure("an exception escapes: " + e, e);
        }
        return false;
    }

    /// Runs what must not fail any more.
    private void step(String name, Step step) {
        try {
            step.run();
        } catch (RtkitException | DisplayException | SilentException e) {
            throw world.failure("without a fault, this fails: " + name + ", " + e.getMessage(), e);
        } catch (RuntimeException | InterruptedException e) {
            throw world.failure("an exception escapes: " + e, e);
        }
    }

    private void heal() {
        if (!isHealed) {
            isHealed = true;
            world.transcript.event(world.now(), "every fault has gone");
            world.injector.heal();
            world.wakeHost();
        }
    }

    @Override
    public void onTrouble(DisplayFault fault) {
        troubles.add(fault.message());
        world.transcript.event(world.now(), fault.message());
    }
}
