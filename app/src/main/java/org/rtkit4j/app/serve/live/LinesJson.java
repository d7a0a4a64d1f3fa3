package org.rtkit4j.app.serve.live;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.rtkit4j.app.json.JsonDocument;

/// Lines of the log as an array.
record LinesJson(List<Log.Line> lines) implements JsonDocument {
    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Log.Line line : lines) {
            json.writeStartObject();
            json.writeNumberField("number", line.number());
            json.writeNumberField("micros", line.timeNanos() / 1_000);
            json.writeNumberField("unit", line.unit());
            json.writeStringField("kind", line.kind());
            json.writeStringField("context", line.context());
            json.writeStringField("text", line.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
