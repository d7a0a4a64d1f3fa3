package org.rtkit4j.devicetree.initramfs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Unpacks lz4 of the form that the kernel reads: a magic, then blocks of at most 8 MiB, each behind its
/// packed size.
///
/// Source: lz4 doc/lz4_Frame_format.md, legacy frame, and doc/lz4_Block_format.md.
final class Lz4 extends InputStream {
    private static final int BLOCK = 8 << 20;
    private static final int MIN_MATCH = 4;

    private final byte[] image;
    private int at;
    private byte[] block = new byte[1 << 16];
    private int limit;
    private int position;

    private Lz4(byte[] image, int offset) {
        this.image = image;
        this.at = offset + 4;
    }

    static Unpacking unpack(byte[] image, int offset) {
        Lz4 stream = new Lz4(image, offset);
        return new Unpacking() {
            @Override
            InputStream stream() {
                return stream;
            }

            @Override
            int end() {
                return stream.at;
            }
        };
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (position == limit) {
            if (!nextBlock()) {
                return -1;
            }
            position = 0;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(block, position, bytes, offset, count);
        position += count;
        return count;
    }

    // Ends where no block can follow: at the end, at zeroes, or at what is larger than a block and hence a
    // magic.
    private boolean nextBlock() throws IOException {
        if (image.length - at < 4) {
            return false;
        }
        int size = (image[at] & 0xff)
                | ((image[at + 1] & 0xff) << 8)
                | ((image[at + 2] & 0xff) << 16)
                | (image[at + 3] << 24);
        if (size <= 0 || size > BLOCK + (BLOCK / 255) + 16) {
            return false;
        }
        if (size > image.length - at - 4) {
            throw new IOException("an lz4 block past the end of the image: offset=0x%x".formatted(at));
        }
        int start = at + 4;
        at = start + size;
        try {
            limit = unpack(start);
            return true;
        } catch (IndexOutOfBoundsException _) {
            throw new IOException("a broken lz4 block: offset=0x%x".formatted(start));
        }
    }

    private int unpack(int start) {
        int end = at;
        int written = 0;
        int i = start;
        while (i < end) {
            int token = image[i++] & 0xff;
            int literals = token >>> 4;
            if (literals == 15) {
                int run = runBytes(i);
                literals += run(i, run);
                i += run;
            }
            makeRoom(written, literals);
            System.arraycopy(image, i, block, written, literals);
            i += literals;
            written += literals;
            if (i >= end) {
                break;
            }
            int distance = (image[i] & 0xff) | ((image[i + 1] & 0xff) << 8);
            i += 2;
            int length = token & 15;
            if (length == 15) {
                int run = runBytes(i);
                length += run(i, run);
                i += run;
            }
            written = copy(written, distance, length + MIN_MATCH);
        }
        return written;
    }

    // A length goes on in bytes of 255, up to and with the first that is less.
    private int runBytes(int from) {
        int i = from;
        while (image[i] == (byte) 0xff) {
            i++;
        }
        return i + 1 - from;
    }

    private int run(int from, int bytes) {
        // The last of them is not counted whole.
        if (bytes - 1 > BLOCK / 255) {
            throw new IndexOutOfBoundsException("a length beyond a block");
        }
        return ((bytes - 1) * 255) + (image[from + bytes - 1] & 0xff);
    }

    private void makeRoom(int written, int more) {
        if (more > BLOCK - written) {
            throw new IndexOutOfBoundsException("more than a block");
        }
        if (more > block.length - written) {
            block = Arrays.copyOf(block, Math.min(BLOCK, Math.max(2 * block.length, written + more)));
        }
    }

    // Byte by byte, since a match may reach into what it makes.
    private int copy(int written, int distance, int length) {
        if (distance == 0) {
            throw new IndexOutOfBoundsException("a match at no distance");
        }
        makeRoom(written, length);
        for (int i = 0; i < length; i++) {
            block[written + i] = block[written + i - distance];
        }
        return written + length;
    }
}
