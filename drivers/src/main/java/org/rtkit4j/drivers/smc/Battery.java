package org.rtkit4j.drivers.smc;

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
