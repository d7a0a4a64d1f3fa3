package org.rtkit4j.app.nvme;

import java.util.Locale;
import org.rtkit4j.app.terminal.Amount;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A number of bytes as options have it: `4096`, `0x1000`, `64M`.
final class ByteCount implements ITypeConverter<Long> {
    private static final String UNITS = "KMGT";
    private static final int UNIT_SHIFT = 10;

    @Override
    public Long convert(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        int unit = upper.isEmpty() || upper.startsWith("0X") ? -1 : UNITS.indexOf(upper.charAt(upper.length() - 1));
        String digits = unit < 0 ? upper : upper.substring(0, upper.length() - 1);
        try {
            long number = Long.decode(digits);
            int shift = (unit + 1) * UNIT_SHIFT;
            if (number >= 0 && number <= Long.MAX_VALUE >>> shift) {
                return number << shift;
            }
        } catch (NumberFormatException _) {
            // Not of the form either.
        }
        throw new TypeConversionException("not a number of bytes, such as 4096, 0x1000 or 64M: " + text);
    }

    /// Returns a size as a person reads it.
    static String text(long bytes) {
        double value = bytes;
        int unit = -1;
        while (value >= 1 << UNIT_SHIFT && unit < UNITS.length() - 1) {
            value /= 1 << UNIT_SHIFT;
            unit++;
        }
        return unit < 0 ? Amount.of(bytes, "byte") : "%.1f %ciB".formatted(value, UNITS.charAt(unit));
    }
}
