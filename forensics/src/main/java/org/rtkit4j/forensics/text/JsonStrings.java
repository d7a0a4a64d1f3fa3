package org.rtkit4j.forensics.text;

import java.io.ByteArrayOutputStream;

/// The keys of a JSON text and their string values, read leniently and in one pass: structure is ignored, raw line
/// feeds in strings are allowed, and the text may end anywhere.
public final class JsonStrings {
    private final String text;
    private int position;
    private int keyStart;
    private int keyEnd;
    private boolean cut;

    public JsonStrings(String text) {
        this.text = text;
    }

    /// Moves to the next string that a colon follows.
    public boolean nextKey() {
        while (true) {
            int quote = text.indexOf('"', position);
            if (quote < 0) {
                return false;
            }
            keyStart = quote + 1;
            keyEnd = stringEnd(keyStart);
            position = Math.min(keyEnd + 1, text.length());
            skipBlanks();
            if (position < text.length() && text.charAt(position) == ':') {
                position++;
                return true;
            }
        }
    }

    /// Returns the key as it stands, with its escapes.
    public String key() {
        return text.substring(keyStart, keyEnd);
    }

    public boolean isKey(String name) {
        return keyEnd - keyStart == name.length() && text.startsWith(name, keyStart);
    }

    /// Returns the decoded value of the key if it is a string, else an empty text.
    public String value() {
        skipBlanks();
        if (position >= text.length() || text.charAt(position) != '"') {
            return "";
        }
        int start = position + 1;
        int end = stringEnd(start);
        cut = end >= text.length();
        position = Math.min(end + 1, text.length());
        return decode(text, start, end);
    }

    /// Returns the value of the key if it is a string, a number, true or false; else an empty text.
    public String scalar() {
        skipBlanks();
        if (position < text.length() && text.charAt(position) == '"') {
            return value();
        }
        int end = position;
        while (end < text.length() && isOfScalar(text.charAt(end))) {
            end++;
        }
        String scalar = text.substring(position, end);
        position = end;
        return scalar;
    }

    private static boolean isOfScalar(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '+' || c == '.' || c == 'E';
    }

    /// Whether the text ended inside the last value.
    public boolean isCut() {
        return cut;
    }

    /// Returns where the reading stands in the text.
    public int position() {
        return position;
    }

    /// Returns the value of the key if it is an array of bytes, else nothing; a number that is no byte ends it.
    public byte[] bytes() {
        skipBlanks();
        if (position >= text.length() || text.charAt(position) != '[') {
            return new byte[0];
        }
        var bytes = new ByteArrayOutputStream();
        var scan = new Scan().over(text, position + 1, text.length());
        while (scan.skipBlanks().decimal() && scan.value() <= 0xff) {
            bytes.write((int) scan.value());
            scan.skipBlanks().take(",");
        }
        position = scan.position();
        return bytes.toByteArray();
    }

    private void skipBlanks() {
        while (position < text.length() && text.charAt(position) <= ' ') {
            position++;
        }
    }

    /// Returns where the closing quotation mark stands, or the end of the text.
    private int stringEnd(int from) {
        return end(text, from);
    }

    /// Returns where the string ends whose first character stands at `from`: at its closing quotation mark, or at
    /// the end of the text.
    static int end(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, text.length());
    }

    /// Undoes JSON's escapes; one that is cut or not valid is left out.
    public static String decode(String text, int from, int to) {
        var out = new StringBuilder(to - from);
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (c != '\\') {
                out.append(c);
            } else if (at + 1 < to) {
                at++;
                at += escape(out, text, at, to);
            }
        }
        return out.toString();
    }

    /// Appends what the escape at `at` stands for and returns how many characters follow its letter.
    private static int escape(StringBuilder out, String text, int at, int to) {
        char letter = text.charAt(at);
        switch (letter) {
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case 'b', 'f' -> out.append(' ');
            case 'u' -> {
                return unicode(out, text, at + 1, to);
            }
            default -> out.append(letter);
        }
        return 0;
    }

    private static int unicode(StringBuilder out, String text, int from, int to) {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = from + i < to ? Character.digit(text.charAt(from + i), 16) : -1;
            if (digit < 0) {
                return i;
            }
            code = code * 16 + digit;
        }
        out.append((char) code);
        return 4;
    }
}
