package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.rtkit4j.forensics.analysis.Latency;
import org.rtkit4j.forensics.analysis.Moment;
import org.rtkit4j.forensics.analysis.TimeLine;

/// Both sides' messages on one time line, and how long answers took.
final class TimeLineJson {
    private final TimeLine line;
    private final JsonGenerator json;

    TimeLineJson(TimeLine line, JsonGenerator json) {
        this.line = line;
        this.json = json;
    }

    void write() throws IOException {
        json.writeArrayFieldStart("timeline");
        for (Moment moment : line.moments()) {
            moment(moment);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("latencies");
        for (Latency latency : Latency.of(line)) {
            latency(latency);
        }
        json.writeEndArray();
    }

    private void moment(Moment moment) throws IOException {
        json.writeStartObject();
        Hex.field(json, "time", moment.time());
        json.writeStringField("log", moment.log());
        Hex.field(json, "apTime", moment.apTime());
        json.writeStringField("direction", LogJson.direction(moment.row().direction()));
        if (moment.row().endpoint() < 0) {
            json.writeNullField("endpoint");
        } else {
            json.writeNumberField("endpoint", moment.row().endpoint());
        }
        json.writeStringField("endpointName", moment.endpointName());
        json.writeStringField("message", Hex.word(moment.row().message()));
        json.writeStringField("decoded", moment.decoded());
        number("answers", moment.answers());
        number("latency", moment.latencyTicks());
        json.writeStringField("missing", moment.isOpen() ? moment.expected() : null);
        json.writeEndObject();
    }

    private void number(String name, long value) throws IOException {
        if (value < 0) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }

    private void latency(Latency latency) throws IOException {
        json.writeStartObject();
        json.writeNumberField("endpoint", latency.endpoint());
        json.writeStringField("endpointName", latency.endpointName());
        json.writeStringField("request", latency.request());
        json.writeStringField("direction", LogJson.direction(latency.direction()));
        json.writeNumberField("count", latency.count());
        json.writeNumberField("least", latency.leastTicks());
        json.writeNumberField("median", latency.medianTicks());
        json.writeNumberField("most", latency.mostTicks());
        json.writeEndObject();
    }
}
