package org.rtkit4j.emulator.display;

import java.util.Locale;

/// Where a display co-processor's monitor is.
public enum Connector {
    /// The machine's own panel: nobody pulls it out.
    INTERNAL,

    /// A port.
    EXTERNAL;

    /// Returns the name that profiles use: `internal`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Returns the connector of this name.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Connector of(String label) {
        for (Connector connector : values()) {
            if (connector.label().equals(label)) {
                return connector;
            }
        }
        throw new IllegalArgumentException("neither internal nor external: " + label);
    }
}
