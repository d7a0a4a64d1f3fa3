package org.rtkit4j.wire.layout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// One little-endian field of a structure in memory: `sizeBytes` bytes at `offset` from the structure's start.
///
/// Reads and writes are unaligned, since the firmware that writes these structures promises no alignment.
///
/// @param name the field's name
/// @param offset bytes from the start of the structure
/// @param sizeBytes 1, 2, 4 or 8 for numbers; any size for bytes and text
/// @param source where the fact comes from
public record Field(String name, int offset, int sizeBytes, String source) {
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    public Field {
        if (offset < 0 || sizeBytes <= 0) {
            throw new IllegalArgumentException(
                    "no such field: name=" + name + ", offset=" + offset + ", size=" + sizeBytes);
        }
    }

    /// Makes a number of one byte.
    public static Field u8(String name, int offset, String source) {
        return new Field(name, offset, Byte.BYTES, source);
    }

    /// Makes a number of two bytes, little-endian.
    public static Field u16(String name, int offset, String source) {
        return new Field(name, offset, Short.BYTES, source);
    }

    /// Makes a number of four bytes, little-endian.
    public static Field u32(String name, int offset, String source) {
        return new Field(name, offset, Integer.BYTES, source);
    }

    /// Makes a number of eight bytes, little-endian.
    public static Field u64(String name, int offset, String source) {
        return new Field(name, offset, Long.BYTES, source);
    }

    /// `sizeBytes` bytes that are no number: text, an array, padding.
    public static Field bytes(String name, int offset, int sizeBytes, String source) {
        return new Field(name, offset, sizeBytes, source);
    }

    /// Returns the field's value, zero-extended, of the structure that starts at `base` in `memory`.
    ///
    /// @throws IndexOutOfBoundsException if the field does not lie inside `memory`
    public long get(MemorySegment memory, long base) {
        return switch (sizeBytes) {
            case Byte.BYTES -> Byte.toUnsignedLong(memory.get(ValueLayout.JAVA_BYTE, base + offset));
            case Short.BYTES -> Short.toUnsignedLong(memory.get(U16, base + offset));
            case Integer.BYTES -> Integer.toUnsignedLong(memory.get(U32, base + offset));
            case Long.BYTES -> memory.get(U64, base + offset);
            default -> throw new IllegalStateException("not a number: field=" + name + ", size=" + sizeBytes);
        };
    }

    /// Writes `value`, cut to the field's size.
    ///
    /// @throws IndexOutOfBoundsException if the field does not lie inside `memory`
    public void put(MemorySegment memory, long base, long value) {
        switch (sizeBytes) {
            case Byte.BYTES -> memory.set(ValueLayout.JAVA_BYTE, base + offset, (byte) value);
            case Short.BYTES -> memory.set(U16, base + offset, (short) value);
            case Integer.BYTES -> memory.set(U32, base + offset, (int) value);
            case Long.BYTES -> memory.set(U64, base + offset, value);
            default -> throw new IllegalStateException("not a number: field=" + name + ", size=" + sizeBytes);
        }
    }

    /// Returns the offset of the first byte after the field.
    public int end() {
        return offset + sizeBytes;
    }
}
