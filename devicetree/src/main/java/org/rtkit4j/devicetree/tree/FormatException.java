package org.rtkit4j.devicetree.tree;

/// Bytes that are not what they should be: where, and why.
public abstract class FormatException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long offset;
    private final String reason;

    protected FormatException(long offset, String reason) {
        super("offset 0x%x: %s".formatted(offset, reason));
        this.offset = offset;
        this.reason = reason;
    }

    /// Returns the offset in bytes at which reading stopped.
    public final long offset() {
        return offset;
    }

    /// Returns what was wrong there.
    public final String reason() {
        return reason;
    }
}
