package org.rtkit4j.emulator.mtp;

import org.rtkit4j.emulator.crash.CrashCause;

/// What keyboard and trackpad see of the firmware that they are a part of.
public interface MtpKernel {
    /// Returns whether it is up.
    boolean isUp();

    /// Writes a line to the syslog.
    void log(String context, String text);

    /// Crashes.
    void crash(CrashCause cause);
}
