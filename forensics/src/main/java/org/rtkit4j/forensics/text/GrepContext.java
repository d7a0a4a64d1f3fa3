package org.rtkit4j.forensics.text;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The numbers of `grep -n` with lines of context: `12:` in front of a line that matches, `13-` in front of one beside
/// it, the file's name before both where there are several, and `--` between two places. All get the colon, so that
/// the lines of one log begin in one form.
final class GrepContext {
    private static final Pattern NUMBERED =
            Pattern.compile("(?:(?<name>[^: \\n]{1,200})[:-])?(?<number>[0-9]{1,9})(?<mark>[:-])");
    private static final String BETWEEN = "--";

    private final String text;
    private final StringBuilder out;
    private final Matcher line;
    private final @Nullable String name;
    private int number;
    private boolean hasMatch;
    private boolean hasContext;

    private GrepContext(String text, Matcher first) {
        this.text = text;
        line = first;
        name = first.group("name");
        out = new StringBuilder(text.length());
    }

    /// Returns the text with colons alone; the same object where its lines have no such numbers.
    static String open(Haystack haystack) {
        String text = haystack.text();
        Matcher first = NUMBERED.matcher(text);
        return first.lookingAt() ? new GrepContext(text, first).opened() : text;
    }

    private String opened() {
        for (int from = 0; from < text.length(); ) {
            int feed = text.indexOf('\n', from);
            int next = feed < 0 ? text.length() : feed + 1;
            line.region(from, next);
            if (isNext()) {
                append(next);
            } else if (isBetween(text.substring(from, next).strip())) {
                out.append('\n');
            } else {
                return text;
            }
            from = next;
        }
        return hasMatch && hasContext ? out.toString() : text;
    }

    private static boolean isBetween(String words) {
        return words.isEmpty() || words.equals(BETWEEN);
    }

    private void append(int end) {
        if (name != null) {
            out.append(name).append(':');
        }
        out.append(line.group("number")).append(':').append(text, line.end(), end);
    }

    /// Whether the line has a number, which is larger than that of the line before. A date's year stays the same.
    private boolean isNext() {
        if (!line.lookingAt() || !Objects.equals(name, line.group("name"))) {
            return false;
        }
        int next = Integer.parseInt(line.group("number"));
        boolean isLarger = next > number;
        number = next;
        hasMatch |= line.group("mark").equals(":");
        hasContext |= line.group("mark").equals("-");
        return isLarger;
    }
}
