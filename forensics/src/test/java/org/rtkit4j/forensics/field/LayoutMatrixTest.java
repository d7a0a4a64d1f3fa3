package org.rtkit4j.forensics.field;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.explain.IncidentPart;
import org.rtkit4j.forensics.explain.PanicSentence;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.testkit.Corpus;

/// Reports of every kind, each in every layout: what is read of them is the same.
class LayoutMatrixTest {
    private static final List<String> REPORTS = List.of(
            "history-gap",
            "journal-interleaved",
            "journal-json",
            "kind-words-lost",
            "mac-watchdog",
            "other-bug-type",
            "outbox-ctrl-zero",
            "panicstring-without-panic",
            "phone-missing-sensor",
            "smc-power-shutdown",
            "smc-sensor-array",
            "uptime-and-initiator");

    @ParameterizedTest
    @EnumSource(ReportLayout.class)
    void whatIsReadIsTheSame(ReportLayout layout) {
        for (String name : REPORTS) {
            byte[] plain = Corpus.bytes("reports/field/" + name + ".txt");
            byte[] changed = layout.of(new String(plain, StandardCharsets.UTF_8));
            assertEquals(
                    said(CrashReports.read(name, plain)),
                    said(CrashReports.read(name, changed)),
                    () -> name + ":\n" + new String(changed, StandardCharsets.UTF_8));
        }
    }

    private static String said(ReportFile file) {
        return file.reports().stream().map(LayoutMatrixTest::said).collect(Collectors.joining("\n"))
                + file.panicsWithoutCrash().stream()
                        .map(panic -> PanicSentence.of(panic) + panic.machine() + panic.services())
                        .toList()
                + file.incidents().stream()
                        .map(incident -> IncidentPart.sentence(incident) + incident.machine() + incident.details())
                        .toList()
                + file.log().verdicts().stream()
                        .map(verdict -> verdict.key() + " " + verdict.driver() + " " + verdict.text())
                        .toList()
                + file.log().devices().stream()
                        .map(log -> log.device() + " " + log.versions() + log.unknown() + log.problems())
                        .toList();
    }

    private static String said(CrashReport report) {
        return report.origin()
                + " "
                + report.site()
                + report.logs().own()
                + report.details().get("model")
                + report.details().get("secondsSinceBoot");
    }
}
