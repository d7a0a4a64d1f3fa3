package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.analysis.Fingerprint;
import org.rtkit4j.forensics.analysis.SensorElement;
import org.rtkit4j.forensics.analysis.Subject;
import org.rtkit4j.forensics.explain.Headline;
import org.rtkit4j.forensics.explain.Verdict;
import org.rtkit4j.forensics.model.CrashReport;

/// What follows from a report as a whole: verdict, subject, group.
final class VerdictJson {
    private VerdictJson() {}

    static void write(CrashReport report, JsonGenerator json) throws IOException {
        verdict(Verdict.of(report), Headline.of(report), json);
        subject(Subject.of(report), json);
        group(Fingerprint.of(report), json);
    }

    static void verdict(Verdict verdict, Headline headline, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("verdict");
        json.writeStringField("sentence", verdict.sentence());
        json.writeStringField("sureness", verdict.sureness().label());
        json.writeStringField("because", verdict.because());
        json.writeStringField("headline", headline.words());
        json.writeArrayFieldStart("lines");
        for (Headline.Line line : headline.lines()) {
            json.writeStartObject();
            json.writeStringField("name", line.name());
            json.writeStringField("text", line.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static void group(Fingerprint fingerprint, JsonGenerator json) throws IOException {
        json.writeStringField("group", fingerprint.id());
        json.writeStringField("groupSignature", fingerprint.signature());
    }

    static void subject(@Nullable Subject subject, JsonGenerator json) throws IOException {
        if (subject == null) {
            json.writeNullField("subject");
            return;
        }
        json.writeObjectFieldStart("subject");
        json.writeStringField("part", subject.part());
        json.writeStringField("words", subject.words());
        elements(subject.elements(), json);
        json.writeEndObject();
    }

    /// The first element as fields of the subject, since mostly there is one; all of them as a list.
    private static void elements(List<SensorElement> elements, JsonGenerator json) throws IOException {
        if (elements.isEmpty()) {
            json.writeNullField("array");
            json.writeNullField("element");
            json.writeNullField("value");
            json.writeArrayFieldStart("bits");
            json.writeEndArray();
        } else {
            element(elements.getFirst(), json);
        }
        json.writeArrayFieldStart("elements");
        for (SensorElement element : elements) {
            json.writeStartObject();
            element(element, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void element(SensorElement element, JsonGenerator json) throws IOException {
        json.writeStringField("array", element.array());
        json.writeNumberField("element", element.element());
        JsonFields.hex(json, "value", element.value());
        json.writeArrayFieldStart("bits");
        for (int bit : element.bits()) {
            json.writeNumber(bit);
        }
        json.writeEndArray();
    }
}
