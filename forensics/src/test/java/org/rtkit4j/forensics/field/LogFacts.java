package org.rtkit4j.forensics.field;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.analysis.Fingerprint;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;

/// What is read of a log with one crash in it, to be compared with what is read of another copy of that log.
record LogFacts(String warnings, String others) {
    static LogFacts of(String log) {
        ReportFile file = CrashReports.read("log", log.getBytes(StandardCharsets.UTF_8));
        assertEquals(1, file.reports().size(), log);
        CrashReport crash = file.reports().getFirst();
        List<String> said = file.log().devices().stream()
                .flatMap(device -> device.syslog().stream())
                .map(line -> line.context() + ": " + line.text())
                .toList();
        String others = String.join(
                "\n",
                crash.site().toString(),
                crash.origin().toString(),
                crash.logs().toString(),
                said.toString(),
                Fingerprint.of(crash).id());
        return new LogFacts(crash.warnings().toString(), others);
    }
}
