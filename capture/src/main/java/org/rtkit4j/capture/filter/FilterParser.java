package org.rtkit4j.capture.filter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rtkit4j.capture.decode.CaptureWalk;
import org.rtkit4j.capture.decode.CapturedMessage;
import org.rtkit4j.capture.filter.CaptureNames.Naming;
import org.rtkit4j.wire.message.EndpointSpeech;

/// Reads a filter by recursive descent.
final class FilterParser {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(==|!=|<=|>=|&&|\\|\\||[()<>!]|'[^']*'|\"[^\"]*\"|[A-Za-z0-9_.:#-]+)");
    private static final int MOST_DEPTH = 100;

    private final String text;
    private final Matcher tokens;
    private final List<String> subjects;
    private final List<String> types;
    private final List<String> endpoints;
    private final Collection<? extends EndpointSpeech> known;
    private final List<Naming> strange = new ArrayList<>();
    private String token = "";
    private int column;
    private int depth;

    /// @param known endpoints that no vocabulary knows
    FilterParser(String text, Collection<? extends EndpointSpeech> known) throws FilterException {
        this.text = text;
        this.subjects = Subjects.with(known);
        this.types = MessageTypes.with(known);
        this.endpoints = KnownEndpoints.with(known);
        this.known = known;
        this.tokens = TOKEN.matcher(text);
        advance();
    }

    MessageFilter parse() throws FilterException {
        MessageFilter filter = any();
        if (!token.isEmpty()) {
            throw wrong("and, or, or the end");
        }
        return strange.isEmpty() ? filter : naming(filter, new CaptureNames(strange, endpoints));
    }

    private static MessageFilter naming(MessageFilter filter, CaptureNames names) {
        return new MessageFilter() {
            @Override
            public boolean matches(CapturedMessage message) {
                return filter.matches(message);
            }

            @Override
            public void requireNames(CaptureWalk walk) throws FilterException {
                names.requireIn(walk);
            }
        };
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
        requireValue(subject, value, at);
        noteName(subject, value, at);
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

    private void requireValue(String subject, String value, int at) throws FilterException {
        if (!Subjects.isOfAnyMessage(subject) && !FieldValues.canBe(subject, value, known)) {
            throw new FilterException(
                    "%s is never so: %s, column=%d".formatted(subject, value, at),
                    value,
                    FieldValues.words(subject, known));
        }
    }

    // Which names there are of these, the capture tells.
    private void noteName(String subject, String value, int at) {
        boolean isInterface = isOne(subject, "interface", "if");
        boolean isEndpoint = isOne(subject, "endpoint", "ep");
        boolean isKnown = isEndpoint && endpoints.stream().anyMatch(value::equalsIgnoreCase);
        if ((isInterface || isEndpoint) && !isKnown && Comparison.number(value) == null) {
            strange.add(new Naming(isInterface, value, at));
        }
    }

    private static boolean isOne(String subject, String name, String shortName) {
        return subject.equalsIgnoreCase(name) || subject.equalsIgnoreCase(shortName);
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
