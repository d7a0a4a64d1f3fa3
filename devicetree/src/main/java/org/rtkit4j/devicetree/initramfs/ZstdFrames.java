package org.rtkit4j.devicetree.initramfs;

/// Finds where zstd frames end, without unpacking them: each block tells its size.
///
/// Source: RFC 8878, 3.1.1 and 3.1.2.
final class ZstdFrames {
    private static final int MAGIC = 0xfd2fb528;
    private static final int SKIPPABLE = 0x184d2a50;
    private static final int RLE = 1;

    private final byte[] image;
    private int at;

    private ZstdFrames(byte[] image, int offset) {
        this.image = image;
        this.at = offset;
    }

    /// Returns the offset behind the last of the frames that follow one another.
    static int end(byte[] image, int offset) throws ImageFormatException {
        ZstdFrames frames = new ZstdFrames(image, offset);
        frames.frame();
        while (frames.image.length - frames.at >= 8 && frames.isFrame()) {
            frames.frame();
        }
        return frames.at;
    }

    private boolean isFrame() throws ImageFormatException {
        return number(4) == MAGIC || isSkippable();
    }

    private boolean isSkippable() throws ImageFormatException {
        return (number(4) & ~0xf) == SKIPPABLE;
    }

    private void frame() throws ImageFormatException {
        if (isSkippable()) {
            skip(4);
            int size = number(4);
            skip(4);
            skip(size);
            return;
        }
        skip(4);
        int descriptor = number(1);
        boolean isSingleSegment = (descriptor & 0x20) != 0;
        int[] dictionaryBytes = {0, 1, 2, 4};
        int[] contentBytes = {isSingleSegment ? 1 : 0, 2, 4, 8};
        skip(1 + (isSingleSegment ? 0 : 1) + dictionaryBytes[descriptor & 3] + contentBytes[descriptor >>> 6]);
        boolean isLast = false;
        while (!isLast) {
            int block = number(3);
            isLast = (block & 1) != 0;
            skip(3);
            skip(((block >>> 1) & 3) == RLE ? 1 : block >>> 3);
        }
        skip((descriptor & 4) != 0 ? 4 : 0);
    }

    private int number(int bytes) throws ImageFormatException {
        if (bytes > image.length - at) {
            throw new ImageFormatException(at, "the image ends within a zstd frame");
        }
        int number = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            number = (number << 8) | (image[at + i] & 0xff);
        }
        return number;
    }

    private void skip(int bytes) throws ImageFormatException {
        if (bytes < 0 || bytes > image.length - at) {
            throw new ImageFormatException(at, "the image ends within a zstd frame");
        }
        at += bytes;
    }
}
