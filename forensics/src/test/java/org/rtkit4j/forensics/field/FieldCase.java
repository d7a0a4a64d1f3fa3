package org.rtkit4j.forensics.field;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.explain.Explanation;
import org.rtkit4j.forensics.explain.Style;
import org.rtkit4j.forensics.json.AnswerDocument;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.SystemPanic;
import org.rtkit4j.testkit.Corpus;

/// An input of the corpus that went wrong in the field, and everything that is made of it.
record FieldCase(ReportFile file) {
    static FieldCase of(String name) {
        return new FieldCase(CrashReports.read(name, Corpus.bytes("reports/field/" + name + ".txt")));
    }

    CrashReport crash() {
        return file.reports().getFirst();
    }

    SystemPanic panic() {
        return file.panics().getFirst();
    }

    /// The explanation on one line, since it is wrapped anywhere.
    String text() {
        return Explanation.with(Style.PLAIN, false).of(file).replaceAll("\\s+", " ");
    }

    String json() {
        var out = new StringWriter();
        try {
            AnswerDocument.write(List.of(file), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }
}
