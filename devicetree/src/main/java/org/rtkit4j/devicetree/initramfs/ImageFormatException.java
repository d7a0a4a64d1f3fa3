package org.rtkit4j.devicetree.initramfs;

import org.rtkit4j.devicetree.tree.FormatException;

/// Bytes that are no initramfs; offsets are those of the image, or of what a part of it unpacks to.
public final class ImageFormatException extends FormatException {
    private static final long serialVersionUID = 1L;

    public ImageFormatException(long offset, String reason) {
        super(offset, reason);
    }
}
