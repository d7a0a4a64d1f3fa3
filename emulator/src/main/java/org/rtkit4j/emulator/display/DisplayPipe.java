package org.rtkit4j.emulator.display;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.TimingMode;

/// The display hardware as its firmware has it: what is plugged in, in which mode it runs, what it shows.
///
/// The firmware's endpoints share one, whichever way the AP asks them. Used while the machine's work rests, or in
/// it. Without power nothing is shown; the mode and the layers stay, until a reset.
final class DisplayPipe {
    private final ScanOut scanOut;
    private final LongSupplier clock;
    private final Set<DisplayHazard> always;
    private final Set<DisplayHazard> hazards = EnumSet.noneOf(DisplayHazard.class);
    private final boolean isRemote;
    private @Nullable Monitor plugged;
    private boolean isLinked;
    private @Nullable HotPlug firmware;
    private @Nullable Runnable looker;
    private boolean isOn;
    private @Nullable TimingMode timing;
    private @Nullable ColorMode color;
    private List<Layer> layers = List.of();
    private int background;
    private @Nullable Latched latched;
    private long modeNanos;
    private long shown;

    /// What hears of plugs.
    @FunctionalInterface
    interface HotPlug {
        /// A monitor was plugged in, or pulled out.
        void onHotPlug(boolean isConnected);
    }

    /// @param isRemote whether nothing is found before the lines of the port run
    /// @param hazards what strikes once after each start
    DisplayPipe(
            ScanOut scanOut,
            LongSupplier clock,
            @Nullable Monitor monitor,
            boolean isRemote,
            Set<DisplayHazard> hazards) {
        this.scanOut = scanOut;
        this.clock = clock;
        this.isRemote = isRemote;
        plugged = monitor;
        isLinked = !isRemote;
        always = Set.copyOf(hazards);
        this.hazards.addAll(always);
    }

    // ---- For the firmware ----

    /// Has the firmware that runs now hear of plugs, in place of the one before, until a reset.
    void listen(HotPlug listener) {
        firmware = listener;
    }

    /// Tells the firmware once more what is plugged in.
    void tellAgain() {
        if (firmware != null) {
            firmware.onHotPlug(monitor() != null);
        }
    }

    /// Returns whether a hazard strikes now; it is over then.
    boolean takes(DisplayHazard hazard) {
        return hazards.remove(hazard);
    }

    /// Returns the monitor that is found, or null.
    @Nullable
    Monitor monitor() {
        return isLinked ? plugged : null;
    }

    /// The lines of the port run from now on, or do not. Where they are the pipe's own, they always do.
    void link(boolean runs) {
        if (isRemote && runs != isLinked) {
            forgetMode();
            isLinked = runs;
            changed();
            if (firmware != null && plugged != null) {
                firmware.onHotPlug(runs);
            }
        }
    }

    private void forgetMode() {
        timing = null;
        color = null;
    }

    boolean isOn() {
        return isOn;
    }

    /// Switches the pipe, and with it the monitor.
    void power(boolean on) {
        isOn = on;
        changed();
    }

    /// Sets a mode.
    ///
    /// @return whether the monitor has it; if not, nothing has changed
    boolean mode(TimingMode wanted, ColorMode wantedColor) {
        Monitor monitor = monitor();
        if (monitor == null
                || !monitor.timings().contains(wanted)
                || !monitor.colors().contains(wantedColor)) {
            return false;
        }
        timing = wanted;
        color = wantedColor;
        modeNanos = clock.getAsLong();
        changed();
        return true;
    }

    /// Returns the mode that was set, or null.
    @Nullable
    TimingMode timing() {
        return timing;
    }

    /// Returns the colour mode that was set, or null.
    @Nullable
    ColorMode color() {
        return color;
    }

    /// Shows these layers from now on, the later over the earlier; memory is read whenever somebody looks.
    ///
    /// @param under the colour where no layer is: 23:16 red, 15:8 green, 7:0 blue
    void show(List<Layer> next, int under) {
        latched = null;
        layers = List.copyOf(next);
        background = under;
        shown++;
        changed();
    }

    /// Shows these layers from the next picture on, in place of what waits for that already.
    ///
    /// @return when that is: the firmware calls [#latch] then
    long showNext(List<Layer> next, int under) {
        latched = new Latched(List.copyOf(next), under, nextFrameNanos());
        return latched.atNanos;
    }

    /// Shows what waits for the next picture, if that has begun.
    void latch() {
        Latched waiting = latched;
        if (waiting != null && waiting.atNanos - clock.getAsLong() <= 0) {
            show(waiting.layers, waiting.under);
        }
    }

    /// What is shown from a time on.
    private record Latched(List<Layer> layers, int under, long atNanos) {}

    /// Returns when the next picture begins: when what was handed over becomes visible. Without a mode, now.
    long nextFrameNanos() {
        long now = clock.getAsLong();
        if (timing == null) {
            return now;
        }
        long frame = timing.frameNanos();
        return modeNanos + ((now - modeNanos) / frame + 1) * frame;
    }

    // ---- For the screen ----

    void plug(@Nullable Monitor next) {
        boolean wasConnected = plugged != null;
        if (wasConnected && next != null) {
            plug(null);
        }
        if (next == null) {
            forgetMode();
        }
        plugged = next;
        changed();
        if (firmware != null && isLinked && (wasConnected || next != null)) {
            firmware.onHotPlug(next != null);
        }
    }

    /// Returns what is plugged in, whether it is found or not; or null.
    @Nullable
    Monitor plugged() {
        return plugged;
    }

    void inject(DisplayHazard hazard) {
        hazards.add(hazard);
    }

    void look(@Nullable Runnable next) {
        looker = next;
    }

    /// Returns what is to be seen, or null where nothing is: no monitor, no power, or no mode.
    @Nullable
    Picture picture() {
        latch();
        return monitor() == null || !isOn || timing == null
                ? null
                : scanOut.picture(timing.width(), timing.height(), background, layers);
    }

    long shown() {
        latch();
        return shown;
    }

    int faults() {
        return scanOut.faults();
    }

    /// Resets it with its co-processor: the monitor stays plugged in, and goes dark.
    void reset() {
        firmware = null;
        isOn = false;
        isLinked = !isRemote;
        forgetMode();
        layers = List.of();
        latched = null;
        background = 0;
        hazards.clear();
        hazards.addAll(always);
        changed();
    }

    private void changed() {
        if (looker != null) {
            looker.run();
        }
    }
}
