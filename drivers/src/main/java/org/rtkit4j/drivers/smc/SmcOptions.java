package org.rtkit4j.drivers.smc;

import java.time.Duration;
import java.util.function.LongSupplier;

/// What a driver of the controller can be told.
///
/// @param timeoutNanos how long an answer may take
/// @param quarantineNanos how long the id of an unanswered command is not used again: a later answer than that is
/// taken for the answer to another command. *Guess* at how late an answer can be
/// @param orders which keys have their numbers the other way round
/// @param clock nanoseconds from an arbitrary start, the co-processor's own clock
public record SmcOptions(long timeoutNanos, long quarantineNanos, ByteOrders orders, LongSupplier clock) {
    /// Half a second for an answer (linux `macsmc.c`), ten times that for an id.
    public static final SmcOptions DEFAULT = new SmcOptions(
            Duration.ofMillis(500).toNanos(), Duration.ofSeconds(5).toNanos(), ByteOrders.COMMON, System::nanoTime);

    /// Returns these options with another time-out, and ten times that for an id.
    public SmcOptions withTimeout(Duration timeout) {
        return new SmcOptions(timeout.toNanos(), Math.multiplyExact(10L, timeout.toNanos()), orders, clock);
    }

    /// Returns these options with another clock; it must be the co-processor's own.
    public SmcOptions with(LongSupplier changed) {
        return new SmcOptions(timeoutNanos, quarantineNanos, orders, changed);
    }

    /// Returns these options for keys whose numbers lie otherwise.
    public SmcOptions with(ByteOrders changed) {
        return new SmcOptions(timeoutNanos, quarantineNanos, changed, clock);
    }
}
