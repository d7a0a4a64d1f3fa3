package org.rtkit4j.emulator.display;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.display.TimingMode;

/// The screen before a display co-processor, and the hand that plugs it in. Any thread may use it.
public final class Screen {
    private final DisplayPipe pipe;
    private final Executor between;

    /// @param between does something between two steps of the firmware, before it returns
    Screen(DisplayPipe pipe, Executor between) {
        this.pipe = pipe;
        this.between = between;
    }

    /// Plugs a monitor in, in place of the one before, and tells the firmware.
    public void plug(Monitor monitor) {
        between.execute(() -> pipe.plug(monitor));
    }

    /// Pulls the monitor out, if there is one, and tells the firmware.
    public void unplug() {
        between.execute(() -> pipe.plug(null));
    }

    /// Lets a hazard strike once, at its next occasion.
    public void inject(DisplayHazard hazard) {
        between.execute(() -> pipe.inject(hazard));
    }

    /// Returns what is plugged in.
    public Optional<Monitor> monitor() {
        return ask(pipe::plugged);
    }

    /// Returns the mode in which something is to be seen; empty where the screen is dark.
    public Optional<TimingMode> mode() {
        return ask(() -> pipe.monitor() == null || !pipe.isOn() ? null : pipe.timing());
    }

    /// Returns what is to be seen right now, fetched from memory as the display's DART lets it through; empty where
    /// the screen is dark: no monitor, no power, or no mode.
    public Optional<Picture> picture() {
        return ask(pipe::picture);
    }

    /// Has `listener` called whenever there may be something else to see, in place of the one before: a picture was
    /// shown, a mode set, power switched, a monitor plugged in or pulled out. It is called in the machine's work:
    /// it must not block, nor ask for the picture there. What is drawn into memory that is shown already is not
    /// told.
    ///
    /// @param listener null: nobody is called any more
    public void listen(@Nullable Runnable listener) {
        between.execute(() -> pipe.look(listener));
    }

    /// Returns how many pictures the firmware has shown.
    public long shown() {
        return ask(pipe::shown).orElseThrow();
    }

    /// Returns how many lines of pictures could not be fetched: the display's DART did not let them through.
    public int faults() {
        return ask(pipe::faults).orElseThrow();
    }

    private <T> Optional<T> ask(Supplier<@Nullable T> question) {
        var answer = new AtomicReference<@Nullable T>();
        between.execute(() -> answer.set(question.get()));
        return Optional.ofNullable(answer.get());
    }
}
