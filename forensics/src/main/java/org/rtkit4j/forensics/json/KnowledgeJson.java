package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.explain.NextPart;
import org.rtkit4j.forensics.knowledge.KnowledgeRow;
import org.rtkit4j.forensics.knowledge.Source;

/// The fields `known` and `next`: what others say of a report, which the report does not prove.
final class KnowledgeJson {
    private KnowledgeJson() {}

    static void write(List<KnowledgeRow> rows, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("known");
        for (KnowledgeRow row : rows) {
            json.writeStartObject();
            json.writeStringField("row", row.kind() + " " + row.key());
            json.writeStringField("sensor", emptyToNull(row.fieldOrEmpty("sensor")));
            json.writeStringField("array", emptyToNull(row.fieldOrEmpty("array")));
            json.writeStringField("says", row.field("says"));
            sources(row, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void sources(KnowledgeRow row, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("sources");
        for (Source source : row.sources()) {
            json.writeString(source.toString());
        }
        json.writeEndArray();
    }

    /// Writes the field `next`: what others advise to do.
    ///
    /// @param extension the driver that a row may speak of, or an empty text
    static void next(List<KnowledgeRow> rows, String extension, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("next");
        for (KnowledgeRow row : rows) {
            json.writeStartObject();
            json.writeStringField("row", row.kind() + " " + row.key());
            json.writeStringField("says", NextPart.says(row, extension));
            sources(row, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
