package org.rtkit4j.emulator.profile;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.display.Connector;
import org.rtkit4j.emulator.display.DisplayConfig;
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
                settings.value("display.monitor", Monitor.NOTEBOOK, DisplaySettings::monitor),
                settings.value("display.dma", new DmaSpec.Closed(), text -> Values.dma(text, base)));
    }

    private static @Nullable Monitor monitor(String name) {
        return name.equals(NOTHING) ? null : Monitor.named(name);
    }
}
