package org.rtkit4j.emulator.profile;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.emulator.smc.FaultRule;
import org.rtkit4j.emulator.smc.KeySet;
import org.rtkit4j.emulator.smc.KeyShape;
import org.rtkit4j.emulator.smc.ScriptedEvent;
import org.rtkit4j.emulator.smc.SmcBoard;
import org.rtkit4j.emulator.smc.SmcConfig;

/// The keys of a profile that describe a system management controller.
final class SmcSettings {
    static final String KIND = "smc";

    private static final long DEFAULT_SHARED = 0x2_3fe0_4000L;

    private SmcSettings() {}

    /// Returns what makes such a controller: each co-processor has a board of its own, which remembers what was
    /// written.
    static FirmwareEndpoint.Factory factory(Settings settings) {
        SmcConfig config = new SmcConfig(
                keys(settings),
                settings.value("smc.shared", DEFAULT_SHARED, SmcSettings::address),
                settings.value("smc.still", false, SmcSettings::yes),
                settings.value("smc.faults", List.of(), FaultRule::parse),
                settings.number("smc.seed", 1),
                settings.value("smc.events", List.of(), ScriptedEvent::parse),
                settings.value("smc.events.repeat.ms", 0L, SmcSettings::nanos));
        return new Boards(config);
    }

    /// Returns the set, with keys that are otherwise.
    static KeySet keys(Settings settings) {
        KeySet keys = settings.value("smc.keys", KeySet.of("notebook"), KeySet::of);
        for (ChangedKey change : settings.all("smc.key.", ChangedKey::parse).values()) {
            keys = change.shape == null ? keys.without(change.name) : keys.with(change.name, change.shape);
        }
        return keys;
    }

    /// A key, and what it is like; null where there is none of its name.
    private record ChangedKey(String name, @Nullable KeyShape shape) {
        static ChangedKey parse(String name, String value) {
            KeyShape shape = value.equals("absent") ? null : KeyShape.parse(value);
            String padded = "%-4s".formatted(name);
            // Refuses what is no name.
            var _ = KeySet.of("notebook").without(padded);
            return new ChangedKey(padded, shape);
        }
    }

    private record Boards(SmcConfig config) implements FirmwareEndpoint.Factory {
        @Override
        public FirmwareEndpoint create(int endpoint, Kernel kernel) {
            return ofCoprocessor().create(endpoint, kernel);
        }

        @Override
        public FirmwareEndpoint.Factory ofCoprocessor() {
            return new SmcBoard(config);
        }
    }

    private static long address(String text) {
        long address = Settings.parseNumber(text);
        if (address <= 0) {
            throw new IllegalArgumentException("not an address above 0");
        }
        return address;
    }

    private static boolean yes(String text) {
        return switch (text) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new IllegalArgumentException("neither yes nor no");
        };
    }

    private static long nanos(String text) {
        long millis = Settings.parseNumber(text);
        if (millis < 0 || millis > Duration.ofDays(1).toMillis()) {
            throw new IllegalArgumentException("not between 0 and a day");
        }
        return Duration.ofMillis(millis).toNanos();
    }
}
