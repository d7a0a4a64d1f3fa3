package org.rtkit4j.drivers.input;

/// Pins that the firmware may ask for by name; on Macs they are the SMC's.
@FunctionalInterface
public interface Pins {
    /// There are none.
    Pins NONE = _ -> false;

    /// Drives a pin high and low again. Called on the loop's thread: it must not block.
    ///
    /// @param name as the firmware has it, for example `afe-reset`
    /// @return whether that was done, or begun
    boolean pulse(String name);
}
