package org.rtkit4j.devicetree.tree;

/// Bytes that are no device tree; offsets are those of the input.
public final class TreeFormatException extends FormatException {
    private static final long serialVersionUID = 1L;

    public TreeFormatException(long offset, String reason) {
        super(offset, reason);
    }
}
