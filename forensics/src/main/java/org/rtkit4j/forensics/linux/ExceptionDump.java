package org.rtkit4j.forensics.linux;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.RegisterDump;
import org.rtkit4j.forensics.model.RegisterDump.Architecture;
import org.rtkit4j.forensics.model.RegisterDump.Syndrome;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Scan;

/// The registers of `RTKit: Exception dump:`.
///
/// ```text
///   == Exception taken from EL1h ==
///   PSR    = 0x600012c5
///   x00-x03 = 749882321e35049e 79c8c2926b94b5b5 4242aadbc8f429a4 eb7a79959588532d
/// ```
///
/// The last row is labelled `x28-x31` and has three values. Kernels for older chips print `r00-r03` and a mode.
final class ExceptionDump {
    private final Map<String, Long> values = new LinkedHashMap<>();
    private @Nullable String level;
    private @Nullable Syndrome syndrome;
    private @Nullable Long psr;
    private Architecture architecture = Architecture.AARCH64;

    /// Reads a line; false where it is none of a dump.
    boolean read(Scan line) {
        line.skipBlanks();
        if (line.take("== Exception taken from ")) {
            level = Escape.line(line.before(" =="));
            architecture = level.endsWith(" mode") ? Architecture.AARCH32 : architecture;
            return true;
        }
        String name = line.before("=").toLowerCase(Locale.ROOT);
        line.skipBlanks();
        return isGeneral(name) ? readRow(name, line) : readSingle(name, line);
    }

    private boolean readSingle(String name, Scan line) {
        if (name.isEmpty() || name.length() > 8 || !line.hex()) {
            return false;
        }
        switch (name) {
            case "esr" -> syndrome = new Syndrome(line.value(), false);
            case "psr", "spsr", "cpsr" -> psr = line.value();
            default -> keep(Escape.line(name), line.value());
        }
        return true;
    }

    private boolean readRow(String range, Scan line) {
        char letter = range.charAt(0);
        if (letter == 'r') {
            architecture = Architecture.AARCH32;
        }
        int number = Character.digit(range.charAt(1), 10) * 10 + Character.digit(range.charAt(2), 10);
        while (line.digits()) {
            keep(letter + Integer.toString(number), line.value());
            number++;
            line.skipBlanks();
        }
        return true;
    }

    private void keep(String name, long value) {
        if (values.size() < Limits.REGISTERS) {
            values.put(name, value);
        }
    }

    /// Whether a name is `x00-x03` or `r00-r03`.
    private static boolean isGeneral(String name) {
        return name.length() == 7
                && (name.charAt(0) == 'x' || name.charAt(0) == 'r')
                && Character.digit(name.charAt(1), 10) >= 0
                && Character.digit(name.charAt(2), 10) >= 0
                && name.charAt(3) == '-';
    }

    /// Returns what was read, or null where there was nothing.
    @Nullable
    RegisterDump dump() {
        return values.isEmpty() && psr == null && syndrome == null && level == null
                ? null
                : new RegisterDump(architecture, values, syndrome, psr, level);
    }
}
