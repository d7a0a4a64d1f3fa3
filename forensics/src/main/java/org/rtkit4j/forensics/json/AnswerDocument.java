package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.ReportFile;

/// One JSON document on what files hold, written as they come: an object for each crash, each panic, and each file
/// without either. One object alone is the document; several are an array.
public final class AnswerDocument implements Closeable {
    private final Writer out;
    private final JsonGenerator json;
    private @Nullable JsonPart held;
    private boolean isArray;

    /// Closing the document does not close `out`.
    public AnswerDocument(Writer out) {
        this.out = out;
        this.json = ReportJson.generator(out);
    }

    /// Writes one document on some files.
    public static void write(List<ReportFile> files, Writer out) throws IOException {
        try (var document = new AnswerDocument(out)) {
            for (ReportFile file : files) {
                document.add(file);
            }
        }
    }

    /// Adds what a file holds.
    public void add(ReportFile file) throws IOException {
        for (JsonPart answer : FileAnswers.of(file)) {
            add(answer);
        }
    }

    /// Adds a file that could not be read.
    ///
    /// @param reason a sentence without a full stop
    public void addUnreadable(String name, String reason) throws IOException {
        add(FileAnswers.unreadable(name, reason));
    }

    /// The first is held back until it is known whether it is the only one.
    private void add(JsonPart answer) throws IOException {
        if (!isArray && held == null) {
            held = answer;
            return;
        }
        begin();
        answer.write(json);
    }

    private void begin() throws IOException {
        JsonPart first = held;
        if (!isArray) {
            json.writeStartArray();
            isArray = true;
        }
        if (first != null) {
            held = null;
            first.write(json);
        }
    }

    /// Ends the document; without an answer it is an empty array.
    @Override
    public void close() throws IOException {
        JsonPart only = held;
        if (isArray) {
            json.writeEndArray();
        } else if (only == null) {
            json.writeStartArray();
            json.writeEndArray();
        } else {
            only.write(json);
        }
        json.close();
        out.write('\n');
        out.flush();
    }
}
