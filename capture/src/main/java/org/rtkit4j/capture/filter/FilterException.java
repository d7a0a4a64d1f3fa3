package org.rtkit4j.capture.filter;

import java.util.List;

/// A filter that says nothing sensible. The message has the column.
public final class FilterException extends Exception {
    private static final long serialVersionUID = 1;

    private final String word;
    private final transient List<String> known;

    FilterException(String message) {
        this(message, "", List.of());
    }

    FilterException(String message, String word, List<String> known) {
        super(message);
        this.word = word;
        this.known = List.copyOf(known);
    }

    /// Returns the word that nobody knows; empty where something else is wrong.
    public String word() {
        return word;
    }

    /// Returns what could stand in the word's place; empty where something else is wrong.
    public List<String> known() {
        return known;
    }
}
