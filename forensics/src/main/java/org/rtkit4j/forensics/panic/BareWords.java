package org.rtkit4j.forensics.panic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A panic's words without its head, as people type or paste them into a message: `SMC PANIC - ASSERT: ...`.
///
/// Only in a short text, and near its beginning: a guide lists such words, too.
final class BareWords {
    private static final int MOST_CHARS = 1 << 12;
    private static final int MOST_LINES = 5;
    private static final Pattern LINE =
            Pattern.compile("[ \\t]{0,8}+(?:\"?panicString\"? ?: ?|Stackshot [Rr]eason: )?+\"?+(?<words>"
                    + "[A-Z][A-Z0-9]{1,11} (?:PANIC|Recoverable Panic|(?:DATA|PREFETCH|INSTRUCTION) ABORT|NMI (?:FIQ|POWER)"
                    + "|UNDEFINED INSTRUCTION|SYSTEM WATCHDOG)\\b|userspace watchdog timeout: |watchdog timeout: no "
                    + "|Kernel (?:data|instruction) |SEP (?:Panic|ROM)\\b|(?:Sleep|Wake) transition timed out"
                    + "|x86 CPU CATERR|Unexpected SoC \\(system\\)|SOCD report detected).*");

    private BareWords() {}

    /// Whether more of a report than its words was copied: then a long text is no guide.
    private static boolean isReport(String text) {
        return text.contains("Debugger message: ") || text.contains("!UUID: ") || text.contains("Sleep Wake Failure");
    }

    /// Returns the text from such words on, with a head before them; an empty text where there are none.
    static String headed(String text) {
        if (text.length() > MOST_CHARS && !isReport(text)) {
            return "";
        }
        int from = 0;
        for (int line = 0; line < MOST_LINES && from < text.length(); line++) {
            int feed = text.indexOf('\n', from);
            int end = feed < 0 ? text.length() : feed;
            Matcher matcher = LINE.matcher(text).region(from, end);
            if (matcher.matches()) {
                return "panic(cpu): " + text.substring(matcher.start("words"));
            }
            from = end + 1;
        }
        return "";
    }
}
