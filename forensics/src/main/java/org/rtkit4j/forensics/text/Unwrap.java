package org.rtkit4j.forensics.text;

import java.util.BitSet;

/// Joins the lines of a text that a terminal or a mail has wrapped at a column: in the middle of words, or between
/// them.
///
/// Such a text has no line longer than that column, and a line goes on in the next one where that one begins nothing,
/// and no more of it had room: the line is full, or the next word would have made it too long. In JSON a line goes on
/// where its end stands in a string. Joined lines leave blank ones behind, so that line numbers stay right.
final class Unwrap {
    private static final int LEAST_WIDTH = 40;
    private static final int MOST_WIDTH = 250;
    private static final int LEAST_CUTS = 3;
    private static final int ENOUGH = 32;
    /// Columns that terminals and mails wrap at. Terminals cut in words: one such line tells enough.
    private static final int[] USUAL_WIDTHS = {72, 74, 76, 78, 79, 80, 100, 120, 132};

    /// A narrower column is that of a window or a forum's box, and can be any: more lines have to tell it.
    private static final int LEAST_USUAL = 72;

    private static final int MANY_JOINTS = 6;
    private static final int TERMINAL = 80;
    private static final String CLIENT = "Client: ";
    /// How much shorter the longest line of a text may be than the column that it is wrapped at between words.
    private static final int MOST_ROOM = 12;

    private final Haystack haystack;
    private final String text;
    private LineStarts starts = LineStarts.NONE;
    /// The longest line's width, and that of the longest one that has a blank to be wrapped at.
    private int width;

    private int breakableWidth;
    /// Where the first of the longest lines begins, and how many there are.
    private int firstLongest;

    private int longest;
    /// Where the lines end that go on in the next one.
    private final BitSet joints = new BitSet();

    private Unwrap(Haystack haystack) {
        this.haystack = haystack;
        this.text = haystack.text();
    }

    /// Returns the text with such lines joined; the same object where there are none.
    static String join(Haystack text) {
        var unwrap = new Unwrap(text);
        unwrap.measure();
        boolean mayBe = unwrap.breakableWidth >= LEAST_WIDTH && unwrap.breakableWidth <= MOST_WIDTH;
        return mayBe ? unwrap.joinedOrNot() : unwrap.text;
    }

    private void measure() {
        for (int start = 0, end; start < text.length() && breakableWidth <= MOST_WIDTH; start = end + 1) {
            end = end(text, start);
            if (end - start > width) {
                width = end - start;
                firstLongest = start;
                longest = 0;
            }
            longest += end - start == width ? 1 : 0;
            if (end - start > breakableWidth && hasBlank(start, end)) {
                breakableWidth = end - start;
            }
        }
    }

    private boolean hasBlank(int start, int end) {
        int at = start;
        while (at < end && text.charAt(at) == ' ') {
            at++;
        }
        return text.indexOf(' ', at, end) >= 0;
    }

    private String joinedOrNot() {
        starts = LineStarts.of(haystack);
        if (isJson()) {
            findInStrings();
            return joints.isEmpty() ? text : joined(!areAllFull());
        }
        int full = findFull();
        if (width >= LEAST_WIDTH && isCut(full) && !isWrappedBetweenWords()) {
            return joined(false);
        }
        int usual = usualColumn();
        boolean isConvinced = usual < MOST_WIDTH || breakableWidth > LEAST_USUAL;
        int ends = findWrapped(isConvinced ? usual : breakableWidth);
        isConvinced |= joints.cardinality() >= MANY_JOINTS && ends <= joints.cardinality();
        return joints.isEmpty() || !isConvinced ? text : joined(true);
    }

    /// Whether most lines that go on are shorter than the longest ones, which happen to end where a word might go on.
    private boolean isWrappedBetweenWords() {
        BitSet cut = (BitSet) joints.clone();
        findWrapped(breakableWidth);
        boolean isSo = joints.cardinality() >= 2 * cut.cardinality();
        joints.clear();
        joints.or(cut);
        return isSo;
    }

    private boolean isJson() {
        int at = 0;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return text.startsWith("{", at);
    }

    /// Finds line ends in strings of JSON, where none may be.
    private void findInStrings() {
        for (int quote = text.indexOf('"'); quote >= 0; quote = text.indexOf('"', quote + 1)) {
            int end = JsonStrings.end(text, quote + 1);
            for (int feed = text.indexOf('\n', quote, end); feed >= 0; feed = text.indexOf('\n', feed + 1, end)) {
                joints.set(feed);
            }
            quote = Math.min(end, text.length() - 1);
        }
    }

    private boolean areAllFull() {
        return joints.stream().allMatch(feed -> feed - text.lastIndexOf('\n', feed - 1) - 1 == width);
    }

    /// Finds lines of the whole width that go on; returns how many have it, as far as few do not go on.
    private int findFull() {
        int full = 0;
        int ends = 0;
        for (int start = firstLongest, end; full < longest && !isTooMany(ends, full); start = end + 1) {
            end = end(text, start);
            if (end - start == width) {
                full++;
                boolean goesOn = goesOn(end);
                ends += goesOn ? 0 : 1;
                joints.set(end, goesOn);
            }
        }
        return full;
    }

    /// Whether so many of the lines that could go on do not that the text is not wrapped. Most texts are not, and tell
    /// it by their first lines.
    private static boolean isTooMany(int ends, int all) {
        return all >= ENOUGH && 2 * ends > all;
    }

    /// Whether the longest lines go on in the next ones, some of them inside a word; few do not.
    private boolean isCut(int full) {
        int ends = full - joints.cardinality();
        long inWords = joints.stream().filter(this::isInside).count();
        int wanted = starts.isLog() || isUsual() ? 1 : LEAST_CUTS;
        return 4 * ends <= full && inWords >= wanted;
    }

    private boolean isUsual() {
        return width >= TERMINAL && width == breakableWidth && usualColumn() == width;
    }

    /// Returns the column that a text of this width may be wrapped at; a large one where that is none.
    private int usualColumn() {
        for (int usual : USUAL_WIDTHS) {
            if (usual >= breakableWidth && usual - breakableWidth <= MOST_ROOM) {
                return usual;
            }
        }
        return MOST_WIDTH;
    }

    /// Whether a line's end stands in a word; in a log also where the blank is there that it does not stand for.
    private boolean isInside(int end) {
        boolean isInWord =
                Character.isLetterOrDigit(text.charAt(end - 1)) && Character.isLetterOrDigit(text.charAt(end + 1));
        return isInWord || (starts.isLog() && (isBlank(end - 1) || isBlank(end + 1)));
    }

    /// Finds lines that the next one's first word would have made longer than the column; returns how many of those do
    /// not go on.
    private int findWrapped(int column) {
        joints.clear();
        int filled = 0;
        int ends = 0;
        for (int start = 0, end; start < text.length() && !isTooMany(ends, filled); start = end + 1) {
            end = end(text, start);
            if (end - start > column / 2 && end - start + 1 + firstWord(end + 1) > column) {
                filled++;
                boolean goesOn = !isWhole(start, end) && goesOn(end) && !beginsWhole(start, end + 1);
                ends += goesOn ? 0 : 1;
                joints.set(end, goesOn);
            }
        }
        if (isTooMany(ends, filled)) {
            joints.clear();
        }
        return ends;
    }

    /// Whether a line has all that lines of its kind have: the version with its client.
    private boolean isWhole(int start, int end) {
        int client = haystack.contains(CLIENT) ? text.indexOf(CLIENT, start, end) : -1;
        return client >= 0 && end - client > CLIENT.length();
    }

    /// Whether the next line begins something, or is the next row of a table of numbers.
    private boolean beginsWhole(int start, int next) {
        int word = firstWord(start);
        boolean isRow = word > 3 && word == firstWord(next) && isNumber(start, word) && isNumber(next, word);
        return isRow || starts.beginsWholeAt(next, end(text, next));
    }

    private boolean isNumber(int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (Digits.hex(text.charAt(i)) < 0 && text.charAt(i) != 'x' && text.charAt(i) != ':') {
                return false;
            }
        }
        return true;
    }

    private int firstWord(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) > ' ') {
            at++;
        }
        return at - from;
    }

    private boolean goesOn(int end) {
        int next = end + 1;
        return next < text.length() && !starts.beginsAt(next, end(text, next));
    }

    /// @param isBetweenWords whether a line's end took a blank's place
    private String joined(boolean isBetweenWords) {
        var out = new StringBuilder(text.length());
        int pending = 0;
        for (int start = 0; start < text.length(); ) {
            int end = end(text, start);
            out.append(text, start, end);
            boolean joins = joints.get(end);
            pending += joins ? 1 : 0;
            if (joins) {
                out.append(isBetweenWords && !isBlank(end - 1) && !isBlank(end + 1) ? " " : "");
            } else {
                out.repeat('\n', end < text.length() ? pending + 1 : pending);
                pending = 0;
            }
            start = end + 1;
        }
        return out.toString();
    }

    private boolean isBlank(int at) {
        return at < 0 || at >= text.length() || text.charAt(at) <= ' ';
    }

    private static int end(String text, int start) {
        int feed = text.indexOf('\n', start);
        return feed < 0 ? text.length() : feed;
    }
}
