package org.rtkit4j.emulator.firmware;

import org.rtkit4j.emulator.crash.CrashCause;

/// What a device of a co-processor, its storage controller or its keyboard, needs of the firmware that runs it.
public interface DeviceFirmware {
    /// Returns whether it is up: it has reported `ON`, and has not ended since.
    boolean isUp();

    /// Writes a line to the syslog.
    void log(String context, String text);

    /// Crashes; it is not up afterwards.
    void crash(CrashCause cause);
}
