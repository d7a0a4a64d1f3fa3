package org.rtkit4j.app.serve.live;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.rtkit4j.app.serve.explain.Answer;
import org.rtkit4j.app.serve.http.Call;
import org.rtkit4j.app.serve.http.Handler;
import org.rtkit4j.app.serve.http.Refusal;
import org.rtkit4j.forensics.binary.BinaryCrashlog;
import org.rtkit4j.forensics.model.ReportFile;

/// `GET crashes/NAME`, `crashes/NAME/text`, `crashes/NAME/core`, `crashes/NAME/log`: a co-processor's latest crash.
public final class Crashes implements Handler {
    private final Fleet fleet;

    public Crashes(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public void handle(Call call) throws IOException, Refusal {
        call.require("GET");
        Unit unit = fleet.find(call.part(0));
        Unit.Crash crash = unit == null ? null : unit.crash();
        if (unit == null || crash == null) {
            throw new Refusal(Refusal.NOT_FOUND, "it has not crashed: name=" + call.part(0));
        }
        String form = call.parts().size() > 1 ? call.part(1) : "";
        if (form.equals("log")) {
            call.file(crash.log());
            return;
        }
        var report = BinaryCrashlog.read(crash.log(), unit.name().toUpperCase(Locale.ROOT));
        String name = unit.name() + ", crash " + crash.number();
        new Answer(new ReportFile(name, List.of(report), List.of(), List.of(), ""), crash.log()).give(call, form);
    }
}
