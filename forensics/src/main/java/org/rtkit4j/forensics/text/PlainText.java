package org.rtkit4j.forensics.text;

/// A text as its readers want it: the report or log itself, line by line, whatever carried it, and in whatever order.
public final class PlainText {
    private static final int MOST_LAYERS = 6;

    private PlainText() {}

    /// Returns the report's own lines; the same object where nothing has to be taken off.
    public static String of(String text) {
        String plain = text;
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

    private static String withoutLayer(String text) {
        String page = CommaSeparated.open(Markup.plain(Base64Text.open(text)));
        return GrepContext.open(Quotation.open(NestedJson.open(page)));
    }
}
