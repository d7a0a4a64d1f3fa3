package org.rtkit4j.app.terminal;

import org.rtkit4j.forensics.explain.Explanation;

/// The terminal behind stdout, if there is one.
public final class Terminal {
    private static final int FEWEST_COLUMNS = 40;
    private static final int MOST_COLUMNS = 120;

    private Terminal() {}

    /// Returns whether to colour: stdout is a terminal, and nobody has said no.
    ///
    /// Source: https://no-color.org
    @SuppressWarnings("SystemConsoleNull") // never null since JDK 22, but the null checker does not know
    public static boolean hasColour() {
        String noColour = System.getenv("NO_COLOR");
        var console = System.console();
        return console != null && console.isTerminal() && (noColour == null || noColour.isEmpty());
    }

    /// Returns whether to show progress: stderr is a terminal, which Java cannot tell and `./rtkit` does.
    public static boolean showsProgress() {
        return Boolean.getBoolean("rtkit.stderr.terminal");
    }

    /// Returns whether somebody reads standard output on a terminal: also where standard input is none, which Java
    /// cannot tell and `./rtkit` does.
    public static boolean isRead() {
        return columnsOf(System.getProperty("rtkit.columns", "")) > 0;
    }

    /// Returns how wide prose is to be: as the terminal, within what reads well; as usual where there is none.
    public static int columns() {
        int columns = columnsOf(System.getProperty("rtkit.columns", ""));
        return columns == 0 ? Explanation.USUAL_COLUMNS : Math.clamp(columns, FEWEST_COLUMNS, MOST_COLUMNS);
    }

    private static int columnsOf(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }

    /// Returns text from firmware or files with everything that a terminal might obey made visible.
    public static String escape(String text) {
        var escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\t' || isHarmless(c)) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append(c < 0x100 ? "\\x%02x".formatted(c) : "\\u{%x}".formatted(c));
            }
        });
        return escaped.toString();
    }

    // Not the controls, and not what turns the direction of text round or hides it.
    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
