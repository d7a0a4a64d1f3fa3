package org.rtkit4j.forensics.analysis;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.RegisterDump;

/// What kind of crash it was, where the report has no word for it: macOS prints one, Linux and the binary log do
/// not.
public final class CrashKind {
    private CrashKind() {}

    /// Returns `assert`, `DATA ABORT`, `INSTRUCTION ABORT`, `PANIC`, `exception` or `crash`.
    public static String of(String reason, @Nullable RegisterDump registers) {
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("assert")) {
            return "assert";
        }
        if (lower.startsWith("panic") || lower.contains("force panic")) {
            return "PANIC";
        }
        if (registers != null && registers.syndrome() != null) {
            return ofClass(registers.syndrome().exceptionClass());
        }
        return registers == null ? "crash" : "exception";
    }

    private static String ofClass(int exceptionClass) {
        return switch (exceptionClass) {
            case 0x20, 0x21 -> "INSTRUCTION ABORT";
            case 0x24, 0x25 -> "DATA ABORT";
            default -> "exception";
        };
    }
}
