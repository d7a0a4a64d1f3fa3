package org.rtkit4j.app.boot;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.rtkit4j.app.json.JsonDocument;

/// A boot under faults as one JSON document: the boot's, with the faults at its end.
record FaultyBootJson(FaultyBoot result) implements JsonDocument {
    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        new BootJson(result.boot()).fields(json);
        faults(json);
        json.writeEndObject();
    }

    private void faults(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("faults");
        json.writeNumberField("seed", result.seed());
        json.writeStringField("plan", result.plan());
        json.writeArrayFieldStart("struck");
        for (String fault : result.struck()) {
            json.writeString(fault);
        }
        json.writeEndArray();
        json.writeStringField("outcome", result.outcome());
        json.writeBooleanField("runs", result.runs());
        json.writeEndObject();
    }
}
