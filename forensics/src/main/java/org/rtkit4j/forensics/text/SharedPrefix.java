package org.rtkit4j.forensics.text;

/// Takes off what stands in front of every line of a copied report: a log's prefix, the number of a line, the sign of a
/// difference. Line numbers stay those of the file.
final class SharedPrefix {
    /// How a panic's first line begins behind its prefix.
    static final String PANIC = "panic(cpu";

    /// How a line ends that is a cell of a table.
    private static final String CELL_END = " |";

    private static final int LOOKED_AT = 8;
    private static final int ENOUGH = 3;
    private static final int MOST_CHARS = 160;

    private SharedPrefix() {}

    /// Returns the text without the prefix that a panic's first line and the lines behind it begin with; the same
    /// object where they share none.
    static String strip(Haystack text) {
        EntryPrefix prefix = of(text);
        if (prefix.equals(EntryPrefix.NONE)) {
            return text.text();
        }
        boolean isCell = text.contains("|\n") && text.contains("| " + PANIC);
        return stripped(prefix, text.text(), isCell ? CELL_END : "");
    }

    /// Returns the form of that prefix, or [EntryPrefix#NONE].
    static EntryPrefix of(Haystack haystack) {
        String text = haystack.text();
        int at = haystack.indexOf(PANIC);
        int start = at < 0 ? -1 : text.lastIndexOf('\n', at) + 1;
        boolean mayBe = at > 0 && at > start && at - start <= MOST_CHARS;
        if (!mayBe || Character.isLetterOrDigit(text.charAt(at - 1)) || hasQuote(text, start, at)) {
            return EntryPrefix.NONE;
        }
        EntryPrefix prefix = EntryPrefix.of(text.substring(start, at));
        return isShared(prefix, text, start) ? prefix : EntryPrefix.NONE;
    }

    /// Keys of JSON are no prefix, although they stand in front of every line.
    private static boolean hasQuote(String text, int from, int to) {
        int quote = text.indexOf('"', from);
        return quote >= 0 && quote < to;
    }

    /// Whether half of the lines that follow begin in the same form, since every second one may be a wrapped
    /// one's rest; in a piece of a longer text the next three.
    private static boolean isShared(EntryPrefix prefix, String text, int start) {
        int lines = 0;
        int alike = 0;
        int from = nextLine(text, start);
        while (from < text.length() && lines < LOOKED_AT) {
            int end = lineEnd(text, from);
            boolean isBlank = text.substring(from, end).isBlank();
            lines += isBlank ? 0 : 1;
            alike += prefix.endIn(text, from, end) >= 0 ? 1 : 0;
            if (alike == ENOUGH && lines == ENOUGH) {
                return true;
            }
            from = end + 1;
        }
        return lines > 0 && 2 * alike >= lines;
    }

    /// @param closing what stands behind each line, or nothing
    private static String stripped(EntryPrefix prefix, String text, String closing) {
        var out = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            int end = lineEnd(text, from);
            int behind = prefix.endIn(text, from, end);
            int last = end - closing.length();
            boolean closes = behind >= 0 && last >= behind && text.startsWith(closing, last);
            out.append(text, behind < 0 ? from : behind, closes ? last : end);
            out.append(end < text.length() ? "\n" : "");
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
