package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.analysis.Fingerprint;
import org.rtkit4j.forensics.analysis.Subject;
import org.rtkit4j.forensics.explain.Verdict;
import org.rtkit4j.forensics.model.CrashReport;

/// What follows from a report as a whole: verdict, subject, group.
final class VerdictJson {
    private VerdictJson() {}

    static void write(CrashReport report, JsonGenerator json) throws IOException {
        verdict(Verdict.of(report), json);
        subject(Subject.of(report), json);
        group(Fingerprint.of(report), json);
    }

    static void verdict(Verdict verdict, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("verdict");
        json.writeStringField("sentence", verdict.sentence());
        json.writeStringField("sureness", verdict.sureness().label());
        json.writeStringField("because", verdict.because());
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
        json.writeEndObject();
    }
}
