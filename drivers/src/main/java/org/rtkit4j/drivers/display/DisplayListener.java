package org.rtkit4j.drivers.display;

/// Hears what a display tells by itself, on the thread that serves its co-processor: it must not block, nor ask the
/// display.
public interface DisplayListener {
    /// Hears nothing.
    DisplayListener NONE = new DisplayListener() {};

    /// A monitor was plugged in, or pulled out: its modes are others now, and none is set.
    default void onHotPlug(boolean isConnected) {}

    /// The picture of a flip is shown; the memory of the one before may be drawn into. A call costs no allocation.
    default void onFlip(int flip) {}

    /// Something was wrong, and survived. As often as the firmware likes.
    default void onTrouble(DisplayFault fault) {}
}
