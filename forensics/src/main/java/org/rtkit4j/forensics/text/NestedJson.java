package org.rtkit4j.forensics.text;

/// Takes a report's JSON out of the JSON that carries it as a text, level by level, and lines out of an array of them.
public final class NestedJson {
    private static final int MOST_LEVELS = 4;
    private static final String[] KEYS = {"panicString\\", "macOSPanicString\\", "bug_type\\"};

    private NestedJson() {}

    /// Returns the innermost text; the same object where nothing is nested.
    public static String open(String text) {
        String opened = text;
        for (int level = 0; level < MOST_LEVELS; level++) {
            String inner = inner(opened);
            if (inner.isEmpty()) {
                return lines(opened);
            }
            opened = inner;
        }
        return opened;
    }

    /// The value that holds the keys of a report with their quotation marks escaped, decoded; empty where there is
    /// none.
    private static String inner(String text) {
        if (!holdsKeys(text)) {
            return "";
        }
        var strings = new JsonStrings(text);
        while (strings.nextKey()) {
            String value = strings.value();
            if (value.indexOf('{') >= 0 && (value.contains("panicString") || value.contains("bug_type"))) {
                return value;
            }
        }
        return "";
    }

    private static boolean holdsKeys(String text) {
        if (text.indexOf('\\') < 0) {
            return false;
        }
        for (String key : KEYS) {
            if (text.contains(key)) {
                return true;
            }
        }
        return false;
    }

    /// `["first line", "second line"]`: the lines. An array of anything else stays as it is.
    private static String lines(String text) {
        var scan = new Scan(text).skipBlanks();
        if (!scan.take("[") || scan.skipBlanks().peek() != '"') {
            return text;
        }
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
}
