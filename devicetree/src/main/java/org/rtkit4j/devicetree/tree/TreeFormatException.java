package org.rtkit4j.devicetree.tree;

/// Bytes that are no device tree: where, and why.
public final class TreeFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long offset;
    private final String reason;

    public TreeFormatException(long offset, String reason) {
        super("offset 0x%x: %s".formatted(offset, reason));
        this.offset = offset;
        this.reason = reason;
    }

    /// Returns the offset in the input, in bytes, at which reading stopped.
    public long offset() {
        return offset;
    }

    /// Returns what was wrong there.
    public String reason() {
        return reason;
    }
}
