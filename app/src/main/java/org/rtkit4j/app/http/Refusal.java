package org.rtkit4j.app.http;

/// A request that is not answered with what it asked for; the message is one line for the client.
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    public static final int BAD_REQUEST = 400;
    public static final int UNAUTHORIZED = 401;
    public static final int FORBIDDEN = 403;
    public static final int NOT_FOUND = 404;
    public static final int NOT_ALLOWED = 405;
    public static final int CONFLICT = 409;
    public static final int TOO_LARGE = 413;
    public static final int UNREADABLE = 422;
    public static final int HEAD_TOO_LARGE = 431;
    public static final int FAILED = 500;
    public static final int NOT_IMPLEMENTED = 501;
    public static final int BUSY = 503;
    public static final int OTHER_VERSION = 505;

    private final int status;

    /// @param status the HTTP status
    public Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }

    /// Returns one line: a sentence, a colon, and `name=value`.
    public String line() {
        return String.valueOf(getMessage());
    }
}
