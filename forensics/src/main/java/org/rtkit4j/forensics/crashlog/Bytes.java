package org.rtkit4j.forensics.crashlog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// Bytes that do not change, equal to others by content.
public final class Bytes {
    public static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Copies.
    public static Bytes of(byte[] bytes) {
        return new Bytes(bytes.clone());
    }

    /// Copies `bytes[from, to)`.
    ///
    /// @throws IndexOutOfBoundsException if the range does not lie inside
    public static Bytes of(byte[] bytes, int from, int to) {
        return from == to ? NONE : new Bytes(Arrays.copyOfRange(bytes, from, to));
    }

    /// Returns `count` zeros.
    public static Bytes zeros(int count) {
        return new Bytes(new byte[count]);
    }

    /// Returns a text in ISO 8859-1 with the NUL that ends it.
    public static Bytes text(String text) {
        return new Bytes((text + '\0').getBytes(StandardCharsets.ISO_8859_1));
    }

    public int size() {
        return bytes.length;
    }

    public byte at(int index) {
        return bytes[index];
    }

    /// Returns a copy.
    public byte[] toArray() {
        return bytes.clone();
    }

    /// Returns the text up to the first NUL, or to the end; bytes stand for characters and are not escaped.
    public String text() {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// Returns the bytes in hex.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
