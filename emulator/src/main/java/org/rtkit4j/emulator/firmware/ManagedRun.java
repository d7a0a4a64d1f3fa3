package org.rtkit4j.emulator.firmware;

/// What the management endpoint does to the run that it manages.
interface ManagedRun extends Kernel {
    /// The AP has taken the whole endpoint map.
    void onMapTaken();

    void startEndpoint(int endpoint);

    void stopEndpoint(int endpoint);

    /// The AP says that it is up.
    void onApOn();

    /// The AP wakes the co-processor; where it is up, or about to be, that does nothing.
    void onWake();

    /// Stands idle, and listens.
    void idle();

    /// Ends in a state out of which the run does not come back.
    void end(FirmwareState state);
}
