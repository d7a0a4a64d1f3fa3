package org.rtkit4j.forensics.text;

/// A report in a column of a table that was exported as text (CSV): as one value, or a line in each row.
///
/// The first column that holds a report's words is the report's. Source: RFC 4180; also with semicolons and tabs.
final class CommaSeparated {
    private static final int MOST_HEAD = 400;

    private final String text;
    private final char separator;
    private int at;

    private CommaSeparated(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /// Returns the column's values, each followed by a line end; the same object where there is no such column.
    static String open(Haystack haystack) {
        String text = haystack.text();
        char separator = separator(haystack);
        int column = separator == 0 ? -1 : new CommaSeparated(text, separator).reportColumn();
        return column < 0 ? text : new CommaSeparated(text, separator).column(column);
    }

    /// Returns what stands between the first row's values, where a later value begins with a quotation mark; else NUL.
    private static char separator(Haystack haystack) {
        String text = haystack.text();
        int feed = text.indexOf('\n');
        if (feed < 0 || feed > MOST_HEAD || text.isEmpty() || "{[(\"".indexOf(text.charAt(0)) >= 0) {
            return 0;
        }
        for (char separator : new char[] {',', ';', '\t'}) {
            int first = text.indexOf(separator, 0, feed);
            if (first >= 0 && (haystack.contains(separator + "\"") || text.startsWith("\"", feed + 1))) {
                return separator;
            }
        }
        return 0;
    }

    /// Returns the column of the first quoted value that is a report's, or -1; also where a quotation mark does not end
    /// a value, so that the text is no such table.
    private int reportColumn() {
        int column = 0;
        int found = -1;
        while (at < text.length()) {
            boolean isQuoted = text.charAt(at) == '"';
            String value = value();
            if (isQuoted && !isBehindValue()) {
                return -1;
            }
            found = found < 0 && isQuoted && CarriedText.isIt(value) ? column : found;
            column = endsRow() ? 0 : column + 1;
        }
        return found;
    }

    private boolean isBehindValue() {
        return at >= text.length() || text.charAt(at) == separator || text.charAt(at) <= ' ';
    }

    private String column(int wanted) {
        var lines = new StringBuilder(text.length());
        int column = 0;
        while (at < text.length()) {
            String value = value();
            if (column == wanted) {
                lines.append(value).append('\n');
            }
            column = endsRow() ? 0 : column + 1;
        }
        return lines.toString();
    }

    /// Moves past a value, to what stands behind it.
    private String value() {
        if (text.charAt(at) != '"') {
            int from = at;
            while (at < text.length() && text.charAt(at) != separator && text.charAt(at) != '\n') {
                at++;
            }
            return text.substring(from, at);
        }
        var value = new StringBuilder();
        for (at++; at < text.length() && !closes(); at++) {
            value.append(text.charAt(at));
        }
        at = Math.min(at + 1, text.length());
        return value.toString();
    }

    /// Whether the value ends here: two quotation marks are one of the value's, of which the second is kept.
    private boolean closes() {
        boolean isMark = text.charAt(at) == '"';
        boolean isDouble = isMark && text.startsWith("\"\"", at);
        at += isDouble ? 1 : 0;
        return isMark && !isDouble;
    }

    /// Moves past the separator or the row's end; true for that.
    private boolean endsRow() {
        while (at < text.length() && text.charAt(at) != separator && text.charAt(at) != '\n') {
            at++;
        }
        boolean isEnd = at >= text.length() || text.charAt(at) == '\n';
        at = Math.min(at + 1, text.length());
        return isEnd;
    }
}
