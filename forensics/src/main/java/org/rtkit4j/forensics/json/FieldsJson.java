package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Layout;

/// A message, field by field, as JSON.
public final class FieldsJson {
    private FieldsJson() {}

    /// Returns an object with `message`, `summary` and `fields`.
    ///
    /// @param layout null where none knows the message
    public static String message(@Nullable Layout layout, long message) {
        return text(json -> {
            json.writeStartObject();
            json.writeStringField("message", "0x%016x".formatted(message));
            json.writeStringField("summary", layout == null ? null : layout.summary());
            json.writeFieldName("fields");
            write(layout, message, json);
            json.writeEndObject();
        });
    }

    /// Returns an array of a word's fields.
    ///
    /// @param layout null where none knows the word: the array is empty then
    public static String fields(@Nullable Layout layout, long word) {
        return text(json -> write(layout, word, json));
    }

    private static String text(JsonPart part) {
        var out = new StringWriter();
        try (JsonGenerator json = ReportJson.compact(out)) {
            part.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail", e);
        }
        return out.toString();
    }

    private static void write(@Nullable Layout layout, long word, JsonGenerator json) throws IOException {
        json.writeStartArray();
        if (layout != null) {
            for (Bits field : layout.fields()) {
                field(field.name(), field.range(), field.type().format(field.get(word)), field.source(), json);
            }
            long unknown = layout.unknownBits(word);
            if (unknown != 0) {
                field("unknown", "", "0x" + Long.toHexString(unknown), "bits that no layout names", json);
            }
        }
        json.writeEndArray();
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
