package org.rtkit4j.app.smc;

import java.util.Locale;
import org.rtkit4j.drivers.smc.SmcValue;

/// How numbers are written.
final class Numbers {
    private static final double LARGE = 1e9;

    private Numbers() {}

    /// Returns a value with at most three digits behind the point, and none where it is whole.
    static String plain(SmcValue value) {
        return switch (value) {
            case SmcValue.Real(float real) -> decimal(real);
            case SmcValue.Fixed fixed -> decimal(fixed.value());
            default -> value.toString();
        };
    }

    static String decimal(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number) || Math.abs(number) >= LARGE) {
            return Double.toString(number);
        }
        String text = String.format(Locale.ROOT, "%.3f", number);
        return text.replaceFirst("\\.?0+$", "");
    }
}
