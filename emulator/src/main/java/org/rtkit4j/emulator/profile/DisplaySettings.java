package org.rtkit4j.emulator.profile;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.display.Connector;
import org.rtkit4j.emulator.display.DisplayConfig;
import org.rtkit4j.emulator.display.DisplayHazard;
import org.rtkit4j.emulator.display.Monitor;
import org.rtkit4j.emulator.dma.DmaSpec;

/// The keys of a profile that describe a display; `dcp.properties` says what they mean.
final class DisplaySettings {
    private static final String NOTHING = "none";

    private DisplaySettings() {}

    /// Returns them, or null where the profile has none.
    static @Nullable DisplayConfig read(Settings settings, long base) {
        Connector connector = settings.value("display.connector", null, Connector::of);
        if (connector == null) {
            return null;
        }
        return new DisplayConfig(
                connector,
                settings.<@Nullable Monitor>value("display.monitor", Monitor.NOTEBOOK, DisplaySettings::monitor),
                settings.value("display.port", false, DisplaySettings::isRemote),
                settings.value("display.dma", new DmaSpec.Closed(), text -> Values.dma(text, base)),
                settings.value("display.layer", false, DisplaySettings::hasGap),
                settings.value("display.delay.hotplug.us", Duration.ZERO, Values::micros),
                settings.value("display.delay.mode.us", Duration.ZERO, Values::micros),
                settings.value("display.hazards", Set.of(), DisplaySettings::hazards),
                IomfbSettings.read(settings));
    }

    private static boolean isRemote(String text) {
        if (!text.equals("own") && !text.equals("remote")) {
            throw new IllegalArgumentException("neither own nor remote");
        }
        return text.equals("remote");
    }

    private static boolean hasGap(String text) {
        if (!text.equals("plain") && !text.equals("gap")) {
            throw new IllegalArgumentException("neither plain nor gap");
        }
        return text.equals("gap");
    }

    private static Set<DisplayHazard> hazards(String text) {
        var hazards = EnumSet.noneOf(DisplayHazard.class);
        Settings.parseList(text).forEach(label -> hazards.add(DisplayHazard.of(label)));
        return hazards;
    }

    private static @Nullable Monitor monitor(String name) {
        return name.equals(NOTHING) ? null : Monitor.named(name);
    }
}
