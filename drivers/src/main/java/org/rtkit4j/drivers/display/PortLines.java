package org.rtkit4j.drivers.display;

import org.rtkit4j.wire.display.RemotePort.Rate;

/// The lines of a port as the AP has them: what they can do, and how they are to run.
///
/// Called with the co-processor's lock held: the rule for listeners holds.
public interface PortLines {
    /// Lines that can do everything, and do what they are told.
    PortLines ALL = new PortLines() {};

    /// Returns the fastest of [Rate].
    default int maxRate() {
        return Rate.HBR3;
    }

    /// Returns how many there are: 1, 2 or 4.
    default int maxLanes() {
        return 4;
    }

    /// Switches them on or off.
    default void power(boolean on) {}

    /// Has them run at a rate.
    ///
    /// @param rate of [Rate], at most [#maxRate]; [Rate#NONE]: not at all
    /// @return whether they do
    default boolean rate(int rate) {
        return true;
    }

    /// Has so many of them run.
    ///
    /// @param lanes 0, 1, 2 or 4, at most [#maxLanes]
    /// @return whether they do
    default boolean lanes(int lanes) {
        return true;
    }
}
