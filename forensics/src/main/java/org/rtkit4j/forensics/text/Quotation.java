package org.rtkit4j.forensics.text;

import java.util.regex.Pattern;

/// Takes off the marks of a mail that quotes a report: `> ` in front of most of its lines, once or several times.
final class Quotation {
    private static final Pattern MARKS = Pattern.compile("(^|\\n)> ?(?:> ?){0,15}");

    /// A line of a list of strings: `"panic(cpu 0 ...",`.
    private static final Pattern LISTED = Pattern.compile("(^|\\n)[ \\t]{0,16}\"([^\\n]*)\",?(?=\\r?(?:\\n|$))");

    private Quotation() {}

    /// Returns the text without them; the same object where most lines have none.
    static String open(Haystack text) {
        if (isListed(text)) {
            return LISTED.matcher(text.text()).replaceAll("$1$2");
        }
        return isQuoted(text) ? MARKS.matcher(text.text()).replaceAll("$1") : text.text();
    }

    /// Whether most lines of a report stand in quotation marks, as a list of a program's has them.
    private static boolean isListed(Haystack haystack) {
        String text = haystack.text();
        if (!haystack.contains("\",\n") || !haystack.contains("\"" + SharedPrefix.PANIC)) {
            return false;
        }
        int listed = 0;
        for (int at = text.indexOf("\",\n"); at >= 0; at = text.indexOf("\",\n", at + 1)) {
            listed++;
        }
        return 2 * listed > lines(text);
    }

    private static boolean isQuoted(Haystack haystack) {
        String text = haystack.text();
        int marked = text.startsWith(">") ? 1 : 0;
        for (int at = haystack.indexOf("\n>"); at >= 0; at = text.indexOf("\n>", at + 1)) {
            marked++;
        }
        return marked > 0 && 2 * marked > lines(text);
    }

    private static int lines(String text) {
        int lines = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            lines++;
        }
        return lines;
    }
}
