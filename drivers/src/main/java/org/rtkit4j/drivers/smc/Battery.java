package org.rtkit4j.drivers.smc;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.rtkit4j.wire.message.SmcResult;

/// The state of a battery; what the controller does not say is empty.
///
/// @param percent charge as the machine shows it
/// @param remainingMah charge that is left, mAh
/// @param fullMah charge when full, mAh
/// @param designMah charge when full as new, mAh
/// @param cycles how often it was emptied and filled
/// @param milliamps current into it; negative while it gives
/// @param millivolts its voltage
/// @param minutesToEmpty until it is empty, at this rate
/// @param minutesToFull until it is full, at this rate
/// @param celsius how warm it is
public record Battery(
        OptionalInt percent,
        OptionalInt remainingMah,
        OptionalInt fullMah,
        OptionalInt designMah,
        OptionalInt cycles,
        OptionalInt milliamps,
        OptionalInt millivolts,
        OptionalInt minutesToEmpty,
        OptionalInt minutesToFull,
        OptionalDouble celsius) {
    /// The key that is not 0 once the battery is as good as empty: of four bytes, or of one.
    static final String CRITICAL = "BCF0";

    private static final int NEVER = 0xffff;

    /// Reads it.
    public static Battery read(Smc smc) throws SmcException, InterruptedException {
        smc.adaptByteOrders();
        return new Battery(
                number(smc, "BRSC"),
                number(smc, "B0RM"),
                number(smc, "B0FC"),
                number(smc, "B0DC"),
                number(smc, "B0CT"),
                number(smc, "B0AC"),
                number(smc, "B0AV"),
                minutes(number(smc, "B0TE")),
                minutes(number(smc, "B0TF")),
                real(smc, "TB0T"));
    }

    /// Returns whether it is as good as empty, so that the machine should go down in order; empty where the
    /// controller does not say. From the first time on that this is asked, the controller tells of it as an event.
    /// Source: asahi linux `macsmc-power.c`.
    public static Optional<Boolean> isCritical(Smc smc) throws SmcException, InterruptedException {
        SmcKey key = SmcKey.of(CRITICAL);
        if (!smc.has(key)) {
            return Optional.empty();
        }
        boolean isCritical = false;
        for (byte part : smc.read(key)) {
            isCritical |= part != 0;
        }
        return Optional.of(isCritical);
    }

    /// Returns whether there is one.
    public boolean isPresent() {
        return percent.isPresent() || remainingMah.isPresent() || millivolts.isPresent();
    }

    private static OptionalInt minutes(OptionalInt read) {
        return read.isPresent() && read.getAsInt() == NEVER ? OptionalInt.empty() : read;
    }

    static OptionalInt number(Smc smc, String key) throws SmcException, InterruptedException {
        OptionalDouble value = real(smc, key);
        return value.isPresent() ? OptionalInt.of((int) value.getAsDouble()) : OptionalInt.empty();
    }

    private static OptionalDouble real(Smc smc, String key) throws SmcException, InterruptedException {
        try {
            double value = smc.value(SmcKey.of(key)).number();
            return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
        } catch (SmcException e) {
            if (e.isRefusal(SmcResult.KEY_NOT_FOUND)) {
                return OptionalDouble.empty();
            }
            throw e;
        }
    }
}
