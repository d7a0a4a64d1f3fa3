package org.rtkit4j.emulator.mtp;

import java.util.Locale;

/// Whether the firmware asks the AP to pulse the touch surface's reset pin, and in whose reading of the request.
///
/// The two readings exclude each other: no firmware can suit all hosts with such a request.
public enum PinPulse {
    NONE,
    /// A byte that nobody knows, then the command. Source: aurora dockchannel-hid.c, openbsd apldc.c.
    LINUX,
    /// A command of two bytes. Source: m1n1 fw/mtp.py.
    M1N1;

    /// Returns the choice of this name in a profile.
    ///
    /// @throws IllegalArgumentException if there is none
    public static PinPulse of(String label) {
        for (PinPulse pulse : values()) {
            if (pulse.name().toLowerCase(Locale.ROOT).equals(label)) {
                return pulse;
            }
        }
        throw new IllegalArgumentException("none of none, linux, m1n1");
    }
}
