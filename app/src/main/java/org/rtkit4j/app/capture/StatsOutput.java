package org.rtkit4j.app.capture;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.rtkit4j.app.capture.CaptureStatistics.Count;
import org.rtkit4j.app.capture.CaptureStatistics.Kind;
import org.rtkit4j.app.capture.CaptureStatistics.Latency;
import org.rtkit4j.app.json.JsonDocument;
import org.rtkit4j.app.terminal.Amount;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.capture.decode.OpenRequests.Open;
import org.rtkit4j.capture.pcapng.CaptureCursor;
import org.rtkit4j.capture.pcapng.CapturedInterface;
import org.rtkit4j.capture.pcapng.Statistics;

/// Statistics of a capture, for people and as JSON.
record StatsOutput(CaptureStatistics counted, CaptureCursor cursor, Map<CapturedInterface, List<Open>> open)
        implements JsonDocument {
    private static final int PERCENTILE_TICKS = 1;
    private static final double MICROS = 1e3;
    private static final double[] PERCENTILES = {50, 90, 99};

    void text(PrintWriter out, boolean withHistograms) {
        out.println("%,d %s in %s s, %,d %s of memory, %,d %s"
                .formatted(
                        counted.messages(),
                        Amount.word(counted.messages(), "message", "messages"),
                        TextOutput.seconds(counted.durationNanos()).strip(),
                        counted.memories(),
                        Amount.word(counted.memories(), "piece", "pieces"),
                        counted.notes(),
                        Amount.word(counted.notes(), "note", "notes")));
        cursor.interfaces().forEach(each -> out.println(mailbox(each)));
        out.println("%n%-10s %-16s %-20s %-8s %12s".formatted("MAILBOX", "ENDPOINT", "TYPE", "SENDER", "MESSAGES"));
        counted.counts().forEach(count -> out.println(line(count)));
        if (!counted.latencies().isEmpty()) {
            out.println("%n%-10s %-16s %-20s %9s %10s %10s %10s %10s %10s"
                    .formatted(
                            "MAILBOX",
                            "ENDPOINT",
                            "ANSWERS TO",
                            "COUNT",
                            "LEAST us",
                            "50 %",
                            "90 %",
                            "99 %",
                            "MOST us"));
            counted.latencies().forEach(latency -> out.println(line(latency)));
        }
        unanswered(out);
        if (withHistograms) {
            counted.latencies().forEach(latency -> histogram(latency, out));
        }
    }

    private String mailbox(CapturedInterface each) {
        Statistics statistics = cursor.statistics(each.number());
        String dropped = statistics.dropped() < 0 ? "" : ", %,d dropped".formatted(statistics.dropped());
        return "%d %s: %s%s"
                .formatted(each.number(), Terminal.escape(each.name()), Terminal.escape(each.description()), dropped);
    }

    private static String line(Count count) {
        Kind kind = count.kind();
        return "%-10s 0x%02x %-11s %-20s %-8s %,12d"
                .formatted(
                        Terminal.escape(kind.interfaceOf().name()),
                        kind.endpoint(),
                        kind.endpointName(),
                        kind.type(),
                        sender(kind),
                        count.count());
    }

    private static String sender(Kind kind) {
        return switch (kind.direction()) {
            case AP_TO_IOP -> "AP";
            case IOP_TO_AP -> "IOP";
            case BOTH -> "?";
        };
    }

    private static String line(Latency latency) {
        Kind kind = latency.request();
        Histogram nanos = latency.nanos();
        return "%-10s 0x%02x %-11s %-20s %,9d %10.1f %10.1f %10.1f %10.1f %10.1f"
                .formatted(
                        Terminal.escape(kind.interfaceOf().name()),
                        kind.endpoint(),
                        kind.endpointName(),
                        kind.type(),
                        nanos.getTotalCount(),
                        nanos.getMinValue() / MICROS,
                        nanos.getValueAtPercentile(PERCENTILES[0]) / MICROS,
                        nanos.getValueAtPercentile(PERCENTILES[1]) / MICROS,
                        nanos.getValueAtPercentile(PERCENTILES[2]) / MICROS,
                        nanos.getMaxValue() / MICROS);
    }

    private void unanswered(PrintWriter out) {
        open.forEach((each, requests) -> {
            for (Open one : requests) {
                out.println("%s: packet %d, %s: never answered, expected %s"
                        .formatted(
                                Terminal.escape(each.name()),
                                one.request().number(),
                                one.request().layout().format(one.request().msg0()),
                                one.expected()));
            }
        });
    }

    private static void histogram(Latency latency, PrintWriter out) {
        out.println(
                "%n%s: us from request to answer".formatted(latency.request().type()));
        var bytes = new ByteArrayOutputStream();
        latency.nanos()
                .outputPercentileDistribution(
                        new PrintStream(bytes, false, StandardCharsets.UTF_8), PERCENTILE_TICKS, MICROS);
        out.print(bytes.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("messages", counted.messages());
        json.writeNumberField("memories", counted.memories());
        json.writeNumberField("notes", counted.notes());
        json.writeNumberField("duration_ns", counted.durationNanos());
        interfaces(json);
        json.writeArrayFieldStart("counts");
        for (Count count : counted.counts()) {
            kind(count.kind(), json);
            json.writeNumberField("count", count.count());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("latencies");
        for (Latency latency : counted.latencies()) {
            kind(latency.request(), json);
            latency(latency.nanos(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        unanswered(json);
        json.writeEndObject();
    }

    private void interfaces(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("interfaces");
        for (CapturedInterface each : cursor.interfaces()) {
            json.writeStartObject();
            json.writeNumberField("number", each.number());
            json.writeStringField("name", Terminal.escape(each.name()));
            json.writeStringField("description", Terminal.escape(each.description()));
            Statistics statistics = cursor.statistics(each.number());
            if (statistics.dropped() >= 0) {
                json.writeNumberField("dropped", statistics.dropped());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void kind(Kind kind, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("interface", Terminal.escape(kind.interfaceOf().name()));
        json.writeNumberField("endpoint", kind.endpoint());
        json.writeStringField("endpoint_name", kind.endpointName());
        json.writeStringField("type", kind.type());
        json.writeStringField("direction", Rows.direction(kind.direction()));
    }

    private static void latency(Histogram nanos, JsonGenerator json) throws IOException {
        json.writeNumberField("count", nanos.getTotalCount());
        json.writeNumberField("least_ns", nanos.getMinValue());
        for (double percentile : PERCENTILES) {
            json.writeNumberField("p%.0f_ns".formatted(percentile), nanos.getValueAtPercentile(percentile));
        }
        json.writeNumberField("most_ns", nanos.getMaxValue());
    }

    private void unanswered(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("unanswered");
        for (var entry : open.entrySet()) {
            for (Open one : entry.getValue()) {
                json.writeStartObject();
                json.writeStringField(
                        "interface", Terminal.escape(entry.getKey().name()));
                json.writeNumberField("number", one.request().number());
                json.writeStringField(
                        "text", one.request().layout().format(one.request().msg0()));
                json.writeStringField("expected", one.expected());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }
}
