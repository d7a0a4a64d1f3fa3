package org.rtkit4j.app.matrix;

import java.util.Locale;

/// What a host does with a co-processor, in this order.
public enum Feat {
    /// Up, with its controller or its keys.
    BOOT,
    /// Reads a block, or the battery.
    READ,
    /// Writes, flushes and reads back a block; or sets how the battery is charged.
    WRITE,
    /// Takes it down as it is left for the night, and brings it up again.
    SLEEP,
    /// Brings it back after a crash, with all that was answered.
    RECOVER;

    /// Returns its name in tables and JSON, for example `boot`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
