package org.rtkit4j.app.boot;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.rtkit4j.app.json.JsonDocument;
import org.rtkit4j.forensics.json.ReportJson;
import org.rtkit4j.wire.message.PowerState;

/// The result of a boot as one JSON document.
record BootJson(BootResult result) implements JsonDocument {
    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        fields(json);
        json.writeEndObject();
    }

    /// Writes the fields without the braces round them.
    void fields(JsonGenerator json) throws IOException {
        json.writeStringField("profile", result.profile());
        json.writeStringField("via", result.way());
        json.writeNumberField("protocolVersion", result.protocolVersion());
        endpoints(json);
        json.writeObjectFieldStart("power");
        json.writeStringField("ap", PowerState.describe(result.apPower()));
        json.writeStringField("iop", PowerState.describe(result.iopPower()));
        json.writeEndObject();
        syslog(json);
        crash(json);
        steps(result.steps(), json);
    }

    private void endpoints(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("endpoints");
        for (var endpoint : result.endpoints()) {
            json.writeStartObject();
            json.writeNumberField("id", endpoint.id());
            json.writeStringField("name", endpoint.name());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void syslog(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("syslog");
        for (var entry : result.syslog()) {
            json.writeStartObject();
            json.writeStringField("context", entry.context());
            json.writeStringField("text", entry.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void crash(JsonGenerator json) throws IOException {
        json.writeFieldName("crash");
        if (result.crash() == null) {
            json.writeNull();
        } else {
            json.writeRawValue(ReportJson.of(result.crash()).replace("\n", "\n  "));
        }
    }

    static void steps(List<BootResult.Step> steps, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("steps");
        for (var step : steps) {
            json.writeStartObject();
            json.writeStringField("name", step.name());
            json.writeNumberField("micros", step.micros());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
