package org.rtkit4j.drivers.epic;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rtkit4j.wire.epic.OsObject;

/// Reads objects that firmware sends: any bytes end in an object or in none, in bounded time and memory.
public final class OsReader {
    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int DEEPEST = 16;

    private final MemorySegment bytes;
    private long at;

    private OsReader(MemorySegment bytes) {
        this.bytes = bytes;
    }

    /// Reads one object.
    ///
    /// @return a [Map], [List], [Long], [Boolean], [String] or array of bytes; empty where there is none
    public static Optional<Object> read(byte[] bytes, int from, int length) {
        try {
            var reader = new OsReader(MemorySegment.ofArray(bytes).asSlice(from, length));
            return reader.word() == OsObject.BINARY ? Optional.of(reader.object(0)) : Optional.empty();
        } catch (IndexOutOfBoundsException | NotAnObject e) {
            return Optional.empty();
        }
    }

    /// Reads a dictionary; empty where there is none.
    public static Map<String, Object> readDictionary(byte[] bytes, int from, int length) {
        var found = new LinkedHashMap<String, Object>();
        if (read(bytes, from, length).orElse(null) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> found.put(String.valueOf(key), value));
        }
        return found;
    }

    private Object object(int depth) throws NotAnObject {
        at = (at + Integer.BYTES - 1) / Integer.BYTES * Integer.BYTES;
        int tag = word();
        int size = (int) OsObject.SIZE.get(tag);
        if (depth > DEEPEST) {
            throw new NotAnObject();
        }
        return switch ((int) OsObject.TYPE.get(tag)) {
            case OsObject.DICTIONARY -> dictionary(size, depth);
            case OsObject.ARRAY -> array(size, depth);
            case OsObject.NUMBER -> number(size);
            case OsObject.TEXT -> new String(content(size), StandardCharsets.UTF_8);
            case OsObject.BYTES -> content(size);
            case OsObject.BOOLEAN -> size != 0;
            default -> throw new NotAnObject();
        };
    }

    private Map<String, Object> dictionary(int pairs, int depth) throws NotAnObject {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs; i++) {
            Object key = object(depth + 1);
            if (!(key instanceof String name)) {
                throw new NotAnObject();
            }
            map.put(name, object(depth + 1));
        }
        return map;
    }

    private List<Object> array(int items, int depth) throws NotAnObject {
        var list = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            list.add(object(depth + 1));
        }
        return list;
    }

    private long number(int bits) {
        if (bits <= Integer.SIZE) {
            return Integer.toUnsignedLong(word());
        }
        long value = bytes.get(LONG, at);
        at += Long.BYTES;
        return value;
    }

    private byte[] content(int size) {
        byte[] content = bytes.asSlice(at, size).toArray(ValueLayout.JAVA_BYTE);
        at += size;
        return content;
    }

    private int word() {
        int word = bytes.get(WORD, at);
        at += Integer.BYTES;
        return word;
    }

    /// These bytes are no object.
    private static final class NotAnObject extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
