package org.rtkit4j.capture.pcapng;

/// A mailbox of a capture, as the file describes it. Text is the file's: escape it before it reaches a terminal.
///
/// @param number of the file, counted through its sections
/// @param linkType what its packets are; ours are [org.rtkit4j.wire.capture.CaptureFrame#LINK_TYPE]
/// @param resolution of its times: of a second, 10 to the minus this, or, with bit 7 set, 2 to the minus the rest
/// @param offsetSeconds to be added to its times
public record CapturedInterface(
        int number, int linkType, String name, String description, int resolution, long offsetSeconds) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /// Returns nanoseconds since 1970 of a time in the file's units. What does not fit 63 bits wraps.
    public long nanos(long units) {
        if (resolution == Pcapng.NANOS) {
            return units + offsetSeconds * NANOS_PER_SECOND;
        }
        return scaled(units) + offsetSeconds * NANOS_PER_SECOND;
    }

    private long scaled(long units) {
        int exponent = resolution & 0x7f;
        if ((resolution & 0x80) != 0) {
            return exponent > 63 ? 0 : binary(units, exponent);
        }
        if (exponent <= Pcapng.NANOS) {
            return units * power(Pcapng.NANOS - exponent);
        }
        return exponent > Pcapng.NANOS + 18 ? 0 : Long.divideUnsigned(units, power(exponent - Pcapng.NANOS));
    }

    private static long binary(long units, int exponent) {
        long seconds = exponent == 0 ? units : units >>> exponent;
        long rest = units - (seconds << exponent);
        return seconds * NANOS_PER_SECOND + (long) (rest / Math.pow(2, exponent) * NANOS_PER_SECOND);
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
