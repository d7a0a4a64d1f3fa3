package org.rtkit4j.app.explain;

import java.io.IOException;
import java.io.PrintWriter;
import org.rtkit4j.forensics.json.AnswerDocument;
import org.rtkit4j.forensics.model.ReportFile;

/// One JSON document on all files.
final class JsonAnswers implements AnswerOutput {
    private final AnswerDocument document;

    JsonAnswers(PrintWriter out) {
        document = new AnswerDocument(out);
    }

    @Override
    public void explain(ReportFile file) throws IOException {
        document.add(file);
    }

    @Override
    public void none(ReportFile file) throws IOException {
        document.add(file);
    }

    @Override
    public void unreadable(String name, String reason) throws IOException {
        document.addUnreadable(name, reason);
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
