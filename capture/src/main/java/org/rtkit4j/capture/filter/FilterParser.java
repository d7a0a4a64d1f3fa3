package org.rtkit4j.capture.filter;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a filter by recursive descent.
final class FilterParser {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(==|!=|<=|>=|&&|\\|\\||[()<>!]|'[^']*'|\"[^\"]*\"|[A-Za-z0-9_.:#-]+)");
    private static final int MOST_DEPTH = 100;

    private final String text;
    private final Matcher tokens;
    private final List<String> subjects;
    private final List<String> types;
    private String token = "";
    private int column;
    private int depth;

    /// @param subjects what comparisons can be about, in lower case
    /// @param types what messages are called
    FilterParser(String text, List<String> subjects, List<String> types) throws FilterException {
        this.text = text;
        this.subjects = subjects;
        this.types = types;
        this.tokens = TOKEN.matcher(text);
        advance();
    }

    MessageFilter parse() throws FilterException {
        MessageFilter filter = any();
        if (!token.isEmpty()) {
            throw wrong("and, or, or the end");
        }
        return filter;
    }

    private MessageFilter any() throws FilterException {
        if (++depth > MOST_DEPTH) {
            throw new FilterException("the filter nests too deeply: column=%d".formatted(column));
        }
        MessageFilter filter = all();
        while (takes("or", "||")) {
            MessageFilter left = filter;
            MessageFilter right = all();
            filter = message -> left.matches(message) || right.matches(message);
        }
        depth--;
        return filter;
    }

    private MessageFilter all() throws FilterException {
        MessageFilter filter = factor();
        while (takes("and", "&&")) {
            MessageFilter left = filter;
            MessageFilter right = factor();
            filter = message -> left.matches(message) && right.matches(message);
        }
        return filter;
    }

    private MessageFilter factor() throws FilterException {
        boolean isNegated = false;
        while (takes("not", "!")) {
            isNegated = !isNegated;
        }
        MessageFilter filter = takes("(", "(") ? inner() : comparison();
        return isNegated ? message -> !filter.matches(message) : filter;
    }

    private MessageFilter inner() throws FilterException {
        MessageFilter filter = any();
        if (!takes(")", ")")) {
            throw wrong(")");
        }
        return filter;
    }

    private MessageFilter comparison() throws FilterException {
        int start = column;
        String subject = word("endpoint, type, direction, time, interface, latency, msg0 or a field");
        requireKnown(subject, start);
        Operator operator = Operator.of(token);
        if (operator == null) {
            throw wrong("==, !=, <, <=, > or >=");
        }
        advance();
        int at = column;
        String value = word("a value");
        requireType(subject, value, at);
        try {
            return Comparison.of(subject.toLowerCase(Locale.ROOT), operator, value);
        } catch (IllegalArgumentException e) {
            throw new FilterException("%s: column=%d".formatted(e.getMessage(), at));
        }
    }

    private void requireKnown(String subject, int at) throws FilterException {
        if (!subjects.contains(subject.toLowerCase(Locale.ROOT))) {
            if (subject.equalsIgnoreCase("name")) {
                throw new FilterException("a message's name is its type: type == HELLO, column=" + at);
            }
            throw new FilterException(
                    "no message has such a field: %s, column=%d".formatted(subject, at), subject, subjects);
        }
    }

    // A number is a type of some endpoint: which there are, only the messages tell.
    private void requireType(String subject, String value, int at) throws FilterException {
        boolean isName = subject.equalsIgnoreCase("type") && !Character.isDigit((value + " ").charAt(0));
        if (isName && types.stream().noneMatch(value::equalsIgnoreCase)) {
            throw new FilterException("no message is called so: %s, column=%d".formatted(value, at), value, types);
        }
    }

    private String word(String expected) throws FilterException {
        if (token.isEmpty()
                || !(Character.isLetterOrDigit(token.charAt(0)) || "'\"#_-.".indexOf(token.charAt(0)) >= 0)) {
            throw wrong(expected);
        }
        String word = token;
        advance();
        boolean isQuoted = word.charAt(0) == '\'' || word.charAt(0) == '"';
        return isQuoted ? word.substring(1, word.length() - 1) : word;
    }

    private boolean takes(String word, String sign) throws FilterException {
        boolean taken = token.equalsIgnoreCase(word) || token.equals(sign);
        if (taken) {
            advance();
        }
        return taken;
    }

    private void advance() throws FilterException {
        int from = tokens.hasMatch() ? tokens.end() : 0;
        if (text.substring(from).isBlank()) {
            token = "";
            column = text.length() + 1;
            return;
        }
        tokens.region(from, text.length());
        if (!tokens.lookingAt()) {
            throw new FilterException("no such character in a filter: column=%d".formatted(from + 1));
        }
        token = tokens.group(1);
        column = tokens.start(1) + 1;
    }

    private FilterException wrong(String expected) {
        String found = token.isEmpty() ? "the end" : token;
        return new FilterException("expected %s, found %s: column=%d".formatted(expected, found, column));
    }
}
