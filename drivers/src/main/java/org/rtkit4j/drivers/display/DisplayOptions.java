package org.rtkit4j.drivers.display;

import java.time.Duration;
import java.util.function.LongSupplier;

/// What a display's driver can be told.
///
/// @param timeoutNanos how long an answer may take; a second in Linux
/// @param modeTimeoutNanos how long a mode may take; Linux waits 8.5 seconds, since the firmware itself takes up to
/// 8
/// @param monitorTimeoutNanos how long a monitor may take to be found once the display is on; two seconds in m1n1
/// @param retryNanos after how long a mode that was refused is asked for once more; half a second in m1n1
/// @param hasLayerGap whether the firmware wants eight more bytes in the layer of a swap, as since 13.3
/// @param clock nanoseconds from an arbitrary start: the co-processor's own
public record DisplayOptions(
        long timeoutNanos,
        long modeTimeoutNanos,
        long monitorTimeoutNanos,
        long retryNanos,
        boolean hasLayerGap,
        LongSupplier clock) {
    public static final DisplayOptions DEFAULT = new DisplayOptions(
            Duration.ofSeconds(1).toNanos(),
            Duration.ofMillis(8500).toNanos(),
            Duration.ofSeconds(2).toNanos(),
            Duration.ofMillis(500).toNanos(),
            false,
            System::nanoTime);

    /// Returns these options with another clock.
    public DisplayOptions with(LongSupplier changed) {
        return new DisplayOptions(
                timeoutNanos, modeTimeoutNanos, monitorTimeoutNanos, retryNanos, hasLayerGap, changed);
    }

    /// Returns these options for firmware with or without the gap.
    public DisplayOptions withLayerGap(boolean gap) {
        return new DisplayOptions(timeoutNanos, modeTimeoutNanos, monitorTimeoutNanos, retryNanos, gap, clock);
    }

    /// Returns these options with waits for answers that are so many times as long: over a wire each access is a round
    /// trip. How long a monitor takes to be found does not depend on that.
    public DisplayOptions patient(int times) {
        return new DisplayOptions(
                timeoutNanos * times, modeTimeoutNanos * times, monitorTimeoutNanos, retryNanos, hasLayerGap, clock);
    }
}
