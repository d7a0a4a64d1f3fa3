package org.rtkit4j.app.boot;

import java.util.Locale;

/// How a firmware is made to crash.
public enum ProvokedCrash {
    /// By a fault of its CPU.
    HARD,
    /// By an assertion of its own.
    SOFT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
