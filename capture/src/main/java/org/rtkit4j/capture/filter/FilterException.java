package org.rtkit4j.capture.filter;

/// A filter that says nothing sensible. The message has the column.
public final class FilterException extends Exception {
    private static final long serialVersionUID = 1;

    FilterException(String message) {
        super(message);
    }
}
