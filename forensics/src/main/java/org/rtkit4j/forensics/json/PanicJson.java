package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.analysis.Fingerprint;
import org.rtkit4j.forensics.analysis.Subject;
import org.rtkit4j.forensics.explain.Headline;
import org.rtkit4j.forensics.explain.PanicSentence;
import org.rtkit4j.forensics.explain.Verdict;
import org.rtkit4j.forensics.knowledge.NextSteps;
import org.rtkit4j.forensics.knowledge.RelatedRows;
import org.rtkit4j.forensics.model.Format;
import org.rtkit4j.forensics.model.PanicCause;
import org.rtkit4j.forensics.model.ReportedMachine;
import org.rtkit4j.forensics.model.ServiceCheckin;
import org.rtkit4j.forensics.model.SystemPanic;

/// A panic of a whole system: an object for itself, or beside the crash that it holds.
final class PanicJson {
    private PanicJson() {}

    /// Writes a panic without a crash in it as a document; what it shares with a crash's has the same keys.
    ///
    /// @param file the report's file, where it is not told elsewhere in the document
    static void write(@Nullable String file, SystemPanic panic, JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (file != null) {
            json.writeStringField("file", file);
        }
        json.writeStringField("format", Format.MACOS_PANIC.label());
        json.writeNullField("coprocessor");
        json.writeStringField("kind", panic.cause().panicClass().label());
        json.writeStringField("reason", panic.cause().message());
        VerdictJson.verdict(Verdict.of(panic), Headline.of(panic), json);
        VerdictJson.subject(Subject.of(panic), json);
        VerdictJson.group(Fingerprint.of(panic), json);
        field(panic, json);
        KnowledgeJson.write(RelatedRows.lists(panic), json);
        KnowledgeJson.next(NextSteps.of(panic), NextSteps.foreignExtension(panic), json);
        JsonFields.texts("details", panic.details(), json);
        json.writeNumberField("line", panic.line());
        json.writeEndObject();
    }

    /// Writes the field `panic`.
    static void field(@Nullable SystemPanic panic, JsonGenerator json) throws IOException {
        if (panic == null) {
            json.writeNullField("panic");
            return;
        }
        json.writeObjectFieldStart("panic");
        json.writeStringField("sentence", PanicSentence.of(panic));
        cause(panic.cause(), json);
        machine(panic.machine(), json);
        number("secondsSinceBoot", panic.uptime().sinceBoot(), json);
        number("secondsSinceWake", panic.uptime().sinceWake(), json);
        json.writeStringField("initiator", panic.trace().initiator());
        json.writeStringField("task", panic.trace().task());
        strings("kernelExtensions", panic.trace().extensions(), json);
        services(panic.services(), json);
        json.writeEndObject();
    }

    private static void cause(PanicCause cause, JsonGenerator json) throws IOException {
        json.writeStringField("class", cause.panicClass().label());
        json.writeStringField("names", cause.subject());
        JsonFields.count(json, "seconds", cause.seconds());
        strings("missingSensors", cause.missingSensors(), json);
    }

    private static void machine(ReportedMachine machine, JsonGenerator json) throws IOException {
        json.writeStringField("model", machine.model());
        json.writeStringField("modelName", machine.modelName());
        json.writeStringField("chip", machine.chip());
        json.writeStringField("chipName", machine.chipName());
        json.writeStringField("system", machine.system());
        json.writeStringField("kernel", machine.kernel());
        json.writeStringField("bootLoader", machine.bootLoader());
    }

    private static void services(List<ServiceCheckin> services, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("services");
        for (ServiceCheckin service : services) {
            json.writeStartObject();
            json.writeStringField("name", service.name());
            json.writeBooleanField("healthy", service.isHealthy());
            json.writeNumberField("checkins", service.checkins());
            JsonFields.count(json, "withinSeconds", service.withinSeconds());
            JsonFields.count(json, "lastSecondsAgo", service.lastSecondsAgo());
            json.writeNumberField("inducedCrashes", service.inducedCrashes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void number(String name, @Nullable Long value, JsonGenerator json) throws IOException {
        JsonFields.count(json, name, value == null ? -1 : value);
    }

    private static void strings(String name, List<String> values, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
