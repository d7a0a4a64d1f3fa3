package org.rtkit4j.forensics.text;

/// Takes a report out of the JSON that carries it as a text: as one value, or a line in each object; and lines out
/// of an array of them.
///
/// The key whose value holds a report's words is that of the report: all its values are the report's lines, whatever
/// the key is called (`log` of a container, `body` of a bug report, `message`).
final class NestedJson {
    private static final String[] REPORTS = {"\"panicString\"", "\"macOSPanicString\"", "\"bug_type\"", "\"MESSAGE\""};
    private static final int LEAST_ESCAPES = 3;
    private static final int MOST_ARRAYS = 8;

    private NestedJson() {}

    /// Returns what one level of JSON carries; the same object where that is nothing, or the JSON is a report's own.
    static String open(Haystack haystack) {
        String text = haystack.text();
        int at = firstOf(text);
        char first = at < text.length() ? text.charAt(at) : 0;
        if (first == '[' && peek(text, at + 1) == '"') {
            return lines(text, at);
        }
        if (first == '[' && peek(text, at + 1) == '[') {
            String rows = rows(text, at);
            return CarriedText.isIt(rows) ? rows : text;
        }
        boolean isObject = first == '{' || (first == '[' && peek(text, at + 1) == '{');
        if (isObject && text.indexOf('"', at) >= 0) {
            return isReport(haystack) ? text : carried(text, at);
        }
        boolean isValue = isOneEscapedLine(haystack, at) && !isReport(haystack);
        return isValue ? JsonStrings.decode(text, at, text.length()) : text;
    }

    private static int firstOf(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static boolean isReport(Haystack text) {
        return text.containsOneOf(REPORTS);
    }

    /// What an object carries as a text, or as an array of lines.
    private static String carried(String text, int object) {
        String values = values(text);
        int bracket = text.indexOf('[', object);
        for (int tried = 0; bracket >= 0 && tried < MOST_ARRAYS && values.equals(text); tried++) {
            char first = peek(text, bracket + 1);
            String lines = first == '"' ? lines(text, bracket) : first == '[' ? rows(text, bracket) : "";
            values = CarriedText.isIt(lines) ? lines : values;
            bracket = text.indexOf('[', bracket + 1);
        }
        return values;
    }

    private static String values(String text) {
        String key = reportKey(text);
        if (key.isEmpty()) {
            return text;
        }
        var strings = new JsonStrings(text);
        var lines = new StringBuilder(text.length());
        while (strings.nextKey()) {
            if (strings.isKey(key)) {
                String value = strings.value();
                lines.append(value).append(value.endsWith("\n") ? "" : "\n");
            }
        }
        return lines.toString();
    }

    private static String reportKey(String text) {
        var strings = new JsonStrings(text);
        while (strings.nextKey()) {
            String key = strings.key();
            if (CarriedText.isIt(strings.value())) {
                return key;
            }
        }
        return "";
    }

    private static char peek(String text, int from) {
        return new Scan(text).moveTo(from).skipBlanks().peek();
    }

    /// `["first line", "second line"]`: the lines.
    private static String lines(String text, int bracket) {
        var scan = new Scan(text).moveTo(bracket + 1).skipBlanks();
        var lines = new StringBuilder(text.length());
        int at = scan.position();
        while (at < text.length() && text.charAt(at) == '"') {
            int end = JsonStrings.end(text, at + 1);
            lines.append(JsonStrings.decode(text, at + 1, end)).append('\n');
            scan.moveTo(Math.min(end + 1, text.length()));
            boolean goesOn = scan.skipBlanks().take(",");
            at = goesOn ? scan.skipBlanks().position() : text.length();
        }
        return lines.toString();
    }

    /// `[["1767225600", "first line"], ["1767225601", "second line"]]`: a line for each, of all its texts.
    private static String rows(String text, int bracket) {
        var scan = new Scan(text).moveTo(bracket + 1).skipBlanks();
        var rows = new StringBuilder(text.length());
        while (scan.take("[")) {
            scan.moveTo(row(text, scan.position(), rows) + 1);
            scan.skipBlanks().take(",");
            scan.skipBlanks();
        }
        return rows.toString();
    }

    /// Appends the texts up to the bracket that closes a row, and returns where that stands.
    private static int row(String text, int from, StringBuilder rows) {
        int at = from;
        while (at < text.length() && text.charAt(at) != ']') {
            if (text.charAt(at) == '"') {
                int end = JsonStrings.end(text, at + 1);
                String value = JsonStrings.decode(text, at + 1, end);
                rows.append(value.endsWith("\n") ? value.substring(0, value.length() - 1) : value)
                        .append(' ');
                at = end;
            }
            at++;
        }
        rows.setLength(Math.max(0, rows.length() - 1));
        rows.append('\n');
        return at;
    }

    /// Whether a text is one line in which line feeds are escapes: the value of a report without its JSON.
    private static boolean isOneEscapedLine(Haystack haystack, int from) {
        if (!haystack.contains("\\n")) {
            return false;
        }
        String text = haystack.text();
        int escape = from;
        for (int found = 0; found < LEAST_ESCAPES; found++) {
            escape = text.indexOf("\\n", escape) + 1;
            if (escape == 0) {
                return false;
            }
        }
        // A piece of a panic is read as such, with a warning.
        boolean isPiece = haystack.containsOneOf("\\nRTKit: RTKit", "\\n!UUID:");
        int feed = text.indexOf('\n', from);
        return !isPiece && isLastFeed(text, feed);
    }

    private static boolean isLastFeed(String text, int feed) {
        boolean isBlankBehind =
                feed < 0 || new Scan(text).moveTo(feed).skipBlanks().atEnd();
        return isBlankBehind && (feed < 0 || text.indexOf("\\n", feed) < 0);
    }
}
