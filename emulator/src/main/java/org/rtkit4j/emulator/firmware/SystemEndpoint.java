package org.rtkit4j.emulator.firmware;

import java.util.List;

/// An endpoint for whose set-up the firmware waits before it reports that it is up.
interface SystemEndpoint extends FirmwareEndpoint {
    /// Returns whether its set-up is over, or needs nothing.
    boolean isSettled();

    /// Returns whether the firmware waits for it however long that takes, and not for a while only.
    default boolean isVital() {
        return true;
    }

    /// Appends the memory that it shares with the AP, a page at a time.
    default void addPages(List<Long> iovas) {}

    /// The AP has reported that it is `ON`.
    default void onApOn() {}
}
