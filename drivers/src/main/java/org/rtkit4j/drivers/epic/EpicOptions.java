package org.rtkit4j.drivers.epic;

import java.time.Duration;
import java.util.function.LongSupplier;

/// What an endpoint's host can be told.
///
/// @param isSensor whether the endpoint is a sensor's: subheads of version 2, data in line
/// @param timeoutNanos how long the firmware may take for the start, the end, and an answer; a second in Linux
/// @param bufferBytes size of each of the buffers through which data goes out of line
/// @param clock nanoseconds from an arbitrary start: the co-processor's own
public record EpicOptions(boolean isSensor, long timeoutNanos, int bufferBytes, LongSupplier clock) {
    /// For displays. Sizes as in m1n1.
    public static final EpicOptions DISPLAY =
            new EpicOptions(false, Duration.ofSeconds(1).toNanos(), 0x4000, System::nanoTime);

    /// For sensors.
    public static final EpicOptions SENSOR =
            new EpicOptions(true, Duration.ofSeconds(1).toNanos(), 0x4000, System::nanoTime);

    /// Returns these options with another clock.
    public EpicOptions with(LongSupplier changed) {
        return new EpicOptions(isSensor, timeoutNanos, bufferBytes, changed);
    }

    /// Returns these options with another time-out.
    public EpicOptions withTimeout(Duration changed) {
        return new EpicOptions(isSensor, changed.toNanos(), bufferBytes, clock);
    }
}
