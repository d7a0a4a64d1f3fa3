package org.rtkit4j.forensics.text;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/// A text as its readers want it: the report or log itself, line by line, whatever carried it, and in whatever order.
public final class PlainText {
    private static final int MOST_LAYERS = 6;
    private static final Pattern HOLE = Pattern.compile("\\x00{" + Decoding.LEAST_HOLE + ",}");

    /// Those that a text has none of: a tab, the ends of lines and pages, and what begins a colour are others.
    private static final String CONTROLS = "\0\1\2\3\4\5\6\7\b\16\17\20\21\22\23\24\25\26\27\30\31\32\34\35\36\37\177";

    private static final String CONSOLE = ": RTKit: ";
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0e-\\x1a\\x1c-\\x1f\\x7f]");

    private PlainText() {}

    /// Returns the report's own lines; the same object where nothing has to be taken off.
    ///
    /// @param warnings takes a sentence on what is read as something else than stands there
    public static Haystack of(String text, Consumer<String> warnings) {
        Haystack plain = new Haystack(text).then(PlainText::withoutHoles).then(PlainText::withoutControls);
        for (int layer = 0; layer < MOST_LAYERS; layer++) {
            Haystack inner = withoutLayer(plain);
            if (inner == plain) {
                break;
            }
            plain = inner;
        }
        // A log's prefix is its own; in front of the lines of a panic one is a copy's.
        return printed(plain.then(ChatLines::ofReporter), warnings)
                .then(ClosingMarks::strip)
                .then(Unfold::entries)
                .then(Unwrap::join)
                .then(ScannedHead::joined)
                .then(SharedPrefix::strip);
    }

    private static Haystack printed(Haystack text, Consumer<String> warnings) {
        Haystack printed = text.then(ScannedWords::mended).then(ScannedHead::mended);
        if (printed != text) {
            warnings.accept(ScannedWords.CHANGED);
        }
        return printed;
    }

    /// A log goes on behind a hole with a line of its own.
    private static String withoutHoles(Haystack text) {
        boolean mayHave = text.mayContainOneOf("\0") && text.text().indexOf('\0') >= 0;
        return mayHave ? HOLE.matcher(text.text()).replaceAll("\n") : text.text();
    }

    /// A serial line adds bytes of its own to a console's text; in a panic's message such bytes are the firmware's.
    private static String withoutControls(Haystack text) {
        boolean isConsole = text.mayContainOneOf(CONTROLS) && text.contains(CONSOLE);
        return isConsole ? CONTROL.matcher(text.text()).replaceAll("") : text.text();
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
