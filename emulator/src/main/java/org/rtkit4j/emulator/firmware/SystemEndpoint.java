package org.rtkit4j.emulator.firmware;

/// An endpoint for whose set-up the firmware waits before it reports that it is up.
interface SystemEndpoint extends FirmwareEndpoint {
    /// Returns whether its set-up is over, or needs nothing.
    boolean isSettled();

    /// The AP has reported that it is `ON`.
    default void onApOn() {}
}
