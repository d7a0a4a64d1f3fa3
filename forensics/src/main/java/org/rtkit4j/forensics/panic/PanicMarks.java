package org.rtkit4j.forensics.panic;

import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.text.Lines;
import org.rtkit4j.forensics.text.Scan;

/// How the parts of a report begin: what ends a message, and what ends a table.
final class PanicMarks {
    private static final String[] STARTS = {
        "RTKit: ",
        "RTKit RTKit",
        "RTKit:RTKit",
        "!UUID",
        "ASLR slide",
        "Time:",
        "Faulting task",
        "RTKit Task List",
        "Mailbox (",
        "No mapping found for coredump section:",
        "Sleep Count:",
        "Unknown Section:",
        "RTBuddy(",
        "Debugger message:",
        "Backtrace",
        "Date/Time:",
        "================================",
        "Kernel Extensions",
        "panic(cpu",
    };

    private PanicMarks() {}

    /// Returns whether a line cannot belong to the message any more.
    static boolean begins(Scan line) {
        for (String start : STARTS) {
            if (line.startsWith(start)) {
                return true;
            }
        }
        return line.contains("Async error info:") || line.startsWith("```");
    }

    /// Passes over a line inside a table that is no row and begins nothing else: damage does not end a table.
    static boolean skips(Scan line, Lines lines, Draft draft) {
        line.unquote();
        if (begins(line) || line.startsWith("Panic Initiator:") || PanicDetails.isOne(line)) {
            return false;
        }
        draft.warnings().atLine(lines.number(), "not understood: ", line.rest());
        return true;
    }
}
