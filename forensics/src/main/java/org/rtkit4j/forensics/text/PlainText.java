package org.rtkit4j.forensics.text;

import java.util.regex.Pattern;

/// A text as its readers want it: the report or log itself, line by line, whatever carried it, and in whatever order.
public final class PlainText {
    private static final int MOST_LAYERS = 6;
    private static final Pattern HOLE = Pattern.compile("\\x00{" + Decoding.LEAST_HOLE + ",}");

    private PlainText() {}

    /// Returns the report's own lines; the same object where nothing has to be taken off.
    public static String of(String text) {
        String plain = withoutHoles(text);
        for (int layer = 0; layer < MOST_LAYERS; layer++) {
            String inner = withoutLayer(plain);
            if (inner.equals(plain)) {
                break;
            }
            plain = inner;
        }
        // A log's prefix is its own; in front of the lines of a panic one is a copy's.
        String lines = ClosingMarks.strip(ScannedHead.mended(plain));
        return SharedPrefix.strip(Unwrap.join(Unfold.entries(lines)), SharedPrefix.PANIC);
    }

    /// A log goes on behind a hole with a line of its own.
    private static String withoutHoles(String text) {
        return text.indexOf('\0') < 0 ? text : HOLE.matcher(text).replaceAll("\n");
    }

    private static String withoutLayer(String text) {
        String page = CommaSeparated.open(Markup.plain(Base64Text.open(text)));
        return GrepContext.open(Quotation.open(NestedJson.open(page)));
    }
}
