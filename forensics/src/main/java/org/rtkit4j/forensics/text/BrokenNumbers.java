package org.rtkit4j.forensics.text;

/// Mends hex numbers that a line end cuts in two: `0xff`, then `fffe001b2461d0`.
///
/// The line end moves behind the line that was cut, so that line numbers stay right.
public final class BrokenNumbers {
    private static final int MAX_DIGITS = 16;

    private BrokenNumbers() {}

    /// Returns the text with such numbers made whole; the same object where there are none.
    public static String join(String text) {
        StringBuilder out = null;
        int copied = 0;
        for (int feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', feed + 1)) {
            if (feed >= copied && isCut(text, feed)) {
                out = out == null ? new StringBuilder(text.length()) : out;
                int lineEnd = lineEnd(text, feed + 1);
                out.append(text, copied, feed).append(text, feed + 1, lineEnd).append('\n');
                copied = lineEnd;
            }
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    private static boolean isCut(String text, int feed) {
        // Few lines begin with a digit: the rest need not be looked at.
        if (feed + 1 >= text.length() || !isDigit(text.charAt(feed + 1))) {
            return false;
        }
        int head = digitsBefore(text, feed);
        if (head < 0 || head >= MAX_DIGITS) {
            return false;
        }
        int at = feed + 1;
        while (at < text.length() && at - feed <= MAX_DIGITS + 1 && isDigit(text.charAt(at))) {
            at++;
        }
        int tail = at - feed - 1;
        // Whole numbers of reports have 8 or 16 digits: anything else would join what only happens to look alike.
        return tail > 0 && isWhole(head + tail) && !isWhole(head) && endsNumber(text, at);
    }

    private static boolean isWhole(int digits) {
        return digits == 8 || digits == MAX_DIGITS;
    }

    /// Returns how many digits of a `0x` number end at `feed`, or -1.
    private static int digitsBefore(String text, int feed) {
        int at = feed;
        while (at > 0 && feed - at <= MAX_DIGITS && isDigit(text.charAt(at - 1))) {
            at--;
        }
        int digits = feed - at;
        if (at > 1 && text.charAt(at - 1) == 'x' && text.charAt(at - 2) == '0') {
            return digits;
        }
        return -1;
    }

    private static boolean endsNumber(String text, int at) {
        return at >= text.length() || !Character.isLetterOrDigit(text.charAt(at));
    }

    private static int lineEnd(String text, int from) {
        int feed = text.indexOf('\n', from);
        return feed < 0 ? text.length() : feed;
    }

    private static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
