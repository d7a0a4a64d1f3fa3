package org.rtkit4j.forensics.m1n1;

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

/// The lines below `Exception info:`.
///
/// ```text
///   == Exception taken from EL1h ==
///   SPSR   = 0x60001205 (..)
///   x28-x30 = 000000000000001c 000000000000001d 000000000000001e
/// ```
///
/// Disassembly and the words of the stack, which m1n1 reads from the running machine, are passed over.
final class PythonRegisters {
    private final Map<String, Long> values = new LinkedHashMap<>();
    private final WarningList warnings;
    private @Nullable String level;
    private @Nullable Syndrome syndrome;
    private @Nullable Long psr;

    PythonRegisters(WarningList warnings) {
        this.warnings = warnings;
    }

    void read(Scan line, int number) {
        if (line.skipBlanks().take("== Exception taken from ")) {
            level = Escape.line(line.before(" =="));
        } else if (line.contains(" = ")) {
            String name = line.before("=").toLowerCase(Locale.ROOT);
            line.skipBlanks();
            assign(name, line, number);
        }
    }

    private void assign(String name, Scan line, int number) {
        RegisterRow row = RegisterRow.of(name);
        if (row == null) {
            if (line.hex()) {
                single(name, line.value());
            }
        } else if (!row.read(line, this::keep)) {
            warnings.atLine(
                    number,
                    "row of registers damaged, left out: ",
                    line.rewind().rest());
        }
    }

    private void single(String name, long value) {
        switch (name) {
            case "spsr" -> psr = value;
            case "esr" -> syndrome = new Syndrome(value, false);
            case "elr" -> keep("pc", value);
            case "far", "sp" -> keep(name, value);
            default -> {}
        }
    }

    private void keep(String name, long value) {
        if (values.size() < Limits.REGISTERS) {
            values.put(name, value);
        }
    }

    @Nullable
    RegisterDump dump() {
        return values.isEmpty() && level == null
                ? null
                : new RegisterDump(Architecture.AARCH64, values, syndrome, psr, level);
    }
}
