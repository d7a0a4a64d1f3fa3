package org.rtkit4j.forensics.linux;

import org.rtkit4j.forensics.text.Haystack;

/// The lines of a journal that was written field by field (`journalctl -o verbose`, `export`): of each entry the value
/// of `MESSAGE`, on the line where it stands. Every other field becomes a blank line.
///
/// ```text
/// Mon 2030-04-22 23:33:52.123456 UTC [s=0;i=1;b=2;m=3;t=4;x=5]
///     PRIORITY=3
///     MESSAGE=apple-dcp 231c00000.dcp: RTKit: co-processor has crashed
/// ```
final class JournalFields {
    private static final String MESSAGE = "MESSAGE=";

    private JournalFields() {}

    /// Returns whether a text may be such a journal.
    static boolean recognises(Haystack text) {
        return text.contains(MESSAGE) && text.containsOneOf("_TRANSPORT=", "_BOOT_ID=");
    }

    static String messages(String text) {
        var lines = new StringBuilder();
        text.lines().forEach(line -> {
            String field = line.stripLeading();
            lines.append(field.startsWith(MESSAGE) ? field.substring(MESSAGE.length()) : "")
                    .append('\n');
        });
        return lines.toString();
    }
}
