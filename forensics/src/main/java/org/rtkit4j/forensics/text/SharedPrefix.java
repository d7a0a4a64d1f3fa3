package org.rtkit4j.forensics.text;

/// Takes off what stands in front of every line of a copied report: a log's prefix, the number of a line, the sign of a
/// difference. Line numbers stay those of the file.
public final class SharedPrefix {
    private static final int LOOKED_AT = 8;
    private static final int MOST_CHARS = 160;

    private SharedPrefix() {}

    /// Returns the text without the prefix that the line of `mark` and the lines behind it begin with; the same object
    /// where they share none.
    public static String strip(String text, String mark) {
        int at = text.indexOf(mark);
        int start = at < 0 ? -1 : text.lastIndexOf('\n', at) + 1;
        if (at < 0 || at == start || at - start > MOST_CHARS) {
            return text;
        }
        EntryPrefix prefix = EntryPrefix.of(text.substring(start, at));
        return isShared(prefix, text, start) ? stripped(prefix, text) : text;
    }

    /// Whether most of the lines that follow begin in the same form. A form of blanks and quotation marks alone is left
    /// to the readers, who pass over those.
    private static boolean isShared(EntryPrefix prefix, String text, int start) {
        int lines = 0;
        int alike = 0;
        int from = nextLine(text, start);
        while (from < text.length() && lines < LOOKED_AT) {
            lines++;
            alike += prefix.endIn(text, from, lineEnd(text, from)) >= 0 ? 1 : 0;
            from = nextLine(text, from);
        }
        return lines > 0 && 3 * alike >= 2 * lines;
    }

    private static String stripped(EntryPrefix prefix, String text) {
        var out = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            int end = lineEnd(text, from);
            int behind = prefix.endIn(text, from, end);
            out.append(text, behind < 0 ? from : behind, Math.min(end + 1, text.length()));
            from = end + 1;
        }
        return out.toString();
    }

    private static int nextLine(String text, int from) {
        return lineEnd(text, from) + 1;
    }

    private static int lineEnd(String text, int from) {
        int feed = text.indexOf('\n', from);
        return feed < 0 ? text.length() : feed;
    }
}
