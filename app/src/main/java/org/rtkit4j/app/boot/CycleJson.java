package org.rtkit4j.app.boot;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.rtkit4j.app.json.JsonDocument;

/// The result of many restarts as one JSON document.
record CycleJson(CycleResult result) implements JsonDocument {
    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("profile", result.profile());
        json.writeNumberField("cycles", result.cycles());
        json.writeNumberField("failures", result.failures());
        json.writeStringField("firstFailure", result.firstFailure());
        json.writeNumberField("leakedBuffers", result.leakedBuffers());
        json.writeObjectFieldStart("microsPerCycle");
        json.writeNumberField("min", result.quantile(0));
        json.writeNumberField("median", result.quantile(0.5));
        json.writeNumberField("p99", result.quantile(0.99));
        json.writeNumberField("max", result.quantile(1));
        json.writeEndObject();
        BootJson.steps(result.steps(), json);
        json.writeEndObject();
    }
}
