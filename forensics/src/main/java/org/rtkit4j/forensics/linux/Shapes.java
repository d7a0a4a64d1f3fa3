package org.rtkit4j.forensics.linux;

/// The known beginnings of RTKit lines: what tells such a line from prose that speaks of RTKit.
final class Shapes {
    static final String CRASHED = "RTKit: co-processor has crashed";
    static final String MESSAGE = "RTKit: Message (id=";
    static final String VERSION = "RTKit: Version:";
    static final String TIME = "RTKit: Crash time:";
    static final String EXCEPTION = "RTKit: Exception dump:";
    static final String MAILBOX = "RTKit: Mailbox history (type = ";
    static final String ROW = "RTKit:  #";
    /// The same in a copy whose blanks were collapsed.
    static final String ROW_WITHOUT_BLANK = "RTKit: #";

    static final String SECTION = "RTKit: Unknown crashlog section: ";
    static final String NO_FOOTER = "RTKit: End of crashlog reached but no footer present";
    static final String CALL_STACK = "RTKit: Call stack (task ";
    static final String FIRMWARE_STACK = "RTKit: Firmware call stack (task=";
    static final String ASYNC = "RTKit: Async error info:";
    static final String TASKS = "RTKit: Firmware tasks:";
    static final String TASK = "RTKit:   task=";
    static final String DCP_MAP = "RTKit: DCP map: ";
    static final String PAGE_MAP = "RTKit: Firmware VA-to-PA map:";
    static final String INDENTED = "RTKit:   ";
    /// Beginnings of indented lines in a copy whose blanks were collapsed.
    private static final String[] COLLAPSED = {
        "RTKit: 0x", "RTKit: task=", "RTKit: L2C_ERR", "RTKit: LSU_ERR", "RTKit: FED_ERR", "RTKit: MMU_ERR"
    };

    static final String HELLO = "RTKit: Initializing (protocol version ";
    static final String SYSLOG = "RTKit: syslog message: ";
    static final String UNKNOWN = "RTKit: Unknown ";
    static final String SRAM = "RTKit buffer request outside SRAM region: ";
    private static final String[] LOG_FAULTS = {
        "RTKit: Expected crashlog header but got ", "RTKit: Crashlog size (", "RTKit: Regs section too small"
    };
    /// Rows first: most lines of a crash are one.
    private static final String[] CRASH = {
        ROW,
        INDENTED,
        CRASHED,
        MESSAGE,
        VERSION,
        TIME,
        EXCEPTION,
        MAILBOX,
        ROW_WITHOUT_BLANK,
        SECTION,
        NO_FOOTER,
        CALL_STACK,
        FIRMWARE_STACK,
        ASYNC,
        TASKS,
        DCP_MAP,
        PAGE_MAP
    };
    private static final String[] OTHER = {SYSLOG, HELLO, UNKNOWN, SRAM};

    private Shapes() {}

    static boolean isKnown(String body) {
        return isOfCrash(body) || startsWithOneOf(OTHER, body) || isLogFault(body);
    }

    /// Whether only a crash prints this line.
    static boolean isOfCrash(String body) {
        return startsWithOneOf(CRASH, body) || isCollapsed(body);
    }

    static boolean isCollapsed(String body) {
        return startsWithOneOf(COLLAPSED, body);
    }

    /// Whether the kernel complains of the crash log itself.
    static boolean isLogFault(String body) {
        return startsWithOneOf(LOG_FAULTS, body);
    }

    private static boolean startsWithOneOf(String[] starts, String body) {
        for (String start : starts) {
            if (body.startsWith(start)) {
                return true;
            }
        }
        return false;
    }
}
