package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.knowledge.KnowledgeRow;
import org.rtkit4j.forensics.knowledge.Source;

/// The field `known`: what lists on the web say of a report, which the report does not prove.
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
            json.writeArrayFieldStart("sources");
            for (Source source : row.sources()) {
                json.writeString(source.toString());
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
