package org.rtkit4j.emulator.smc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Something that happens to the machine by itself, so long after the AP has asked to be told.
///
/// @param atNanos how long after
/// @param value the event's word
public record ScriptedEvent(long atNanos, int value) {
    static final int POWER_PRESS = 0x7201_0101;
    static final int POWER_RELEASE = 0x7201_0100;
    static final int LID_CLOSE = 0x7203_0101;
    static final int LID_OPEN = 0x7203_0000;

    /// Names of the events whose meaning a host knows. Source: asahi linux `macsmc-input.c` and
    /// `macsmc-power.c`, openbsd `aplsmc.c`.
    private static final Map<String, Integer> NAMES = Map.of(
            "power-press", POWER_PRESS,
            "power-release", POWER_RELEASE,
            "power-held-short", 0x7201_fe01,
            "power-held", 0x7201_0001,
            "touch-id", 0x7201_0601,
            "lid-close", LID_CLOSE,
            "lid-open", LID_OPEN,
            "battery-critical", 0x7102_0000,
            "charger", 0x7101_0100,
            "port-charge", 0x7106_0000);

    /// Reads a script: milliseconds and name, or the word in hexadecimal, separated by commas.
    ///
    /// @throws IllegalArgumentException if it is not written as it should be
    public static List<ScriptedEvent> parse(String text) {
        var events = new ArrayList<ScriptedEvent>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                events.add(parseOne(part.strip()));
            }
        }
        return List.copyOf(events);
    }

    private static ScriptedEvent parseOne(String part) {
        String[] words = part.split("\\s+", -1);
        try {
            long millis = words.length == 2 ? Long.parseLong(words[0]) : -1;
            if (millis >= 0 && millis <= Duration.ofDays(1).toMillis()) {
                return new ScriptedEvent(Duration.ofMillis(millis).toNanos(), value(words[1]));
            }
        } catch (NumberFormatException _) {
            // Not of the form either.
        }
        throw new IllegalArgumentException("not of the form MILLISECONDS EVENT: " + part);
    }

    private static int value(String name) {
        Integer known = NAMES.get(name);
        return known != null
                ? known
                : Integer.parseUnsignedInt(name.replaceFirst("^0x", "").replace("_", ""), 16);
    }
}
