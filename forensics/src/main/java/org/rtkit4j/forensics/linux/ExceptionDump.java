package org.rtkit4j.forensics.linux;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.RegisterDump;
import org.rtkit4j.forensics.model.RegisterDump.Architecture;
import org.rtkit4j.forensics.model.RegisterDump.Syndrome;
import org.rtkit4j.forensics.model.WarningList;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.RegisterRow;
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
    private final WarningList warnings;
    private @Nullable String torn;
    private int tornLine;

    ExceptionDump(WarningList warnings) {
        this.warnings = warnings;
    }

    /// Reads a line; false where it is none of a dump.
    boolean read(Scan line, int number) {
        giveUp();
        line.skipBlanks();
        if (line.take("== Exception taken from ")) {
            level = Escape.line(line.before(" =="));
            architecture = level.endsWith(" mode") ? Architecture.AARCH32 : architecture;
            return true;
        }
        int from = line.position();
        String name = line.before("=").toLowerCase(Locale.ROOT);
        line.skipBlanks();
        RegisterRow row = RegisterRow.of(name);
        if (row == null) {
            return readSingle(name, line);
        }
        architecture = row.letter() == 'r' ? Architecture.AARCH32 : architecture;
        if (!row.read(line, this::keep)) {
            torn = line.moveTo(from).rest();
            tornLine = number;
        }
        return true;
    }

    private boolean readSingle(String name, Scan line) {
        if (name.isEmpty()
                || name.length() > 8
                || !line.hex()
                || !line.skipBlanks().atEnd()) {
            return false;
        }
        switch (name) {
            case "esr" -> syndrome = new Syndrome(line.value(), false);
            case "psr", "spsr", "cpsr" -> psr = line.value();
            default -> keep(Escape.line(name), line.value());
        }
        return true;
    }

    /// Tries a damaged row once more with what follows it, which may go on inside a number.
    boolean continueLast(Scan rest) {
        String start = torn;
        if (start == null) {
            return false;
        }
        String more = rest.rest();
        if (isRow(start + more) || isRow(start + " " + more)) {
            warnings.once(Wrapped.JOINED);
            torn = null;
            return true;
        }
        return false;
    }

    private boolean isRow(String text) {
        var line = new Scan(text);
        RegisterRow row = RegisterRow.of(line.before("=").toLowerCase(Locale.ROOT));
        return row != null && row.read(line, this::keep);
    }

    private void giveUp() {
        String text = torn;
        if (text != null) {
            warnings.atLine(tornLine, "row of registers damaged, left out: ", text);
        }
        torn = null;
    }

    private void keep(String name, long value) {
        if (values.size() < Limits.REGISTERS) {
            values.put(name, value);
        }
    }

    /// Returns what was read, or null where there was nothing.
    @Nullable
    RegisterDump dump() {
        giveUp();
        return values.isEmpty() && psr == null && syndrome == null && level == null
                ? null
                : new RegisterDump(architecture, values, syndrome, psr, level);
    }
}
