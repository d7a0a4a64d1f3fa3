package org.rtkit4j.forensics.text;

/// Joins the lines of a text that a terminal or a mail has wrapped at a fixed column, in the middle of words.
///
/// Such a text has no line longer than that column, and several that are exactly as long: some of them cut inside a
/// word, and nearly all followed by a line that begins nothing. Joined lines leave blank ones behind, so that line
/// numbers stay right.
public final class Unwrap {
    private static final int LEAST_WIDTH = 40;
    private static final int MOST_WIDTH = 250;
    private static final int LEAST_CUTS = 3;
    /// How lines begin that do not go on with the one before.
    private static final String[] STARTS = {
        "[",
        "<",
        ">",
        "#",
        "panic(",
        "RTKit",
        "!UUID",
        "ASLR",
        "Time",
        "Faulting",
        "Mailbox",
        "Unknown",
        "No mapping",
        "Debugger",
        "rtkit(",
        "TTY>",
        "dir ",
        "===",
        "* "
    };

    private final String text;
    private int width;

    private Unwrap(String text) {
        this.text = text;
    }

    /// Returns the text with such lines joined; the same object where there are none.
    public static String join(String text) {
        var unwrap = new Unwrap(text);
        return unwrap.isWrapped() ? unwrap.joined() : text;
    }

    private boolean isWrapped() {
        int full = 0;
        for (int start = 0, end; start < text.length(); start = end + 1) {
            end = end(start);
            int length = end - start;
            if (length > MOST_WIDTH) {
                return false;
            }
            if (length >= width) {
                full = length > width ? 1 : full + 1;
                width = length;
            }
        }
        return width >= LEAST_WIDTH && full >= LEAST_CUTS && isCut(full);
    }

    /// Whether the longest lines go on in the next ones.
    private boolean isCut(int full) {
        int cut = 0;
        int ends = 0;
        for (int start = 0, end; start < text.length() && 4 * ends <= full; start = end + 1) {
            end = end(start);
            if (end - start == width) {
                cut += isCutInWord(end) ? 1 : 0;
                ends += end + 1 < text.length() && goesOn(end + 1) ? 0 : 1;
            }
        }
        return cut >= LEAST_CUTS && 4 * ends <= full;
    }

    /// Whether the line that ends here goes on inside a word in the next one.
    private boolean isCutInWord(int end) {
        return end > 0
                && end + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(end - 1))
                && Character.isLetterOrDigit(text.charAt(end + 1))
                && goesOn(end + 1);
    }

    private boolean goesOn(int next) {
        int nextEnd = end(next);
        int at = next;
        while (at < nextEnd && text.charAt(at) <= ' ') {
            at++;
        }
        if (at == nextEnd || text.indexOf("RTKit: ", next, nextEnd) >= 0) {
            return false;
        }
        for (String start : STARTS) {
            if (text.startsWith(start, at)) {
                return false;
            }
        }
        return true;
    }

    private String joined() {
        var out = new StringBuilder(text.length());
        int pending = 0;
        for (int start = 0; start < text.length(); ) {
            int end = end(start);
            out.append(text, start, end);
            boolean joins = end - start == width && end + 1 < text.length() && goesOn(end + 1);
            pending += joins ? 1 : 0;
            if (!joins) {
                out.repeat('\n', end < text.length() ? pending + 1 : pending);
                pending = 0;
            }
            start = end + 1;
        }
        return out.toString();
    }

    private int end(int start) {
        int feed = text.indexOf('\n', start);
        return feed < 0 ? text.length() : feed;
    }
}
