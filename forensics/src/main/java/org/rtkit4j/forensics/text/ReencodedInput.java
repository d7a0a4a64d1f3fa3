package org.rtkit4j.forensics.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// A text of any encoding as a stream of UTF-8.
final class ReencodedInput extends InputStream {
    private static final int CHARS = 1 << 13;

    private final Reader reader;
    private final char[] chars = new char[CHARS];
    private byte[] bytes = {};
    private int next;

    ReencodedInput(Reader reader) {
        this.reader = reader;
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
            int count = reader.read(chars);
            if (count < 0) {
                return false;
            }
            bytes = new String(chars, 0, count).getBytes(StandardCharsets.UTF_8);
            next = 0;
        }
        return true;
    }
}
