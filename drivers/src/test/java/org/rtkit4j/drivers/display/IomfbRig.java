package org.rtkit4j.drivers.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.memory.DirectGate;
import org.rtkit4j.core.memory.MemoryBroker;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.display.DisplayConfig;
import org.rtkit4j.emulator.display.IomfbHands;
import org.rtkit4j.emulator.display.Picture;
import org.rtkit4j.emulator.display.Screen;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.iomfb.BandwidthRegisters;
import org.rtkit4j.wire.message.Iomfb;
import org.rtkit4j.wire.port.Region;

/// A display on an emulated machine, asked as an operating system does; both on the test's thread and clock.
final class IomfbRig implements AutoCloseable {
    static final Profile PANEL = Profile.named("dcp");
    static final Profile MONITOR = PANEL.with("display.connector", "external").with("display.monitor", "full-hd");
    private static final long TICK_NANOS = 100_000;

    final ManualClock clock = new ManualClock();
    final EmulatedMachine emulated;
    final Coprocessor dcp;
    final PolledIop iop;
    final DirectGate gate = new DirectGate();
    final MemoryBroker broker;
    IomfbOptions options;
    final List<Region> registers;
    final Diary diary = new Diary();
    private final PaperDisplay[] paper = new PaperDisplay[1];
    private @Nullable IomfbDisplay display;

    /// What happens whenever nothing is left to do.
    Runnable idle = () -> clock.advance(TICK_NANOS);

    private IomfbRig(Profile profile, BandwidthRegisters bandwidth) throws Exception {
        this(profile, bandwidth, false);
    }

    private IomfbRig(Profile profile, BandwidthRegisters bandwidth, boolean isOnPaper) throws Exception {
        var machine = EmulatedMachine.with(profile).clock(clock);
        if (isOnPaper) {
            machine.endpoint(Iomfb.ENDPOINT, (_, kernel) -> paper[0] = new PaperDisplay(kernel));
        }
        emulated = machine.build();
        dcp = emulated.coprocessor();
        DisplayConfig config = Objects.requireNonNull(profile.display());
        registers = config.iomfb().registers();
        broker = MemoryBroker.ofRegisters(dcp.memory(), registers, gate);
        options = IomfbOptions.of(config.iomfb().version()).with(bandwidth);
        iop = new PolledIop(IopProfile.named("dcp"), Platform.of(dcp), SessionListener.NONE, clock, this::step);
        iop.boot();
    }

    /// A co-processor that runs, and a display that was started.
    static IomfbRig up(Profile profile) throws Exception {
        return up(profile, BandwidthRegisters.NONE);
    }

    static IomfbRig up(Profile profile, BandwidthRegisters bandwidth) throws Exception {
        var rig = new IomfbRig(profile, bandwidth);
        rig.start();
        return rig;
    }

    /// A co-processor that runs, and no display.
    static IomfbRig booted(Profile profile) throws Exception {
        return new IomfbRig(profile, BandwidthRegisters.NONE);
    }

    /// A co-processor that runs a firmware on paper, of 12.3, and no display.
    static IomfbRig onPaper() throws Exception {
        return new IomfbRig(PANEL.with("display.iomfb", "12.3"), BandwidthRegisters.NONE, true);
    }

    /// The firmware that runs now.
    PaperDisplay paper() {
        return Objects.requireNonNull(paper[0]);
    }

    /// Starts the display, which hears nothing of what the firmware does meanwhile.
    void start() throws Exception {
        display = IomfbDisplay.start(iop, broker, registers.size(), options);
        display.listen(diary);
    }

    IomfbDisplay display() {
        return Objects.requireNonNull(display);
    }

    Screen screen() {
        return dcp.screen();
    }

    IomfbHands hands() {
        return dcp.iomfbHands();
    }

    /// Power, and the mode that the monitor likes best.
    void on() throws Exception {
        display().power(true);
        display().set(display().timings().getFirst(), display().colors().getFirst());
    }

    /// A picture of one colour, handed over and shown.
    Framebuffer show(int rgb) throws Exception {
        Framebuffer picture = display().framebuffer(PixelFormat.BGRA);
        picture.fill(rgb);
        display().awaitFlip(display().flip(picture));
        return picture;
    }

    Picture picture() {
        return screen().picture().orElseThrow(() -> new AssertionError("the screen is dark: " + diary));
    }

    void requireColor(int rgb) {
        assertEquals(Integer.toHexString(rgb), Integer.toHexString(picture().at(7, 7)), diary::toString);
    }

    private void step() {
        if (!emulated.machine().step()) {
            idle.run();
        }
    }

    /// Lets time pass until something is so, ten seconds at most. What looks at the screen gives the machine work: so
    /// time goes on whether there is some or not.
    void await(BooleanSupplier condition) {
        for (int tick = 0; tick < 100_000 && !condition.getAsBoolean(); tick++) {
            iop.poll();
            step();
            clock.advance(TICK_NANOS);
        }
        assertTrue(condition.getAsBoolean(), diary::toString);
    }

    /// Lets the machine do what it has to do for two frames.
    void settle() {
        for (int tick = 0; tick < 400; tick++) {
            iop.poll();
            step();
            clock.advance(TICK_NANOS);
        }
    }

    @Override
    public void close() {
        if (display != null) {
            display.close();
        }
        assertEquals(0, gate.openings());
        iop.close();
        emulated.close();
    }

    /// What was heard, in words.
    static final class Diary implements DisplayListener {
        final List<String> lines = new ArrayList<>();
        final List<String> troubles = new ArrayList<>();

        @Override
        public void onHotPlug(boolean isConnected) {
            lines.add(isConnected ? "plugged in" : "pulled out");
        }

        @Override
        public void onFlip(int flip) {
            lines.add("flip " + flip);
        }

        @Override
        public void onTrouble(DisplayFault fault) {
            troubles.add(fault.message());
        }

        @Override
        public String toString() {
            return "%s; troubles %s".formatted(lines, troubles);
        }
    }
}
