package org.rtkit4j.forensics.text;

import java.util.regex.Pattern;

/// A text as its readers want it: the report or log itself, line by line, whatever carried it, and in whatever order.
public final class PlainText {
    private static final int MOST_LAYERS = 6;
    private static final Pattern HOLE = Pattern.compile("\\x00{" + Decoding.LEAST_HOLE + ",}");

    private PlainText() {}

    /// Returns the report's own lines; the same object where nothing has to be taken off.
    public static Haystack of(String text) {
        var plain = new Haystack(withoutHoles(text));
        for (int layer = 0; layer < MOST_LAYERS; layer++) {
            Haystack inner = withoutLayer(plain);
            if (inner == plain) {
                break;
            }
            plain = inner;
        }
        // A log's prefix is its own; in front of the lines of a panic one is a copy's.
        return plain.then(ScannedHead::mended)
                .then(ClosingMarks::strip)
                .then(Unfold::entries)
                .then(Unwrap::join)
                .then(SharedPrefix::strip);
    }

    /// A log goes on behind a hole with a line of its own.
    private static String withoutHoles(String text) {
        return text.indexOf('\0') < 0 ? text : HOLE.matcher(text).replaceAll("\n");
    }

    private static Haystack withoutLayer(Haystack text) {
        return text.then(Base64Text::open)
                .then(Markup::plain)
                .then(CommaSeparated::open)
                .then(NestedJson::open)
                .then(Quotation::open)
                .then(GrepContext::open);
    }
}
