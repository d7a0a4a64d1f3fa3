package org.rtkit4j.app.serve.explain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rtkit4j.app.capture.ReportCapture;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;
import org.rtkit4j.forensics.coredump.CoreFile;
import org.rtkit4j.forensics.explain.Explanation;
import org.rtkit4j.forensics.explain.Style;
import org.rtkit4j.forensics.json.ReportJson;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Format;
import org.rtkit4j.forensics.model.ReportFile;

/// A report that was read, and what can be answered about it: its explanation as JSON or text, a core file, a capture
/// of its messages.
///
/// @param input what it was read from
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record ReadReport(ReportFile file, byte[] input) {
    /// An explanation that is longer is of no use in a browser.
    private static final int MOST_BYTES = 48 << 20;

    /// Returns the answer in the form that the path names: nothing for JSON, `text`, `core` and `pcapng` with the
    /// query's `crash` from 1.
    public Answer answer(Request request, String form) throws IOException, Refusal {
        return switch (form) {
            case "" -> new Answer("application/json", json());
            case "text" -> new Answer("text/plain; charset=utf-8", text());
            case "core" -> Answer.file(core(chosen(request)));
            case "pcapng" -> Answer.file(capture(chosen(request)));
            default -> throw new Refusal(Refusal.NOT_FOUND, "no such form: " + form);
        };
    }

    private byte[] text() {
        return Explanation.with(Style.PLAIN, true).of(file).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] json() throws IOException, Refusal {
        var out = new BoundedOutput(MOST_BYTES);
        try {
            ReportJson.writeCompact(file, out);
        } catch (BoundedOutput.TooLongException _) {
            throw new Refusal(
                    Refusal.TOO_LARGE,
                    "the explanation is too long for a page, `rtkit explain` has no such limit: limit=" + MOST_BYTES);
        }
        return out.toByteArray();
    }

    private CrashReport chosen(Request request) throws Refusal {
        List<CrashReport> reports = file.reports();
        long number = request.number("crash", 1);
        if (number < 1 || number > reports.size()) {
            throw new Refusal(Refusal.UNREADABLE, "no such crash: number=" + number + ", crashes=" + reports.size());
        }
        return reports.get((int) number - 1);
    }

    private static byte[] capture(CrashReport report) throws IOException, Refusal {
        byte[] capture = ReportCapture.of(List.of(report));
        if (capture == null) {
            throw new Refusal(Refusal.UNREADABLE, "the report has no mailbox history");
        }
        return capture;
    }

    private byte[] core(CrashReport report) throws IOException {
        var out = new ByteArrayOutputStream();
        Long slide = report.origin().aslrSlide();
        byte[] log = report.format() == Format.RTKIT_CRASHLOG ? input : null;
        CoreFile.write(report, null, slide == null ? 0 : slide, report.origin().coprocessor(), log, out);
        return out.toByteArray();
    }
}
