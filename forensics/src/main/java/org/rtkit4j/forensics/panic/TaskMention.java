package org.rtkit4j.forensics.panic;

import org.jspecify.annotations.Nullable;

/// One place in a message that could name the task: `block[dash, close]` is `- name(id)`.
record TaskMention(int dash, int open, int close, int id) {
    private static final int MAX_ID_DIGITS = 6;
    private static final int MAX_NAME = 64;

    /// Returns the mention that ends in the parenthesis at `close`, or null.
    static @Nullable TaskMention endingAt(String block, int close) {
        int open = close - 1;
        while (open > 0 && close - open <= MAX_ID_DIGITS && isDigit(block.charAt(open))) {
            open--;
        }
        if (open == close - 1 || block.charAt(open) != '(') {
            return null;
        }
        int dash = dashBefore(block, open);
        return dash < 0 || isBlank(block, dash + 1, open)
                ? null
                : new TaskMention(dash, open, close, Integer.parseInt(block, open + 1, close, 10));
    }

    /// Returns where the last `- ` on the same line stands that a blank or the line's start precedes, or -1.
    private static int dashBefore(String block, int open) {
        for (int at = open - 1; at >= 0 && open - at <= MAX_NAME && block.charAt(at) != '\n'; at--) {
            boolean isDash = block.charAt(at) == '-' && startsName(block.charAt(at + 1));
            if (isDash && (at == 0 || block.charAt(at - 1) <= ' ')) {
                return at;
            }
        }
        return -1;
    }

    /// Whether a dash may have a name behind it: mostly a blank, which a scanned picture loses before a letter.
    private static boolean startsName(char c) {
        return c == ' ' || Character.isLetter(c);
    }

    private static boolean isBlank(String block, int from, int to) {
        return from >= to || block.substring(from, to).isBlank();
    }

    String name(String block) {
        return block.substring(dash + 1, open).strip();
    }

    /// Returns how likely this is the task: repetition of the message counts more than the right number.
    int rank(String block, int faultingTask) {
        return (isRepeated(block) ? 2 : 0) + (id == faultingTask ? 1 : 0);
    }

    /// Whether what stands before the task stands behind its line once more.
    private boolean isRepeated(String block) {
        int from = skipBlanks(block, 0);
        int to = dash;
        while (to > from && block.charAt(to - 1) <= ' ') {
            to--;
        }
        int feed = block.indexOf('\n', close);
        if (feed < 0 || from == to) {
            return false;
        }
        return block.regionMatches(skipBlanks(block, feed), block, from, to - from);
    }

    private static int skipBlanks(String block, int from) {
        int at = from;
        while (at < block.length() && block.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
