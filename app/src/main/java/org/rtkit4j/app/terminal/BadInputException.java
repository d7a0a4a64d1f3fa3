package org.rtkit4j.app.terminal;

/// Input that cannot be read, or an option that makes no sense: one line that names the file and the place.
public final class BadInputException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadInputException(String message) {
        super(message);
    }
}
