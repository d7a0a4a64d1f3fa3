package org.rtkit4j.forensics.explain;

import java.util.List;
import java.util.Map;
import org.rtkit4j.forensics.macho.Symbolizer;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.RegisterDump;
import org.rtkit4j.forensics.syndrome.AsyncErrorStatus;
import org.rtkit4j.forensics.syndrome.DecodedField;
import org.rtkit4j.forensics.syndrome.ExceptionSyndrome;
import org.rtkit4j.forensics.syndrome.FaultAddress;
import org.rtkit4j.forensics.syndrome.ProgramStatus;

/// Registers at the exception, and the core's error registers.
final class RegisterPart {
    private static final int PER_ROW = 4;

    private RegisterPart() {}

    static void print(Page page, CrashReport report) {
        RegisterDump dump = report.site().registers();
        if (dump != null) {
            dump(page, dump);
        }
        asyncErrors(page, report);
    }

    private static void dump(Page page, RegisterDump dump) {
        page.heading("Registers at the exception" + (dump.level() == null ? "" : ", taken from " + dump.level()));
        if (dump.syndrome() != null) {
            String name = dump.syndrome().partial() ? "ESR, from class and syndrome" : "ESR";
            fields(page, name, dump.syndrome().value(), ExceptionSyndrome.decode(dump.syndrome()));
        }
        if (dump.psr() != null) {
            fields(page, "PSR", dump.psr(), ProgramStatus.decode(dump.architecture(), dump.psr()));
        }
        Long far = dump.faultAddress();
        if (far != null) {
            fields(page, "FAR", far, FaultAddress.decode(dump.architecture(), far));
        }
        values(page, dump.values());
        names(page, dump.values());
    }

    /// The fields that say something: those without a meaning and 0 are left out.
    private static void fields(Page page, String name, long value, List<DecodedField> fields) {
        page.line("  " + name + " = " + Sentence.hex(value));
        for (DecodedField field : fields) {
            if (!field.meaning().isEmpty() || field.value() != 0) {
                String head = field.name() + " [" + field.bits() + "]";
                page.line("    " + head + " ".repeat(Math.max(1, 14 - head.length())) + Sentence.hex(field.value())
                        + (field.meaning().isEmpty() ? "" : "  " + field.meaning()));
            }
        }
    }

    /// Where the program counter and the link register point, by name.
    private static void names(Page page, Map<String, Long> values) {
        Symbolizer symbols = page.symbols();
        Long pc = values.get("pc");
        String at = symbols == null || pc == null ? null : symbols.name(pc);
        if (at != null) {
            page.line("  pc is in " + at);
        }
        Long link = values.getOrDefault("x30", values.get("lr"));
        String caller = link == null ? "" : page.caller(link);
        if (!caller.isEmpty()) {
            page.line("  " + (values.containsKey("x30") ? "x30" : "lr") + " leads to " + caller);
        }
    }

    private static void values(Page page, Map<String, Long> values) {
        var line = new StringBuilder();
        int column = 0;
        for (var value : values.entrySet()) {
            if (value.getKey().startsWith("q") && !page.all()) {
                continue;
            }
            String digits = Long.toHexString(value.getValue());
            line.append(" ".repeat(Math.max(1, 5 - value.getKey().length())))
                    .append(value.getKey())
                    .append(' ')
                    .append("0".repeat(16 - digits.length()))
                    .append(digits);
            column++;
            if (column == PER_ROW) {
                page.line(line.toString());
                line.setLength(0);
                column = 0;
            }
        }
        if (column > 0) {
            page.line(line.toString());
        }
    }

    private static void asyncErrors(Page page, CrashReport report) {
        Map<String, Long> errors = report.site().asyncErrors();
        if (errors.isEmpty()) {
            return;
        }
        String core = report.details().getOrDefault("asyncErrorCore", "");
        page.heading("Asynchronous errors" + (core.isEmpty() ? "" : " of " + core));
        boolean any = false;
        for (var error : errors.entrySet()) {
            if (error.getValue() != 0) {
                fields(
                        page,
                        error.getKey(),
                        error.getValue(),
                        AsyncErrorStatus.decode(error.getKey(), error.getValue()));
                any = true;
            }
        }
        int zeros = (int) errors.values().stream().filter(value -> value == 0).count();
        page.faint((any ? "The other " : "All ") + Sentence.count(zeros, "register is", "registers are") + " 0.");
        if (any && errors.getOrDefault("l2c_err_adr", 0L) == 0) {
            page.faint("l2c_err_sts alone, without an address, also stands in reports of plain assertions: by itself it"
                    + " is no sign of a bus error.");
        }
    }
}
