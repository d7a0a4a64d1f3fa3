package org.rtkit4j.app.terminal;

/// What the process tells its caller.
public final class ExitStatus {
    /// Done.
    public static final int OK = 0;

    /// The operation failed; the message says what and what to do.
    public static final int FAILED = 1;

    /// Wrong usage, or input that cannot be read.
    public static final int BAD_INPUT = 2;

    private ExitStatus() {}
}
