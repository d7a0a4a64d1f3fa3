package org.rtkit4j.app.serve.explain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.page.ReadReport;

/// The forms in which a report is answered: its explanation as JSON or text, a core file, a capture of its messages.
public final class Forms {
    /// An explanation that is longer is of no use in a browser.
    private static final int MOST_BYTES = 48 << 20;

    private Forms() {}

    /// Returns the answer in the form that the path names: nothing for what the page shows; `text` and `json` for what
    /// the command prints; `core` and `pcapng` with the query's `crash` from 1.
    public static Answer answer(ReadReport report, Request request, String form) throws IOException, Refusal {
        return switch (form) {
            case "" -> new Answer("application/json", json(report));
            case "text" ->
                new Answer("text/plain; charset=utf-8", report.text(true).getBytes(StandardCharsets.UTF_8));
            case "json" -> Answer.file(report.document().getBytes(StandardCharsets.UTF_8));
            case "core" -> Answer.file(report.core(chosen(report, request)));
            case "pcapng" -> Answer.file(capture(chosen(report, request)));
            default -> throw new Refusal(Refusal.NOT_FOUND, "no such form: " + form);
        };
    }

    private static byte[] json(ReadReport report) throws IOException, Refusal {
        var out = new BoundedOutput(MOST_BYTES);
        try {
            report.json(out);
        } catch (BoundedOutput.TooLongException _) {
            throw new Refusal(
                    Refusal.TOO_LARGE,
                    "the explanation is too long for a page, `rtkit explain` has no such limit: limit=" + MOST_BYTES);
        }
        return out.toByteArray();
    }

    private static CrashReport chosen(ReadReport report, Request request) throws Refusal {
        try {
            return report.crash(request.number("crash", 1));
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    private static byte[] capture(CrashReport crash) throws IOException, Refusal {
        byte[] capture = ReadReport.capture(crash);
        if (capture == null) {
            throw new Refusal(Refusal.UNREADABLE, "the report has no mailbox history");
        }
        return capture;
    }
}
