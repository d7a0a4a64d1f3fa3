package org.rtkit4j.emulator.display;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.TimingMode;

/// A monitor: what it says of itself when it is asked. None of these is sold anywhere.
///
/// @param name as it calls itself, at most 13 characters of ASCII
/// @param product its number
/// @param serial ASCII, at most 13 characters
/// @param widthMillimetres of its glass
/// @param heightMillimetres of its glass
/// @param timings what it shows, the one that it likes best first
/// @param colors how it takes colours, the one that it likes best first
public record Monitor(
        String name,
        int product,
        String serial,
        int widthMillimetres,
        int heightMillimetres,
        List<TimingMode> timings,
        List<ColorMode> colors) {
    private static final int LONGEST_NAME = 13;
    private static final ColorMode DEEP = new ColorMode(ColorMode.DCI_P3, ColorMode.STANDARD_RANGE, ColorMode.RGB, 30);
    private static final ColorMode HIGH =
            new ColorMode(ColorMode.BT_2020, ColorMode.HIGH_RANGE, ColorMode.YCBCR_422, 30);

    /// The panel of a notebook: one size, two rates.
    public static final Monitor NOTEBOOK = new Monitor(
            "Example Panel",
            0xa001,
            "PANEL0001",
            302,
            196,
            List.of(TimingMode.of(3024, 1964, 60), TimingMode.of(3024, 1964, 120)),
            List.of(DEEP, ColorMode.PLAIN));

    /// A monitor as most people have it.
    public static final Monitor FULL_HD = new Monitor(
            "Example 24",
            0xa024,
            "EX24-000017",
            531,
            299,
            List.of(
                    TimingMode.of(1920, 1080, 60),
                    new TimingMode(1920, 1080, 0x3b_f0a3),
                    TimingMode.of(1280, 720, 60),
                    TimingMode.of(640, 480, 60)),
            List.of(
                    ColorMode.PLAIN,
                    new ColorMode(ColorMode.BT_709, ColorMode.STANDARD_RANGE, ColorMode.YCBCR_444, 24)));

    /// A large one, with more colours than fit on the cable at the highest rate.
    public static final Monitor ULTRA_HD = new Monitor(
            "Example 32",
            0xa032,
            "EX32-000004",
            697,
            392,
            List.of(TimingMode.of(3840, 2160, 60), TimingMode.of(2560, 1440, 120), TimingMode.of(1920, 1080, 60)),
            List.of(DEEP, HIGH, ColorMode.PLAIN));

    /// One with a single small mode: what is left of a monitor whose own data cannot be read.
    public static final Monitor FAIL_SAFE =
            new Monitor("", 0, "", 0, 0, List.of(TimingMode.of(640, 480, 60)), List.of(ColorMode.PLAIN));

    public Monitor {
        timings = List.copyOf(timings);
        colors = List.copyOf(colors);
        if (timings.isEmpty() || colors.isEmpty()) {
            throw new IllegalArgumentException("a monitor without a mode: name=" + name);
        }
        if (name.length() > LONGEST_NAME || serial.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("longer than 13 characters: name=%s, serial=%s".formatted(name, serial));
        }
    }

    private enum Known {
        NOTEBOOK(Monitor.NOTEBOOK),
        FULL_HD(Monitor.FULL_HD),
        ULTRA_HD(Monitor.ULTRA_HD),
        FAIL_SAFE(Monitor.FAIL_SAFE);

        @SuppressWarnings("ImmutableEnumChecker") // A record of immutable values.
        private final Monitor monitor;

        Known(Monitor monitor) {
            this.monitor = monitor;
        }

        private String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Returns the names of the monitors that come with the emulator.
    public static List<String> names() {
        return Arrays.stream(Known.values()).map(Known::label).toList();
    }

    /// Returns a monitor that comes with the emulator, by its name there: `full-hd`.
    ///
    /// @throws IllegalArgumentException if there is none of this name
    public static Monitor named(String name) {
        for (Known known : Known.values()) {
            if (known.label().equals(name)) {
                return known.monitor;
            }
        }
        String names = names().stream().collect(Collectors.joining(", "));
        throw new IllegalArgumentException("no such monitor: name=%s, there are %s".formatted(name, names));
    }
}
