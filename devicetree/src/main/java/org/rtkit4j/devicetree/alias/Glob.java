package org.rtkit4j.devicetree.alias;

/// Shell patterns as `fnmatch(3)` without flags reads them: `*`, `?`, `[a-z]`, `[!a]`, and `\` before any of those.
///
/// Takes time in proportion to the product of both lengths at worst, whatever the pattern.
public final class Glob {
    private final String pattern;

    /// Takes a pattern as it is: any text is one.
    public Glob(String pattern) {
        this.pattern = pattern;
    }

    /// Returns whether a whole text matches.
    public boolean matches(String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int mark = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = ++p;
                mark = t;
                continue;
            }
            int next = p < pattern.length() ? step(p, text.charAt(t)) : -1;
            if (next >= 0) {
                p = next;
                t++;
            } else if (star >= 0) {
                p = star;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    // The place in the pattern behind what matches one letter, -1 where it does not.
    private int step(int p, char letter) {
        char c = pattern.charAt(p);
        if (c == '?') {
            return p + 1;
        }
        if (c == '[') {
            int end = endOfSet(p);
            if (end > 0) {
                return isInSet(p + 1, end, letter) ? end + 1 : -1;
            }
        }
        if (c == '\\' && p + 1 < pattern.length()) {
            return pattern.charAt(p + 1) == letter ? p + 2 : -1;
        }
        return c == letter ? p + 1 : -1;
    }

    // A `]` that comes first is a letter of the set. A `[` without an end is a letter.
    private int endOfSet(int open) {
        int first = open + 1;
        if (first < pattern.length() && isNot(pattern.charAt(first))) {
            first++;
        }
        return pattern.indexOf(']', first + 1);
    }

    private boolean isInSet(int from, int end, char letter) {
        boolean isNegated = isNot(pattern.charAt(from));
        boolean found = false;
        int i = isNegated ? from + 1 : from;
        while (i < end) {
            boolean isRange = i + 2 < end && pattern.charAt(i + 1) == '-';
            char last = isRange ? pattern.charAt(i + 2) : pattern.charAt(i);
            found |= pattern.charAt(i) <= letter && letter <= last;
            i += isRange ? 3 : 1;
        }
        return found != isNegated;
    }

    private static boolean isNot(char c) {
        return c == '!' || c == '^';
    }
}
