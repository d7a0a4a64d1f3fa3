package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.rtkit4j.forensics.model.DeviceLog;
import org.rtkit4j.forensics.model.SyslogLine;

/// What a Linux log says besides crashes.
final class DeviceJson {
    private DeviceJson() {}

    static void write(List<DeviceLog> devices, JsonGenerator json) throws IOException {
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
