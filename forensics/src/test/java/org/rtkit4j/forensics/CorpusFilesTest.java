package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.DeviceLog;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.TaskRef;
import org.rtkit4j.testkit.Corpus;

/// The smaller files of the corpus.
class CorpusFilesTest {
    private static ReportFile read(String name) {
        return CrashReports.read(name, Corpus.bytes("reports/" + name));
    }

    @Test
    void readsTheSummaryOfAThunderboltController() {
        CrashReport report = Fixtures.only(read("macos-m4pro-acio2-summary.txt"));
        assertEquals("ACIO2", report.origin().coprocessor());
        assertEquals("Recoverable Panic", report.site().kind().word());
        assertEquals("assert_id=2167", report.site().reason());
        assertEquals(new TaskRef(2, "ACIO main workloop"), report.site().task());
        assertEquals("RTKit-3255.160.4.release", report.origin().firmware().rtkit());
        assertEquals(
                "AppleCIOFirmwareV2-649.120.2~402__2026-07-31-19:46:32-PDT__t6040",
                report.origin().firmware().client());
        assertEquals(List.of(), report.warnings());
    }

    @Test
    void readsTheFragmentOfAStorageController() {
        CrashReport report = Fixtures.only(read("linux-m4pro-ans-assert.log"));
        assertEquals("ANS", report.origin().coprocessor());
        assertEquals("assert", report.site().kind().word());
        assertEquals(
                "assert failed: [7454]:CQ (Host I/O) DB error,"
                        + " status_reg: 0x4, head: 63, valid_status: 0x4, err_info_0: 0x1, err_info_1: 0x20000",
                report.site().reason());
        assertEquals(2, report.warnings().size());
    }

    @Test
    void findsNoCrashInTheConsoleOfAKeyboardController() {
        ReportFile file = read("linux-7.2-m4pro-mtp-console.log");
        assertEquals(List.of(), file.reports());
        DeviceLog log = file.log().devices().getFirst();
        assertEquals(1, file.log().devices().size());
        assertEquals("MTP", log.device().coprocessor());
        assertEquals(List.of(12), log.versions());
        assertEquals(24, log.syslog().size());
        assertEquals("main.c:245", log.syslog().getFirst().context());
        assertEquals("MTP Says Hello", log.syslog().getFirst().text());
        assertEquals(6, log.unknown().size());
        assertEquals("Unknown oslog message: 3ff006e78f83f4c", log.unknown().getFirst());
    }

    @Test
    void saysThatTheKernelRefusedABuffer() {
        ReportFile file = read("linux-m4pro-smc-sram-error.log");
        assertEquals(List.of(), file.reports());
        assertEquals(3, file.log().devices().getFirst().problems().size());
        assertTrue(file.log().devices().getFirst().problems().getFirst().contains("[0x50de70000, 0x50de73fff]"));
    }

    @Test
    void readsSyslogOfTheSmc() {
        ReportFile file = read("linux-6.x-smc-syslog.log");
        assertEquals(List.of(), file.reports());
        assertEquals("SMC", file.log().devices().getFirst().device().coprocessor());
        assertEquals(3, file.log().devices().getFirst().syslog().size());
    }

    @Test
    void readsTheShapeOfALinuxCrash() {
        CrashReport report = Fixtures.only(read("invented/linux-dmesg-crash-shape.txt"));
        assertEquals("DCP", report.origin().coprocessor());
        assertEquals(287454020L, report.site().time());
        assertNotNull(report.site().registers());
        assertEquals(0x959ba1690ce64264L, report.site().registers().values().get("x30"));
        assertEquals(24, report.logs().own().getFirst().rows().size());
        assertEquals(
                List.of("Ccst", "CasC", "Crtk", "Ccdp"),
                report.sections().stream().map(section -> section.tag()).toList());
        assertEquals(List.of(), report.warnings());
    }

    @Test
    void readsTheOddPrefixes() {
        ReportFile file = read("invented/linux-prefix-oddities-shape.txt");
        assertEquals(
                List.of("DCP", "ANS"),
                file.reports().stream()
                        .map(report -> report.origin().coprocessor())
                        .toList());
        assertEquals(
                16, file.reports().getFirst().logs().own().getFirst().rows().size());
        assertEquals(5, file.log().devices().size());
    }

    @Test
    void readsTheShapeOfAnOlderPanicReport() {
        CrashReport report = Fixtures.only(read("invented/panic-dcpext-shape.txt"));
        assertEquals("DCPEXT", report.origin().coprocessor());
        assertEquals("example_swap: Example request. Force panic", report.site().reason());
        assertEquals(new TaskRef(68, "iomfb_mailbox_async"), report.site().task());
        assertNotNull(report.logs().ap());
        assertEquals(4, report.logs().ap().rotatedBy());
        assertEquals(List.of(), report.warnings());
    }
}
