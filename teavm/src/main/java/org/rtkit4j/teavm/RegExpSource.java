package org.rtkit4j.teavm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A regular expression of Java in JavaScript's words, for its mode `u`.
///
/// TeaVM has an engine of its own, which is wrong where a counted quantifier stands in a repeated group: `(?: \w{2})+`.
/// The browser's is right, and differs from Java's in what is translated here: what blanks, dots, line ends and letters
/// in either case are. A round of a repeated group that takes nothing ends the repetition there, and may go on in Java:
/// our patterns have none. What cannot be said is refused when the pattern is made, so that every test of it fails.
public final class RegExpSource {
    private static final String LINE_END = "\\n\\r\\u0085\\u2028\\u2029";
    private static final String BLANKS = " \\t\\n\\v\\f\\r";
    private static final String SYNTAX = "^$\\.*+?()[]{}|/";

    private final String java;
    private final List<Integer> groups = new ArrayList<>(List.of(0));
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final StringBuilder out = new StringBuilder();
    private int numbered;
    private int at;
    private boolean ignoresCase;
    private boolean dotIsAll;

    private RegExpSource(String java, boolean ignoresCase, boolean dotIsAll) {
        this.java = java;
        this.ignoresCase = ignoresCase;
        this.dotIsAll = dotIsAll;
    }

    /// Translates a pattern.
    ///
    /// @throws IllegalArgumentException if it has something that is not translated
    public static RegExpSource of(String java, boolean ignoresCase, boolean dotIsAll) {
        var source = new RegExpSource(java, ignoresCase, dotIsAll);
        source.alternatives();
        if (source.at < java.length()) {
            throw source.refused("an end of a group that has not begun");
        }
        return source;
    }

    /// Returns JavaScript's expression.
    public String text() {
        return out.toString();
    }

    /// Returns the number that a group has there: possessive quantifiers have groups of their own.
    public int group(int number) {
        return groups.get(number);
    }

    /// Returns the groups' names, and their numbers in Java's.
    public Map<String, Integer> names() {
        return Map.copyOf(names);
    }

    /// Returns how many groups there are in Java's.
    public int groupCount() {
        return groups.size() - 1;
    }

    private IllegalArgumentException refused(String what) {
        return new IllegalArgumentException(
                "not in a browser's words: %s, at=%d, pattern=%s".formatted(what, at, java));
    }

    private boolean take(String text) {
        boolean isThere = java.startsWith(text, at);
        at += isThere ? text.length() : 0;
        return isThere;
    }

    private void alternatives() {
        while (at < java.length() && java.charAt(at) != ')') {
            if (take("|")) {
                out.append('|');
            } else {
                quantified();
            }
        }
    }

    private void quantified() {
        int start = out.length();
        int numberBefore = numbered;
        if (!atom()) {
            return;
        }
        int end = at;
        if (!take("*") && !take("+") && !take("?") && java.startsWith("{", at)) {
            at = java.indexOf('}', at) + 1;
        }
        if (at == end) {
            return;
        }
        out.append(java, end, at);
        if (take("?")) {
            out.append('?');
        } else if (take("+")) {
            possessive(start, numberBefore);
        }
    }

    /// What it took it keeps: a look ahead is never tried again, and the group behind it takes what it has seen.
    private void possessive(int start, int numberBefore) {
        if (numbered != numberBefore) {
            throw refused("a group within a possessive quantifier");
        }
        String name = "possessive" + ++numbered;
        out.insert(start, "(?=(?<" + name + ">").append("))\\k<").append(name).append('>');
    }

    /// Translates what a quantifier may follow; false if it was a setting.
    private boolean atom() {
        char c = java.charAt(at);
        switch (c) {
            case '(' -> {
                return group();
            }
            case '[' -> characterClass();
            case '\\' -> escape();
            case '.' -> put(dotIsAll ? "[^]" : "[^" + LINE_END + "]");
            // Before the last line end, too.
            case '$' -> put("(?=(?:\\r\\n|[" + LINE_END + "])?$)(?!(?<=\\r)\\n)");
            case '^' -> put("^");
            default -> literal();
        }
        return true;
    }

    private void put(String text) {
        out.append(text);
        at++;
    }

    private boolean group() {
        boolean caseBefore = ignoresCase;
        boolean dotBefore = dotIsAll;
        at++;
        if (!open()) {
            return false;
        }
        alternatives();
        if (!take(")")) {
            throw refused("a group without an end");
        }
        out.append(')');
        ignoresCase = caseBefore;
        dotIsAll = dotBefore;
        return true;
    }

    private boolean open() {
        for (String kind : List.of("?:", "?=", "?!", "?<=", "?<!")) {
            if (take(kind)) {
                out.append('(').append(kind);
                return true;
            }
        }
        if (java.startsWith("?<", at)) {
            int end = java.indexOf('>', at) + 1;
            names.put(java.substring(at + 2, end - 1), groups.size());
            out.append('(').append(java, at, end);
            at = end;
        } else if (take("?")) {
            return settings();
        } else {
            out.append('(');
        }
        groups.add(++numbered);
        return true;
    }

    /// `(?i)` to the end of the group around it, `(?i:...)` for its own.
    private boolean settings() {
        while (at < java.length() && ":)".indexOf(java.charAt(at)) < 0) {
            switch (java.charAt(at++)) {
                case 'i' -> ignoresCase = true;
                case 's' -> dotIsAll = true;
                default -> throw refused("a setting");
            }
        }
        if (take(")")) {
            return false;
        }
        at++;
        out.append("(?:");
        return true;
    }

    private void literal() {
        int code = java.codePointAt(at);
        at += Character.charCount(code);
        character(code, false);
    }

    /// Writes a character as itself: where letters are the same in either case, of ASCII those alone.
    private void character(int code, boolean isInClass) {
        boolean isLetter = code < 0x80 && Character.isLetter(code);
        if (ignoresCase && isLetter) {
            String both = "" + Character.toLowerCase((char) code) + Character.toUpperCase((char) code);
            out.append(isInClass ? both : "[" + both + "]");
        } else if (SYNTAX.indexOf(code) >= 0 || (isInClass && code == '-')) {
            out.append('\\').append((char) code);
        } else {
            out.appendCodePoint(code);
        }
    }

    private void escape() {
        at++;
        char c = at < java.length() ? java.charAt(at) : 0;
        switch (c) {
            case 'd', 'D', 'w', 'W', 'b', 'B' -> put("\\" + c);
            case 's' -> put("[" + BLANKS + "]");
            case 'S' -> put("[^" + BLANKS + "]");
            case 'A' -> put("^");
            case 'z' -> put("$");
            case 'R' -> put("(?:\\r\\n|[\\v\\f" + LINE_END + "])");
            case 'Q' -> quotation();
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> put("\\" + groups.get(c - '0') + "(?:)");
            case 'k' -> throw refused("a named reference");
            default -> character(escaped(), false);
        }
    }

    private void quotation() {
        int end = java.indexOf("\\E", at);
        String quoted = java.substring(at + 1, end < 0 ? java.length() : end);
        at = end < 0 ? java.length() : end + 2;
        quoted.codePoints().forEach(code -> character(code, false));
    }

    /// Reads one character behind a backslash.
    private int escaped() {
        char c = at < java.length() ? java.charAt(at++) : 0;
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'f' -> '\f';
            case 'e' -> 0x1b;
            case 'x' -> digits(2);
            case 'u' -> digits(4);
            default -> {
                if (c == 0 || (c < 0x80 && Character.isLetterOrDigit(c))) {
                    throw refused("an escape");
                }
                yield c;
            }
        };
    }

    private int digits(int count) {
        int end = Math.min(java.length(), at + count);
        int code = Integer.parseInt(java.substring(at, end), 16);
        at = end;
        return code;
    }

    private void characterClass() {
        at++;
        out.append('[');
        if (take("^")) {
            out.append('^');
        }
        do {
            if (at >= java.length() || java.charAt(at) == '[' || java.startsWith("&&", at)) {
                throw refused("a class within a class, or one without an end");
            }
            member();
        } while (!take("]"));
        out.append(']');
    }

    private void member() {
        if (java.charAt(at) == '\\' && at + 1 < java.length() && "dDwWsS".indexOf(java.charAt(at + 1)) >= 0) {
            at += 2;
            char kind = java.charAt(at - 1);
            if (kind == 'S') {
                throw refused("what is no blank, in a class");
            }
            out.append(kind == 's' ? BLANKS : "\\" + kind);
            return;
        }
        int first = memberCharacter();
        boolean isRange = at + 1 < java.length() && java.charAt(at) == '-' && java.charAt(at + 1) != ']';
        if (isRange) {
            at++;
            range(first, memberCharacter());
        } else {
            character(first, true);
        }
    }

    private int memberCharacter() {
        if (java.charAt(at) == '\\') {
            at++;
            return escaped();
        }
        int code = java.codePointAt(at);
        at += Character.charCount(code);
        return code;
    }

    private void range(int first, int last) {
        boolean before = ignoresCase;
        ignoresCase = false;
        character(first, true);
        out.append('-');
        character(last, true);
        ignoresCase = before;
        if (ignoresCase) {
            for (int code = Math.max(first, 'A'); code <= Math.min(last, 'z'); code++) {
                if (Character.isLetter(code)) {
                    character(code, true);
                }
            }
        }
    }
}
