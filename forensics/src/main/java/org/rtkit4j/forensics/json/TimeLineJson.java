package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.rtkit4j.forensics.analysis.Moment;
import org.rtkit4j.forensics.analysis.TimeLine;
import org.rtkit4j.forensics.requests.Latency;

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
        JsonFields.hex(json, "time", moment.time());
        json.writeStringField("log", moment.log());
        JsonFields.hex(json, "apTime", moment.apTime());
        json.writeStringField("direction", JsonFields.direction(moment.row().direction()));
        if (moment.row().endpoint() < 0) {
            json.writeNullField("endpoint");
        } else {
            json.writeNumberField("endpoint", moment.row().endpoint());
        }
        json.writeStringField("endpointName", moment.endpointName());
        json.writeStringField("message", JsonFields.word(moment.row().message()));
        json.writeStringField("decoded", moment.decoded());
        JsonFields.count(json, "answers", moment.answers());
        JsonFields.count(json, "latency", moment.latencyTicks());
        json.writeStringField("missing", moment.isOpen() ? moment.expected() : null);
        json.writeEndObject();
    }

    private void latency(Latency latency) throws IOException {
        json.writeStartObject();
        json.writeNumberField("endpoint", latency.endpoint());
        json.writeStringField("endpointName", latency.endpointName());
        json.writeStringField("request", latency.request());
        json.writeStringField("direction", JsonFields.direction(latency.direction()));
        json.writeNumberField("count", latency.count());
        json.writeNumberField("least", latency.leastTicks());
        json.writeNumberField("median", latency.medianTicks());
        json.writeNumberField("most", latency.mostTicks());
        json.writeEndObject();
    }
}
