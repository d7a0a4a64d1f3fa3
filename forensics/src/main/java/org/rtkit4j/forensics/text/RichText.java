package org.rtkit4j.forensics.text;

/// Takes the text out of a file of a word processor (RTF): control words go, those that end a line or are a tab become
/// that, and so do escaped characters.
///
/// ```text
/// {\rtf1\ansi{\fonttbl\f0 Menlo;}\f0\fs22 first line\par second line\line {\b third}\'2e}
/// ```
///
/// Source: Microsoft, "Rich Text Format (RTF) Specification", version 1.9.1; files of TextEdit, which end lines by a
/// backslash.
final class RichText {
    private static final String[] TABLES = {
        "{\\fonttbl", "{\\colortbl", "{\\stylesheet", "{\\info", "{\\*", "{\\pict", "{\\listtable"
    };

    private final String text;
    private final StringBuilder out;
    private int at;

    private RichText(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length());
    }

    static boolean recognises(String text) {
        return text.startsWith("{\\rtf");
    }

    static String plain(String text) {
        var rich = new RichText(text);
        while (rich.at < text.length()) {
            rich.readOne();
        }
        return rich.out.toString();
    }

    private void readOne() {
        char c = text.charAt(at);
        if (c == '{' && isTable()) {
            skipGroup();
        } else if (c == '\\') {
            at++;
            readControl();
        } else {
            if (c != '{' && c != '}' && c != '\n' && c != '\r') {
                out.append(c);
            }
            at++;
        }
    }

    /// Whether a group begins here that holds no text of the document.
    private boolean isTable() {
        for (String table : TABLES) {
            if (text.startsWith(table, at)) {
                return true;
            }
        }
        return false;
    }

    private void skipGroup() {
        int depth = 0;
        do {
            char c = text.charAt(at);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            at += c == '\\' ? 2 : 1;
        } while (depth > 0 && at < text.length());
    }

    /// Reads what follows a backslash: a word with its number and one blank, a line end, or a character.
    private void readControl() {
        int start = at;
        while (at < text.length() && isSmallLetter(text.charAt(at))) {
            at++;
        }
        if (at > start) {
            out.append(meaning(text.substring(start, at)));
            skipNumber();
        } else if (at < text.length()) {
            readSymbol(text.charAt(at));
        }
    }

    private static String meaning(String word) {
        return switch (word) {
            case "par", "line", "row" -> "\n";
            case "tab", "cell" -> "\t";
            default -> "";
        };
    }

    private void skipNumber() {
        while (at < text.length() && (text.charAt(at) == '-' || Character.isDigit(text.charAt(at)))) {
            at++;
        }
        at += at < text.length() && text.charAt(at) == ' ' ? 1 : 0;
    }

    private void readSymbol(char symbol) {
        at++;
        switch (symbol) {
            case '\n', '\r' -> out.append('\n');
            case '~' -> out.append(' ');
            case '_' -> out.append('-');
            case '\'' -> readCode();
            default -> out.append(symbol);
        }
    }

    /// `\'2e`: a character by its code.
    private void readCode() {
        int high = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        int low = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        if (high >= 0 && low >= 0) {
            out.append((char) (high << 4 | low));
            at += 2;
        }
    }

    private static boolean isSmallLetter(char c) {
        return c >= 'a' && c <= 'z';
    }
}
