package org.rtkit4j.drivers.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.display.Screen;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.display.PixelFormat;

/// A driver and an emulated display on one clock that moves only while nothing is left to do.
final class DisplayRig implements AutoCloseable, DisplayListener {
    private static final long TICK_NANOS = 1_000_000L;

    final ManualClock clock = new ManualClock();
    final EmulatedMachine emulated;
    final PolledIop iop;
    final Platform platform;
    final DisplayOptions options;
    final List<String> heard = new ArrayList<>();
    final List<String> troubles = new ArrayList<>();
    Display display;

    /// What a hand does at each step of the firmware, and whenever nothing is left to do.
    Runnable hand = () -> {};

    DisplayRig(Profile profile, DisplayOptions wanted) throws Exception {
        options = wanted.with(clock);
        emulated = EmulatedMachine.with(profile).clock(clock).build();
        platform = Platform.of(emulated.coprocessor());
        iop = new PolledIop(IopProfile.named("dcp"), platform, SessionListener.NONE, clock, this::idle);
        iop.boot();
        display = open();
    }

    /// A display behind a port, with a monitor of this name, or none.
    static DisplayRig withMonitor(String monitor) throws Exception {
        return new DisplayRig(profile().with("display.monitor", monitor), DisplayOptions.DEFAULT);
    }

    static Profile profile() {
        return Profile.named("dcp").with("display.connector", "external");
    }

    private Display open() throws Exception {
        var opened = IbootDisplay.open(iop, platform.memory(), options);
        opened.listen(this);
        return opened;
    }

    /// Closes what is left of the display, brings its co-processor back, and opens it again.
    void recover() throws Exception {
        display.close();
        iop.recover();
        display = open();
    }

    Screen screen() {
        return emulated.coprocessor().screen();
    }

    /// Switches on, and sets the mode that the monitor likes best.
    void up() throws Exception {
        display.power(true);
        display.set(display.timings().getFirst(), display.colors().getFirst());
    }

    /// Draws a picture that no two seeds have in common, and returns it.
    int[] draw(Framebuffer picture, long seed) {
        var random = new SplittableRandom(seed);
        int[] rgb = random.ints((long) picture.width() * picture.height(), 0, 1 << 24)
                .toArray();
        for (int y = 0; y < picture.height(); y++) {
            picture.draw(0, y, rgb, y * picture.width(), picture.width());
        }
        return rgb;
    }

    /// Shows a picture of this seed, and returns what was drawn.
    int[] show(PixelFormat format, long seed) throws Exception {
        Framebuffer picture = display.framebuffer(format);
        int[] rgb = draw(picture, seed);
        display.awaitFlip(display.flip(picture));
        return rgb;
    }

    /// Returns what is to be seen.
    int[] seen() {
        return Objects.requireNonNull(screen().picture().orElseThrow().rgb());
    }

    private void idle() {
        hand.run();
        if (!emulated.machine().step()) {
            clock.advance(TICK_NANOS);
        }
    }

    @Override
    public void onHotPlug(boolean isConnected) {
        heard.add(isConnected ? "plugged" : "unplugged");
    }

    @Override
    public void onFlip(int flip) {
        heard.add("flip " + flip);
    }

    @Override
    public void onTrouble(DisplayFault fault) {
        troubles.add(fault.message());
    }

    @Override
    public void close() {
        display.close();
        iop.close();
        emulated.close();
    }
}
