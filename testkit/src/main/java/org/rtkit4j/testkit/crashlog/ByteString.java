package org.rtkit4j.testkit.crashlog;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import org.rtkit4j.wire.layout.Field;

/// Bytes that do not change, equal to others by content, and read by the fields of a declaration.
public final class ByteString {
    private final byte[] bytes;

    private ByteString(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Copies.
    public static ByteString of(byte[] bytes) {
        return new ByteString(bytes.clone());
    }

    /// Copies `bytes[from, to)`.
    ///
    /// @throws IndexOutOfBoundsException if the range does not lie inside
    public static ByteString of(byte[] bytes, int from, int to) {
        return new ByteString(Arrays.copyOfRange(bytes, from, to));
    }

    public int size() {
        return bytes.length;
    }

    /// Returns a number of the structure that starts at `base`.
    ///
    /// @throws IndexOutOfBoundsException if the field does not lie inside
    public long get(Field field, int base) {
        return field.get(MemorySegment.ofArray(bytes), base);
    }

    /// Returns a copy.
    public byte[] toArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
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
