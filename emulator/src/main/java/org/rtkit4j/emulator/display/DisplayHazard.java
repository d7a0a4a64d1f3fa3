package org.rtkit4j.emulator.display;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Something that a display's firmware can do, or leave undone, and a host has to survive.
public enum DisplayHazard {
    /// The next swap is never completed: its end is not answered.
    SWAP_WITHOUT_END,
    /// It crashes in the middle of the next swap.
    CRASH_IN_SWAP,
    /// The next mode is refused; asked again, it is set. Source: m1n1 `src/display.c` tries twice.
    MODE_REFUSED,
    /// The next list of modes says that it has more than it has.
    LONG_LIST,
    /// The next modes have no pixels.
    EMPTY_MODES,
    /// The next answer is to another operation.
    OTHER_ANSWER,
    /// The next answer is shorter than its head.
    SHORT_ANSWER;

    /// Returns the name that profiles and commands use, for example `crash-in-swap`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Returns the hazard of this name.
    ///
    /// @throws IllegalArgumentException if there is none
    public static DisplayHazard of(String label) {
        for (DisplayHazard hazard : values()) {
            if (hazard.label().equals(label)) {
                return hazard;
            }
        }
        List<String> all = Stream.of(values()).map(DisplayHazard::label).toList();
        throw new IllegalArgumentException("no such hazard, there are %s: %s".formatted(all, label));
    }
}
