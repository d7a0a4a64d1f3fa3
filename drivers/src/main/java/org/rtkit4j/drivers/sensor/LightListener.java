package org.rtkit4j.drivers.sensor;

import org.rtkit4j.drivers.epic.EpicFault;

/// Hears how bright it is, on the thread that serves the co-processor: it must not block, nor ask the sensor.
public interface LightListener {
    /// The light was measured. Costs no allocation.
    ///
    /// @param sequence counts the sensor's reports
    /// @param lux as the sensor says; not a number, or negative, where it is broken
    /// @param red of the sensor's own units, as `green`, `blue` and `clear` are
    void onLight(int sequence, float lux, long red, long green, long blue, long clear);

    /// Something was wrong, and survived. As often as the firmware likes.
    default void onTrouble(EpicFault fault) {}
}
