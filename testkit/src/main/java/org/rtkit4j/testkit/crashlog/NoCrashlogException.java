package org.rtkit4j.testkit.crashlog;

/// Bytes that are no binary crash log; the message names the offset.
public final class NoCrashlogException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long offset;

    NoCrashlogException(long offset, String message) {
        super(message + ": offset=0x" + Long.toHexString(offset));
        this.offset = offset;
    }

    /// Where it went wrong, in bytes from the start.
    public long offset() {
        return offset;
    }
}
