package org.rtkit4j.emulator.firmware;

import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.machine.IoSpace;

/// What a firmware offers to its endpoints.
public interface Kernel {
    /// Sends a message to the AP, behind those that wait for room in the mailbox.
    void send(int endpoint, long msg0);

    /// The memory that the co-processor can reach; [IoSpace#load] and [IoSpace#store] are the firmware's side.
    IoSpace memory();

    /// Returns the time of the machine's clock.
    long nowNanos();

    /// Calls `action` when `delayNanos` have passed, unless the firmware has ended before; at once where it is 0.
    void after(long delayNanos, Runnable action);

    /// Writes a line to the syslog.
    ///
    /// @param context a source position or a task's name, at most 23 characters
    void log(String context, String text);

    /// Crashes: leaves a crash log, tells the AP, and is silent from then on.
    void crash(CrashCause cause);
}
