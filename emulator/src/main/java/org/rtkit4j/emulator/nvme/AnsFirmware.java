package org.rtkit4j.emulator.nvme;

import org.rtkit4j.emulator.crash.CrashCause;

/// What the controller needs of the firmware that runs it.
public interface AnsFirmware {
    /// Returns whether it is up: it has reported `ON`, and has not ended since.
    boolean isUp();

    /// Writes a line to the syslog.
    void log(String context, String text);

    /// Crashes; it is not up afterwards.
    void crash(CrashCause cause);
}
