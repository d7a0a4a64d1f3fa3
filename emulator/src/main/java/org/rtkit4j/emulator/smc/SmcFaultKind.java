package org.rtkit4j.emulator.smc;

import java.util.Locale;

/// A way in which the controller misbehaves.
public enum SmcFaultKind {
    /// The command is carried out at once, and its answer held back; commands behind it are answered meanwhile.
    LATE_ANSWER,
    /// The command is carried out, and never answered.
    LOST_ANSWER,
    /// The answer carries another id.
    WRONG_ID,
    /// The command takes long, and so do those behind it.
    SLOW,
    /// The command fails with a device access error.
    FAILING;

    /// Returns the name that profiles use, for example `late-answer`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Returns whether it has a duration.
    boolean takesTime() {
        return this == LATE_ANSWER || this == SLOW;
    }

    static SmcFaultKind of(String label) {
        for (SmcFaultKind fault : values()) {
            if (fault.label().equals(label)) {
                return fault;
            }
        }
        throw new IllegalArgumentException("no such fault: " + label);
    }
}
