package org.rtkit4j.fleet.job;

/// What was asked for cannot be done; the message says why, in a line for the user.
public final class FleetException extends Exception {
    private static final long serialVersionUID = 1L;

    public FleetException(String message) {
        super(message);
    }

    /// Returns what something was caused by at first: itself, where by nothing.
    public static Throwable firstCause(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : firstCause(cause);
    }
}
