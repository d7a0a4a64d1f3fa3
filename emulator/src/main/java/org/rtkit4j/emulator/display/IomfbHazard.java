package org.rtkit4j.emulator.display;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Something that a display's firmware can do, or leave undone, and a host has to survive.
public enum IomfbHazard {
    /// The next swap is shown, and nobody is told.
    LOST_SWAP,
    /// Before the next swap is told of, another is that nobody has asked for.
    OTHER_SWAP,
    /// Crashes while it is handed the next swap.
    CRASH_IN_SWAP,
    /// The next call of the AP is carried out and not answered.
    LOST_ANSWER,
    /// An answer comes to a call that nobody has made.
    STRAY_ANSWER,
    /// A call lies beyond its area.
    CALL_BEYOND_AREA,
    /// The input of a call is longer than its packet. Older Linux zeroes what lies behind.
    INPUT_BEYOND_PACKET,
    /// A call that there is not. Linux leaves it unanswered.
    UNKNOWN_CALL,
    /// A part of a property that lies behind its end: offset and length together pass 2^32.
    CHUNK_BEYOND_END,
    /// A property whose content is no object.
    BROKEN_PROPERTY;

    /// Returns the name that profiles and commands use, for example `lost-swap`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Returns the hazard of this name.
    ///
    /// @throws IllegalArgumentException if there is none
    public static IomfbHazard of(String label) {
        for (IomfbHazard hazard : values()) {
            if (hazard.label().equals(label)) {
                return hazard;
            }
        }
        List<String> all = Stream.of(values()).map(IomfbHazard::label).toList();
        throw new IllegalArgumentException("no such hazard, there are %s: %s".formatted(all, label));
    }
}
