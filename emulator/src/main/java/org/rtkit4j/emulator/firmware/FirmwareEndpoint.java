package org.rtkit4j.emulator.firmware;

/// An endpoint of the firmware: what it does with the AP's messages.
///
/// A new one is made for every start of the firmware. Called by one thread at a time; must not block. A
/// [org.rtkit4j.emulator.machine.DmaFault] out of it crashes the firmware.
public interface FirmwareEndpoint {
    /// The AP has started the endpoint.
    default void onStart() {}

    /// The AP has stopped the endpoint.
    default void onStop() {}

    /// A message of the AP for this endpoint, which is started.
    void onMessage(long msg0);

    /// Makes an endpoint.
    @FunctionalInterface
    interface Factory {
        /// Makes one for a start of the firmware.
        ///
        /// @param endpoint its number
        /// @param kernel what it works with
        FirmwareEndpoint create(int endpoint, Kernel kernel);

        /// Returns what makes the endpoints of one co-processor, whose hardware may remember what outlives its
        /// firmware's starts.
        default Factory ofCoprocessor() {
            return this;
        }
    }
}
