package org.rtkit4j.app.boot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.rtkit4j.forensics.json.ReportJson;
import org.rtkit4j.wire.message.PowerState;

/// The result of a boot as one JSON document.
final class BootJson {
    private BootJson() {}

    static void write(BootResult result, PrintWriter out) throws IOException {
        try (var json = new JsonFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("profile", result.profile());
            json.writeStringField("via", result.way());
            json.writeNumberField("protocolVersion", result.protocolVersion());
            endpoints(result, json);
            json.writeObjectFieldStart("power");
            json.writeStringField("ap", PowerState.describe(result.apPower()));
            json.writeStringField("iop", PowerState.describe(result.iopPower()));
            json.writeEndObject();
            syslog(result, json);
            crash(result, json);
            steps(result.steps(), json);
            faults(result, json);
            json.writeEndObject();
        }
        out.println();
    }

    private static void faults(BootResult result, JsonGenerator json) throws IOException {
        var faults = result.faults();
        if (faults == null) {
            return;
        }
        json.writeObjectFieldStart("faults");
        json.writeNumberField("seed", faults.seed());
        json.writeStringField("plan", faults.plan());
        json.writeArrayFieldStart("struck");
        for (String fault : faults.struck()) {
            json.writeString(fault);
        }
        json.writeEndArray();
        json.writeStringField("outcome", faults.outcome());
        json.writeBooleanField("runs", faults.runs());
        json.writeEndObject();
    }

    private static void endpoints(BootResult result, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("endpoints");
        for (var endpoint : result.endpoints()) {
            json.writeStartObject();
            json.writeNumberField("id", endpoint.id());
            json.writeStringField("name", endpoint.name());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void syslog(BootResult result, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("syslog");
        for (var entry : result.syslog()) {
            json.writeStartObject();
            json.writeStringField("context", entry.context());
            json.writeStringField("text", entry.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void crash(BootResult result, JsonGenerator json) throws IOException {
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
