package org.rtkit4j.testkit.crashlog;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// Structures under construction, one behind the other, each put down by the fields of its declaration. What nobody
/// puts is zero. For one thread.
///
/// ```java
/// StructBytes.of(Version.STRUCT).put(Version.UUID, uuid).text("RTKit-1.2")
/// ```
public final class StructBytes {
    private byte[] bytes = {};
    private int base;

    private StructBytes() {}

    /// Begins with a structure.
    public static StructBytes of(Struct struct) {
        return new StructBytes().then(struct);
    }

    /// Begins with bytes that belong to no structure.
    public static StructBytes of(byte[] raw) {
        return new StructBytes().then(raw);
    }

    /// Goes on with another structure: fields put from now on are its own.
    public StructBytes then(Struct struct) {
        return then(new byte[struct.sizeBytes()]);
    }

    /// Goes on with bytes.
    public StructBytes then(byte[] more) {
        base = bytes.length;
        bytes = Arrays.copyOf(bytes, base + more.length);
        System.arraycopy(more, 0, bytes, base, more.length);
        return this;
    }

    /// Goes on with numbers of 64 bits.
    public StructBytes longs(long... values) {
        return then(littleEndian(Long.BYTES, values));
    }

    /// Goes on with a text in ISO 8859-1 and the NUL that ends it.
    public StructBytes text(String text) {
        return then((text + '\0').getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Puts a number of the structure that was begun last.
    public StructBytes put(Field field, long value) {
        field.put(MemorySegment.ofArray(bytes), base, value);
        return this;
    }

    /// Puts an array of numbers, as many as the field has room for.
    ///
    /// @throws IllegalArgumentException if the field cannot be divided by their number
    public StructBytes put(Field field, long[] values) {
        if (field.sizeBytes() % values.length != 0) {
            throw new IllegalArgumentException("no array of so many: field=" + field.name() + ", is=" + values.length);
        }
        return put(field, littleEndian(field.sizeBytes() / values.length, values));
    }

    /// Puts bytes or text; zeros fill the rest of the field.
    ///
    /// @throws IllegalArgumentException if the field has no room for them
    public StructBytes put(Field field, byte[] value) {
        if (value.length > field.sizeBytes()) {
            throw new IllegalArgumentException("too long: field=" + field.name() + ", is=" + value.length);
        }
        System.arraycopy(value, 0, bytes, base + field.offset(), value.length);
        return this;
    }

    private static byte[] littleEndian(int size, long[] values) {
        var buffer = ByteBuffer.allocate(size * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            for (int i = 0; i < size; i++) {
                buffer.put((byte) (value >>> (8 * i)));
            }
        }
        return buffer.array();
    }

    /// Returns a copy.
    public byte[] toArray() {
        return bytes.clone();
    }
}
