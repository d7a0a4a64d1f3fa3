package org.rtkit4j.app.serve.live;

import java.io.IOException;
import java.util.Locale;
import org.rtkit4j.app.http.Handler;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;
import org.rtkit4j.app.http.Response;
import org.rtkit4j.app.serve.explain.Forms;
import org.rtkit4j.forensics.binary.BinaryCrashlog;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.page.ReadReport;

/// `GET crashes/NAME`, and below it `text`, `json`, `core`, `pcapng`, and `log` as it came: a co-processor's latest
/// crash.
public final class Crashes implements Handler {
    private final Fleet fleet;

    public Crashes(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public void handle(Request request, Response response) throws IOException, Refusal {
        request.requireReading();
        Unit unit = fleet.find(request.part(0));
        Unit.Crash crash = unit == null ? null : unit.crash();
        if (unit == null || crash == null) {
            throw new Refusal(Refusal.NOT_FOUND, "it has not crashed: name=" + request.part(0));
        }
        String form = request.parts().size() > 1 ? request.part(1) : "";
        if (form.equals("log")) {
            response.file(crash.log());
            return;
        }
        var report = BinaryCrashlog.read(crash.log(), unit.name().toUpperCase(Locale.ROOT))
                .told(unit.speech().own());
        String name = unit.name() + ", crash " + crash.number();
        var read = new ReadReport(ReportFile.of(name, report), crash.log());
        Forms.answer(read, request, form).give(response);
    }
}
