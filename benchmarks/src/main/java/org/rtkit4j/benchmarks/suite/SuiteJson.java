package org.rtkit4j.benchmarks.suite;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The suite's results as one JSON document.
final class SuiteJson {
    private SuiteJson() {}

    static void write(OutputStream out, boolean quick, Map<String, String> machine, List<String> notes, List<Row> rows)
            throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeBooleanField("quick", quick);
            json.writeObjectFieldStart("machine");
            for (Map.Entry<String, String> fact : machine.entrySet()) {
                json.writeStringField(fact.getKey(), fact.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("notes");
            for (String note : notes) {
                json.writeString(note);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("rows");
            for (Row row : rows) {
                write(json, row);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void write(JsonGenerator json, Row row) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", row.name());
        json.writeStringField("work", row.work());
        json.writeStringField("unit", row.unit());
        number(json, "ours", row.ours());
        number(json, "peer", row.peer());
        json.writeStringField("peerIs", row.peerName());
        number(json, "ratio", row.ratio());
        json.writeStringField("goal", row.goal());
        json.writeBooleanField("met", row.met());
        number(json, "bytesPerOperation", row.bytes());
        for (Map.Entry<String, Double> other : row.more().entrySet()) {
            number(json, other.getKey(), other.getValue());
        }
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, @Nullable Double value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, Math.round(value * 1000) / 1000.0);
        }
    }
}
