package org.rtkit4j.emulator.firmware;

import org.rtkit4j.emulator.crash.CrashCause;

/// What one run of a firmware does to the firmware whose run it is.
interface RunOwner {
    FirmwareState state();

    /// Goes to a state, unless it has crashed or hangs.
    void enter(FirmwareState next);

    /// Sends a message to the AP, behind those that wait for room in the mailbox.
    void send(int endpoint, long msg0);

    void crash(CrashCause cause);

    /// Starts anew: this run is over.
    void boot();
}
