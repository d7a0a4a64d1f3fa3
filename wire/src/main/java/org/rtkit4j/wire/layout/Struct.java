package org.rtkit4j.wire.layout;

import java.util.List;

/// A structure in shared memory: named fields at byte offsets, little-endian, and its size.
///
/// @param name the structure's name
/// @param summary one sentence on what it holds
/// @param sizeBytes its size; for a structure with a variable tail, the size of the fixed part
/// @param fields in ascending order of offset
public record Struct(String name, String summary, int sizeBytes, List<Field> fields) {
    public Struct {
        fields = List.copyOf(fields);
        int end = 0;
        for (Field field : fields) {
            if (field.offset() < end) {
                throw new IllegalArgumentException("fields overlap: struct=" + name + ", field=" + field.name());
            }
            end = field.end();
        }
        if (end > sizeBytes) {
            throw new IllegalArgumentException("fields exceed the size: struct=" + name + ", end=" + end);
        }
    }

    /// Makes a structure of fields in the order of their offsets.
    ///
    /// @throws IllegalArgumentException if two fields overlap, or one ends beyond `sizeBytes`
    public static Struct of(String name, String summary, int sizeBytes, Field... fields) {
        return new Struct(name, summary, sizeBytes, List.of(fields));
    }

    /// Returns the table of this structure for the documents.
    public String markdown() {
        var text = new StringBuilder();
        text.append("#### ")
                .append(name)
                .append(" (")
                .append(String.format("0x%x", sizeBytes))
                .append(" bytes)\n\n");
        text.append(summary).append(".\n\n| offset | size | field | source |\n|---|---|---|---|\n");
        for (Field field : fields) {
            text.append(String.format(
                    "| 0x%02x | %d | %s | %s |\n", field.offset(), field.sizeBytes(), field.name(), field.source()));
        }
        return text.toString();
    }
}
