package org.rtkit4j.emulator.afk;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.rtkit4j.wire.epic.OsObject;

/// Writes objects as firmware sends them.
public final class OsWriter {
    private static final int NUMBER_BITS = 64;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private OsWriter() {}

    /// Returns an object as bytes.
    ///
    /// @param object a [Map] with text for keys, a [List], a [Number], a [Boolean], text, or an array of bytes
    /// @throws IllegalArgumentException if it is or has anything else
    public static byte[] bytes(Object object) {
        var writer = new OsWriter();
        writer.word(OsObject.BINARY);
        writer.put(object, true);
        return writer.out.toByteArray();
    }

    private void put(Object object, boolean isLast) {
        switch (object) {
            case Map<?, ?> map -> {
                tag(OsObject.DICTIONARY, map.size(), isLast);
                for (Iterator<? extends Map.Entry<?, ?>> pairs = map.entrySet().iterator(); pairs.hasNext(); ) {
                    Map.Entry<?, ?> pair = pairs.next();
                    put(pair.getKey(), false);
                    put(pair.getValue(), !pairs.hasNext());
                }
            }
            case List<?> list -> {
                tag(OsObject.ARRAY, list.size(), isLast);
                for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
                    Object item = items.next();
                    put(item, !items.hasNext());
                }
            }
            case Number number -> {
                tag(OsObject.NUMBER, NUMBER_BITS, isLast);
                word((int) number.longValue());
                word((int) (number.longValue() >>> Integer.SIZE));
            }
            case Boolean flag -> tag(OsObject.BOOLEAN, flag ? 1 : 0, isLast);
            case String text -> content(OsObject.TEXT, text.getBytes(StandardCharsets.UTF_8), isLast);
            case byte[] bytes -> content(OsObject.BYTES, bytes, isLast);
            default -> throw new IllegalArgumentException("no such object: " + object.getClass());
        }
    }

    private void content(int type, byte[] bytes, boolean isLast) {
        tag(type, bytes.length, isLast);
        out.writeBytes(bytes);
        while (out.size() % Integer.BYTES != 0) {
            out.write(0);
        }
    }

    private void tag(int type, int size, boolean isLast) {
        long tag = OsObject.SIZE.put(OsObject.TYPE.put(0, type), size);
        word((int) OsObject.LAST.put(tag, isLast ? 1 : 0));
    }

    private void word(int value) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(value >>> shift);
        }
    }
}
