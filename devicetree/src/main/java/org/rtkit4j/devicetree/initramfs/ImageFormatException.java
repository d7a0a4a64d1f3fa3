package org.rtkit4j.devicetree.initramfs;

/// Bytes that are no initramfs: where, and why.
public final class ImageFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long offset;
    private final String reason;

    public ImageFormatException(long offset, String reason) {
        super("offset 0x%x: %s".formatted(offset, reason));
        this.offset = offset;
        this.reason = reason;
    }

    /// Returns the offset in the image, or in what a part of it unpacks to, in bytes.
    public long offset() {
        return offset;
    }

    /// Returns what was wrong there.
    public String reason() {
        return reason;
    }
}
