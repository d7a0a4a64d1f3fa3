package org.rtkit4j.fleet.summary;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A summary as one JSON document; docs/fleet.md has its keys.
public final class SummaryJson {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;

    private SummaryJson(JsonGenerator json) {
        this.json = json;
    }

    /// Writes it, and leaves `out` open.
    public static void write(FleetSummary summary, Writer out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.useDefaultPrettyPrinter();
            new SummaryJson(json).write(summary);
        }
        out.write('\n');
        out.flush();
    }

    private void write(FleetSummary summary) throws IOException {
        FleetSummary.Totals totals = summary.totals();
        json.writeStartObject();
        json.writeNumberField("crashes", totals.crashes());
        json.writeNumberField("panics", totals.panics());
        json.writeNumberField("none", totals.none());
        json.writeNumberField("unreadable", totals.unreadable());
        json.writeNumberField("devices", totals.devices());
        moment("first", totals.first());
        moment("last", totals.last());
        groups("new", summary.fresh());
        changes(summary.changes());
        groups("groups", summary.groups());
        models(summary.models());
        json.writeEndObject();
    }

    private void moment(String name, @Nullable Instant moment) throws IOException {
        json.writeStringField(name, moment == null ? null : moment.toString());
    }

    private void groups(String name, List<FleetSummary.GroupLine> groups) throws IOException {
        json.writeArrayFieldStart(name);
        for (FleetSummary.GroupLine group : groups) {
            json.writeStartObject();
            json.writeStringField("group", group.group());
            json.writeNumberField("reports", group.reports());
            json.writeNumberField("devices", group.devices());
            moment("first", group.first());
            moment("last", group.last());
            json.writeStringField("firstBuild", group.firstBuild());
            json.writeStringField("sentence", group.sentence());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void changes(List<BuildChange> changes) throws IOException {
        json.writeArrayFieldStart("changes");
        for (BuildChange change : changes) {
            json.writeStartObject();
            json.writeStringField("group", change.group());
            json.writeStringField("sentence", change.sentence());
            json.writeBooleanField("isWorse", change.isWorse());
            json.writeStringField("from", change.from());
            json.writeStringField("to", change.to());
            share("before", change.before());
            share("after", change.after());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void share(String name, DeviceShare share) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("having", share.having());
        json.writeNumberField("devices", share.all());
        json.writeNumberField("least", share.least());
        json.writeNumberField("most", share.most());
        json.writeEndObject();
    }

    private void models(List<FleetSummary.ModelLine> models) throws IOException {
        json.writeArrayFieldStart("models");
        for (FleetSummary.ModelLine model : models) {
            json.writeStartObject();
            json.writeStringField("model", model.model());
            json.writeNumberField("reports", model.reports());
            json.writeNumberField("devices", model.devices());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
