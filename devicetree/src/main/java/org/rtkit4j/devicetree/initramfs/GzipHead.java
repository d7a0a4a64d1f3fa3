package org.rtkit4j.devicetree.initramfs;

/// The head of a gzip member. Source: RFC 1952, 2.3.
final class GzipHead {
    private static final int FIXED = 10;
    private static final int FLAGS = 3;
    private static final int HAS_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;

    private GzipHead() {}

    /// Returns the offset behind the head.
    static int end(byte[] image, int offset) throws ImageFormatException {
        int at = checked(image, offset, offset + FIXED);
        int flags = image[offset + FLAGS];
        if ((flags & HAS_EXTRA) != 0) {
            checked(image, offset, at + 2);
            at = checked(image, offset, at + 2 + (image[at] & 0xff) + ((image[at + 1] & 0xff) << 8));
        }
        at = (flags & HAS_NAME) == 0 ? at : behindText(image, offset, at);
        at = (flags & HAS_COMMENT) == 0 ? at : behindText(image, offset, at);
        return (flags & HAS_CHECKSUM) == 0 ? at : checked(image, offset, at + 2);
    }

    private static int behindText(byte[] image, int offset, int from) throws ImageFormatException {
        int at = from;
        while (at < image.length && image[at] != 0) {
            at++;
        }
        return checked(image, offset, at + 1);
    }

    private static int checked(byte[] image, int offset, int at) throws ImageFormatException {
        if (at > image.length) {
            throw new ImageFormatException(offset, "the image ends within the head of a gzip member");
        }
        return at;
    }
}
