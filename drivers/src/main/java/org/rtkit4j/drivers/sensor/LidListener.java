package org.rtkit4j.drivers.sensor;

import org.rtkit4j.drivers.epic.EpicFault;

/// Hears how far a lid is open, on the thread that serves the co-processor: it must not block, nor close the sensor.
public interface LidListener {
    /// The lid stands at an angle. Costs no allocation.
    ///
    /// @param degrees 0 to 255; 0: closed
    void onAngle(int degrees);

    /// Something was wrong, and survived. As often as the firmware likes.
    default void onTrouble(EpicFault fault) {}
}
