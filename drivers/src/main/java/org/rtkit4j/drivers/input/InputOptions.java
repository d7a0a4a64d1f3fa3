package org.rtkit4j.drivers.input;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// What a driver of keyboard and trackpad can be told.
///
/// @param commandTimeoutNanos how long an answer may take; a second in Linux
/// @param readyTimeoutNanos how long an interface may take to become ready; two seconds in Linux
/// @param touchFile firmware for the touch surface, or none
/// @param pins what the firmware may ask for
/// @param clock nanoseconds from an arbitrary start: the co-processor's own, and the loop's
public record InputOptions(
        long commandTimeoutNanos,
        long readyTimeoutNanos,
        Optional<TouchFile> touchFile,
        Pins pins,
        LongSupplier clock) {
    public static final InputOptions DEFAULT = new InputOptions(
            Duration.ofSeconds(1).toNanos(),
            Duration.ofSeconds(2).toNanos(),
            Optional.empty(),
            Pins.NONE,
            System::nanoTime);

    /// Returns these options with another clock.
    public InputOptions with(LongSupplier changed) {
        return new InputOptions(commandTimeoutNanos, readyTimeoutNanos, touchFile, pins, changed);
    }

    /// Returns these options with waits so many times as long.
    public InputOptions patient(int times) {
        return new InputOptions(commandTimeoutNanos * times, readyTimeoutNanos * times, touchFile, pins, clock);
    }

    /// Returns these options with firmware for the touch surface.
    public InputOptions with(TouchFile file) {
        return new InputOptions(commandTimeoutNanos, readyTimeoutNanos, Optional.of(file), pins, clock);
    }

    /// Returns these options with pins.
    public InputOptions with(Pins changed) {
        return new InputOptions(commandTimeoutNanos, readyTimeoutNanos, touchFile, changed, clock);
    }
}
