package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.SystemPanic;

/// The objects that stand for a file.
final class FileAnswers {
    private FileAnswers() {}

    /// Returns an object for each crash, with the panic that it stands in, and for each panic without a crash; for
    /// a file with neither one that says so.
    static List<JsonPart> of(ReportFile file) {
        List<JsonPart> answers = new ArrayList<>();
        for (SystemPanic panic : file.panics()) {
            for (CrashReport crash : panic.crashes()) {
                answers.add(json -> ReportJson.write(file.name(), crash, panic, null, json));
            }
            if (panic.crashes().isEmpty()) {
                answers.add(json -> PanicJson.write(file.name(), panic, json));
            }
        }
        for (CrashReport crash : file.crashes()) {
            answers.add(json -> ReportJson.write(file.name(), crash, null, null, json));
        }
        return answers.isEmpty() ? List.of(json -> none(file, json)) : answers;
    }

    private static void none(ReportFile file, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", file.name());
        json.writeStringField("kind", "none");
        json.writeStringField("reason", file.reason());
        IncidentJson.write(file.incidents(), json);
        KernelLogJson.write(file.log(), json);
        ReportJson.warnings(file.warnings(), json);
        json.writeEndObject();
    }

    static JsonPart unreadable(String name, String reason) {
        return json -> {
            json.writeStartObject();
            json.writeStringField("file", name);
            json.writeStringField("kind", "unreadable");
            json.writeStringField("reason", reason);
            json.writeEndObject();
        };
    }
}
