package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.analysis.ClockOffset;
import org.rtkit4j.forensics.analysis.TimeLine;
import org.rtkit4j.forensics.decode.MessageDecoder;
import org.rtkit4j.forensics.model.ApLog;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.forensics.requests.LogGaps;
import org.rtkit4j.forensics.requests.Unanswered;
import org.rtkit4j.forensics.requests.UnansweredRequests;
import org.rtkit4j.forensics.syndrome.MailboxControls;
import org.rtkit4j.forensics.text.Scan;

/// Mailbox logs, decoded, and what follows from them.
final class LogJson {
    private final CrashReport report;
    private final JsonGenerator json;
    private final MessageDecoder decoder;

    LogJson(CrashReport report, JsonGenerator json) {
        this.report = report;
        this.json = json;
        this.decoder = MessageDecoder.of(report);
    }

    void write() throws IOException {
        json.writeArrayFieldStart("mailboxes");
        for (MailboxLog log : report.logs().own()) {
            mailbox(log);
        }
        json.writeEndArray();
        apLog(report.logs().ap());
        unanswered();
        json.writeNumberField("answersWithoutRequest", LogGaps.in(report));
        new TimeLineJson(TimeLine.of(report), json).write();
    }

    private void mailbox(MailboxLog log) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", log.index());
        json.writeStringField("peer", log.peer());
        JsonFields.numbers("controls", log.controls(), json);
        controlFields(log.controls());
        json.writeArrayFieldStart("notes");
        for (String note : log.notes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeNumberField("timeBits", log.wideTimes() ? 64 : 32);
        json.writeArrayFieldStart("messages");
        for (MailboxRow row : log.rows()) {
            row(row, decoder.endpointName(log, row), decoder.describe(log, row));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void apLog(@Nullable ApLog log) throws IOException {
        if (log == null) {
            json.writeNullField("apLog");
            return;
        }
        json.writeObjectFieldStart("apLog");
        JsonFields.texts("state", log.state(), json);
        controlFields(stateOf(log));
        offset(ClockOffset.of(report));
        json.writeArrayFieldStart("messages");
        for (MailboxRow row : log.rows()) {
            row(row, decoder.endpointNameOnAp(row), decoder.describeOnAp(row));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void controlFields(Map<String, Long> controls) throws IOException {
        json.writeObjectFieldStart("controlFields");
        for (var control : controls.entrySet()) {
            if (MailboxControls.isControl(control.getKey())) {
                json.writeObjectFieldStart(control.getKey());
                RegisterJson.fields(MailboxControls.decode(control.getValue()), json);
                json.writeEndObject();
            }
        }
        json.writeEndObject();
    }

    /// The AP's control registers as numbers; other state is text.
    private static Map<String, Long> stateOf(ApLog log) {
        Map<String, Long> controls = new LinkedHashMap<>();
        log.state().forEach((name, text) -> {
            var value = new Scan(text);
            if (value.hex()) {
                controls.put(name, value.value());
            }
        });
        return controls;
    }

    private void offset(@Nullable ClockOffset offset) throws IOException {
        JsonFields.hex(json, "clockOffset", offset == null ? null : offset.ticks());
        JsonFields.hex(json, "clockOffsetAtLeast", offset == null ? null : offset.atLeast());
        json.writeNumberField("clockOffsetRows", offset == null ? 0 : offset.matched());
    }

    private void row(MailboxRow row, String endpointName, String decoded) throws IOException {
        json.writeStartObject();
        JsonFields.hex(json, "time", row.time());
        json.writeStringField("direction", JsonFields.direction(row.direction()));
        json.writeBooleanField("interrupt", !row.isMessage());
        if (row.isMessage() && row.endpoint() >= 0) {
            json.writeNumberField("endpoint", row.endpoint());
            json.writeStringField("endpointName", endpointName);
        } else {
            json.writeNullField("endpoint");
            json.writeNullField("endpointName");
        }
        json.writeStringField("message", row.isMessage() ? JsonFields.word(row.message()) : null);
        json.writeStringField("decoded", decoded);
        json.writeEndObject();
    }

    private void unanswered() throws IOException {
        json.writeArrayFieldStart("unanswered");
        for (Unanswered request : UnansweredRequests.in(report)) {
            MailboxRow row = request.request();
            json.writeStartObject();
            json.writeStringField("log", request.log());
            JsonFields.hex(json, "time", row.time());
            json.writeStringField("direction", JsonFields.direction(row.direction()));
            json.writeNumberField("endpoint", row.endpoint());
            json.writeStringField("endpointName", request.endpointName());
            json.writeStringField("message", JsonFields.word(row.message()));
            json.writeStringField("decoded", request.decoded());
            json.writeStringField("expected", request.expected());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
