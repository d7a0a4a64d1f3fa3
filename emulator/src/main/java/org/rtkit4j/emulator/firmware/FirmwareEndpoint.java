package org.rtkit4j.emulator.firmware;

/// An endpoint of the firmware. Called by the machine's thread only; must not block.
public interface FirmwareEndpoint {
    /// The AP has started the endpoint.
    default void onStart() {}

    /// The AP has stopped the endpoint.
    default void onStop() {}

    /// A message of the AP for this endpoint.
    void onMessage(long msg0);
}
