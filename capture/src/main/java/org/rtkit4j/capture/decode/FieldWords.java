package org.rtkit4j.capture.decode;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// The fields of a structure as words, `timing_modes=4`, as far as the memory reaches.
final class FieldWords {
    private static final int DECIMAL = 0x1_0000;

    private FieldWords() {}

    /// Returns a word for each number. What is longer has a structure of its own, and is left out.
    static List<String> of(Struct struct, MemorySegment memory, long at) {
        var words = new ArrayList<String>();
        for (Field field : struct.fields()) {
            if (field.sizeBytes() <= Long.BYTES && at + field.end() <= memory.byteSize()) {
                words.add(
                        field.name().replace(' ', '_').toLowerCase(Locale.ROOT) + "=" + number(field.get(memory, at)));
            }
        }
        return words;
    }

    private static String number(long value) {
        return value >= 0 && value < DECIMAL ? Long.toString(value) : "0x" + Long.toHexString(value);
    }
}
