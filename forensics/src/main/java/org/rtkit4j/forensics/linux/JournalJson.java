package org.rtkit4j.forensics.linux;

import java.nio.charset.StandardCharsets;
import org.rtkit4j.forensics.text.Haystack;
import org.rtkit4j.forensics.text.JsonStrings;

/// The lines of a journal that was written as JSON (`journalctl -o json`, `json-pretty`, `json-sse`, `json-seq`):
/// of each entry the value of `MESSAGE`, a text or an array of bytes, on the line where it stands.
final class JournalJson {
    private static final String MESSAGE = "MESSAGE";

    private JournalJson() {}

    /// Returns whether a text may be such a journal.
    static boolean recognises(Haystack text) {
        return text.contains("\"MESSAGE\"") && text.containsOneOf("\"__REALTIME_TIMESTAMP\"", "\"_TRANSPORT\"");
    }

    /// Returns the messages, each on its line of the file; line feeds in them become blanks.
    static String messages(String text) {
        var strings = new JsonStrings(text);
        var lines = new StringBuilder();
        int counted = 0;
        while (strings.nextKey()) {
            if (strings.isKey(MESSAGE)) {
                int end = strings.position();
                boolean isFolded = counted > 0 && text.substring(counted, end).indexOf('\n') < 0;
                lines.append(isFolded ? "\n" : "");
                counted = feeds(text, counted, end, lines);
                lines.append(message(strings).replace('\n', ' '));
            }
        }
        return lines.toString();
    }

    private static String message(JsonStrings strings) {
        byte[] bytes = strings.bytes();
        return bytes.length == 0 ? strings.value() : new String(bytes, StandardCharsets.UTF_8);
    }

    /// Appends the line feeds of `text[from, to)`.
    private static int feeds(String text, int from, int to, StringBuilder lines) {
        for (int feed = text.indexOf('\n', from); feed >= 0 && feed < to; feed = text.indexOf('\n', feed + 1)) {
            lines.append('\n');
        }
        return to;
    }
}
