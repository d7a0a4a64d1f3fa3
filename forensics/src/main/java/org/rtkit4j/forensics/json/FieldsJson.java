package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Layout;

/// A message, field by field, as JSON.
public final class FieldsJson {
    private FieldsJson() {}

    /// Writes `message`, `summary` and `fields` into an object.
    ///
    /// @param layout null where none knows the message
    public static void write(@Nullable Layout layout, long message, JsonGenerator json) throws IOException {
        json.writeStringField("message", "0x%016x".formatted(message));
        json.writeStringField("summary", layout == null ? null : layout.summary());
        json.writeArrayFieldStart("fields");
        if (layout != null) {
            fields(layout, message, json);
        }
        json.writeEndArray();
    }

    /// Writes the fields of a word as objects, where `json` is in an array.
    public static void fields(Layout layout, long word, JsonGenerator json) throws IOException {
        for (Bits field : layout.fields()) {
            field(field.name(), field.range(), field.type().format(field.get(word)), field.source(), json);
        }
        long unknown = layout.unknownBits(word);
        if (unknown != 0) {
            field("unknown", "", "0x" + Long.toHexString(unknown), "bits that no layout names", json);
        }
    }

    private static void field(String name, String bits, String value, String source, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("bits", bits);
        json.writeStringField("value", value);
        json.writeStringField("source", source);
        json.writeEndObject();
    }
}
