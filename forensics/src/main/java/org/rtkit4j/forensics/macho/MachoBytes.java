package org.rtkit4j.forensics.macho;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.rtkit4j.forensics.text.Escape;

/// One image's bytes within a file; every access is checked. Offsets are those of the image.
final class MachoBytes {
    private final byte[] file;
    private final int start;
    private final int length;
    private final ByteBuffer buffer;

    MachoBytes(byte[] file, int start, int length) {
        this.file = file;
        this.start = start;
        this.length = length;
        this.buffer = ByteBuffer.wrap(file, start, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    int length() {
        return length;
    }

    byte[] file() {
        return file;
    }

    int start() {
        return start;
    }

    int u32(long at) throws MachoException {
        require(at, Integer.BYTES, "the file ends too early");
        return buffer.getInt((int) at);
    }

    long u64(long at) throws MachoException {
        require(at, Long.BYTES, "the file ends too early");
        return buffer.getLong((int) at);
    }

    /// A number as wide as the core's addresses.
    long address(long at, boolean wide) throws MachoException {
        return wide ? u64(at) : Integer.toUnsignedLong(u32(at));
    }

    int u8(long at) throws MachoException {
        require(at, 1, "the file ends too early");
        return buffer.get((int) at) & 0xff;
    }

    /// A name of 16 bytes, padded with NUL.
    String name(long at) throws MachoException {
        require(at, 16, "the file ends too early");
        int end = 0;
        while (end < 16 && buffer.get((int) at + end) != 0) {
            end++;
        }
        return Escape.line(new String(file, start + (int) at, end, StandardCharsets.ISO_8859_1));
    }

    ByteBuffer slice(long at, long size, String what) throws MachoException {
        require(at, size, what + " reaches past the end of the file");
        return buffer.slice((int) at, (int) size);
    }

    void require(long at, long size, String otherwise) throws MachoException {
        if (at < 0 || size < 0 || at > length || size > length - at) {
            throw fault(at, otherwise);
        }
    }

    MachoException fault(long at, String message) {
        return new MachoException(start + at, message);
    }
}
