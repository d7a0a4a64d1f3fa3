package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.rtkit4j.forensics.explain.IncidentPart;
import org.rtkit4j.forensics.model.IncidentReport;

/// Diagnostics files that are no panics.
final class IncidentJson {
    private IncidentJson() {}

    /// Writes the field `incidents`.
    static void write(List<IncidentReport> incidents, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("incidents");
        for (IncidentReport incident : incidents) {
            write(incident, json);
        }
        json.writeEndArray();
    }

    private static void write(IncidentReport incident, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", incident.name());
        json.writeStringField("bugType", incident.bugType());
        json.writeStringField("sentence", IncidentPart.sentence(incident));
        json.writeStringField("program", incident.subject());
        json.writeStringField("model", incident.machine().model());
        json.writeStringField("modelName", incident.machine().modelName());
        json.writeStringField("system", incident.machine().system());
        JsonFields.texts("details", incident.details(), json);
        json.writeEndObject();
    }
}
