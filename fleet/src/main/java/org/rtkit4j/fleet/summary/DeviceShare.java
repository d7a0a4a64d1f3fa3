package org.rtkit4j.fleet.summary;

import java.util.Locale;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/// How many of some devices have something, as a share with the interval that it lies in: Wilson's, of 95 %.
///
/// @param having devices that have it
/// @param all devices that were looked at
public record DeviceShare(long having, long all) {
    private static final double ERROR = 0.05;

    public DeviceShare {
        if (having < 0 || having > all) {
            throw new IllegalArgumentException("more devices than there are: having=%d, all=%d".formatted(having, all));
        }
    }

    /// Returns the lower end, 0 to 1; of no devices 0.
    public double least() {
        return all == 0 ? 0 : interval().getLowerBound();
    }

    /// Returns the upper end, 0 to 1; of no devices 1.
    public double most() {
        return all == 0 ? 1 : interval().getUpperBound();
    }

    private Interval interval() {
        return BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(
                Math.toIntExact(all), Math.toIntExact(having), ERROR);
    }

    /// Whether this share is larger than the other, whatever in their intervals both are.
    public boolean isSurelyAbove(DeviceShare other) {
        return least() > other.most();
    }

    /// Returns for example `12 of 340 devices, 3.5 % (2.0 to 6.1)`.
    @Override
    public String toString() {
        double share = all == 0 ? 0 : 100.0 * having / all;
        return String.format(
                Locale.ROOT,
                "%d of %d devices, %.1f %% (%.1f to %.1f)",
                having,
                all,
                share,
                100 * least(),
                100 * most());
    }
}
