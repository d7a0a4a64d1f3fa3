package org.rtkit4j.forensics.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/// A text of any encoding as a stream of UTF-8, without its mark.
final class ReencodedInput extends InputStream {
    /// Whole units of every encoding.
    private static final int CHUNK_BYTES = 1 << 14;

    private final InputStream in;
    private final TextEncoding encoding;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int filled;
    private boolean hasBegun;
    private byte[] bytes = {};
    private int next;

    ReencodedInput(InputStream in, TextEncoding encoding) {
        this.in = in;
        this.encoding = encoding;
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, target.length);
        if (length == 0 || !fill()) {
            return length == 0 ? 0 : -1;
        }
        int count = Math.min(length, bytes.length - next);
        System.arraycopy(bytes, next, target, from, count);
        next += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (next == bytes.length) {
            filled += in.readNBytes(chunk, filled, chunk.length - filled);
            if (filled == 0) {
                return false;
            }
            int end = filled < chunk.length ? filled : filled - encoding.tornBytes(chunk);
            bytes = decoded(Arrays.copyOf(chunk, end)).getBytes(StandardCharsets.UTF_8);
            next = 0;
            System.arraycopy(chunk, end, chunk, 0, filled - end);
            filled -= end;
        }
        return true;
    }

    private String decoded(byte[] input) {
        String text = hasBegun ? encoding.decodeOn(input) : encoding.decode(input);
        hasBegun = true;
        return text;
    }
}
