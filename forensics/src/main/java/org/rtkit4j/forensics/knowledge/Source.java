package org.rtkit4j.forensics.knowledge;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a row comes from.
///
/// @param date of the source, or the day on which it was read: `2026-06-13`, `2026-06` or `2026`
/// @param where an address on the web, or a repository and the path in it
public record Source(String date, String where) {
    private static final Pattern FORM =
            Pattern.compile("(\\d{4}(?:-\\d{2}){0,2}) ((?:https?://|[\\w.-]+/[\\w.-]+ )\\S.*|[A-Z][\\w ]+, \".+\".*)");

    /// Reads `2026-06-13 https://...`, `2026-07 AsahiLinux/linux drivers/...`, or `2024 Publisher, "Title"`.
    ///
    /// @param row whose source it is, for the message
    /// @throws IllegalStateException if the text has another form
    public static Source of(String text, String row) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException(row + ": not a source, a date and where it is to be found: " + text);
        }
        return new Source(matcher.group(1), matcher.group(2));
    }

    /// Returns for example `https://... (2026-06-13)`.
    @Override
    public String toString() {
        return where + " (" + date + ")";
    }
}
