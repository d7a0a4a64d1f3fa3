package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.rtkit4j.forensics.model.DeviceLog;
import org.rtkit4j.forensics.model.DriverVerdict;
import org.rtkit4j.forensics.model.KernelLog;
import org.rtkit4j.forensics.model.SyslogLine;

/// What a Linux log says besides crashes.
final class KernelLogJson {
    private KernelLogJson() {}

    /// Writes the fields `devices`, `verdicts` and `system`.
    static void write(KernelLog log, JsonGenerator json) throws IOException {
        devices(log.devices(), json);
        json.writeArrayFieldStart("verdicts");
        for (DriverVerdict verdict : log.verdicts()) {
            verdict(verdict, json);
        }
        json.writeEndArray();
        JsonFields.texts("system", log.system(), json);
    }

    private static void verdict(DriverVerdict verdict, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", verdict.key());
        json.writeStringField("driver", verdict.driver());
        json.writeStringField("text", verdict.text());
        json.writeStringField("when", verdict.when());
        JsonFields.count(json, "secondsSinceBoot", verdict.secondsSinceBoot());
        json.writeNumberField("line", verdict.line());
        json.writeEndObject();
    }

    private static void devices(List<DeviceLog> devices, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("devices");
        for (DeviceLog log : devices) {
            json.writeStartObject();
            json.writeStringField("driver", log.device().driver());
            json.writeStringField("name", log.device().name());
            json.writeStringField("coprocessor", log.device().coprocessor());
            json.writeArrayFieldStart("protocolVersions");
            for (int version : log.versions()) {
                json.writeNumber(version);
            }
            json.writeEndArray();
            json.writeNumberField("crashes", log.crashes());
            syslog(log.syslog(), json);
            strings("unknown", log.unknown(), json);
            strings("problems", log.problems(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void syslog(List<SyslogLine> lines, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("syslog");
        for (SyslogLine line : lines) {
            json.writeStartObject();
            json.writeStringField("when", line.when());
            json.writeStringField("context", line.context());
            json.writeStringField("text", line.text());
            json.writeNumberField("line", line.line());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void strings(String name, List<String> values, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
