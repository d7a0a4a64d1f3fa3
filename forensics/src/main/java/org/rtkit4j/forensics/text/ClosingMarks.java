package org.rtkit4j.forensics.text;

/// Takes off what a copy has put behind every line of a log: the quotation mark and the comma of a list, the bars of a
/// table's cells, the end that `cat -A` shows.
final class ClosingMarks {
    private static final String LINE = ": RTKit: ";
    private static final String SEPARATORS = " ,;\r";
    private static final String MARKS = "\"'`|$ ";
    private static final int LOOKED_AT = 8;
    private static final int ENOUGH = 2;

    private ClosingMarks() {}

    /// Returns the text without them; the same object where the lines of the log do not all end in one.
    static String strip(Haystack haystack) {
        String text = haystack.text();
        String shared = isJson(text) || !haystack.contains(LINE) ? "" : shared(text, haystack.indexOf(LINE));
        return shared.isBlank() ? text : stripped(text, shared);
    }

    private static boolean isJson(String text) {
        Scan start = new Scan(text).skipBlanks();
        return start.take("{") || (start.take("[") && (start.skipBlanks().startsWith("{") || start.startsWith("\"")));
    }

    /// Returns the marks that the first RTKit lines all end in.
    private static String shared(String text, int first) {
        String shared = MARKS;
        int lines = 0;
        for (int at = first; at >= 0 && lines < LOOKED_AT && !shared.isBlank(); lines++) {
            int feed = lineEnd(text, at);
            String marks = marks(text, at, withoutSeparators(text, at, feed));
            shared = lines == 0 ? marks : commonEnd(shared, marks);
            at = text.indexOf(LINE, feed);
        }
        return lines < ENOUGH ? "" : shared;
    }

    /// Returns the marks that stand before `to`.
    private static String marks(String text, int from, int to) {
        int start = to;
        while (start > from && MARKS.indexOf(text.charAt(start - 1)) >= 0) {
            start--;
        }
        return text.substring(start, to);
    }

    private static String commonEnd(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length())
                && one.charAt(one.length() - 1 - length) == other.charAt(other.length() - 1 - length)) {
            length++;
        }
        return one.substring(one.length() - length);
    }

    private static String stripped(String text, String shared) {
        var out = new StringBuilder(text.length());
        for (int from = 0; from < text.length(); ) {
            int feed = lineEnd(text, from);
            int end = withoutSeparators(text, from, feed);
            boolean ends = end - from >= shared.length() && text.startsWith(shared, end - shared.length());
            out.append(text, from, ends ? end - shared.length() : feed).append(feed < text.length() ? "\n" : "");
            from = feed + 1;
        }
        return out.toString();
    }

    private static int withoutSeparators(String text, int from, int to) {
        int end = to;
        while (end > from && SEPARATORS.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static int lineEnd(String text, int from) {
        int feed = text.indexOf('\n', from);
        return feed < 0 ? text.length() : feed;
    }
}
