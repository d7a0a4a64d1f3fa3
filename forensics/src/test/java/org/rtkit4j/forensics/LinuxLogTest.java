package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rtkit4j.forensics.Fixtures.LINUX;
import static org.rtkit4j.forensics.Fixtures.only;
import static org.rtkit4j.forensics.Fixtures.read;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Device;
import org.rtkit4j.forensics.model.DeviceLog;
import org.rtkit4j.forensics.model.Format;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.forensics.model.RegisterDump;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.Section;
import org.rtkit4j.forensics.model.StackAddress;
import org.rtkit4j.forensics.model.SyslogLine;
import org.rtkit4j.forensics.requests.Unanswered;
import org.rtkit4j.forensics.requests.UnansweredRequests;
import org.rtkit4j.wire.layout.Direction;

class LinuxLogTest {
    private final List<CrashReport> reports = read(LINUX).reports();
    private final CrashReport dcp = reports.getFirst();

    @Test
    void keepsInterleavedDevicesApart() {
        assertEquals(
                List.of("DCP", "ANS"),
                reports.stream().map(report -> report.origin().coprocessor()).toList());
        assertEquals(Format.LINUX_LOG, dcp.format());
        assertEquals(new Device("apple-dcp", "111100000.dcp"), dcp.origin().device());
        assertEquals(0x1234L, dcp.site().time());
        assertEquals(99L, reports.get(1).site().time());
    }

    @Test
    void dropsTheEmptyLineThatAFinalLineFeedOfTheMessageLeaves() {
        assertEquals("first line", dcp.site().reason());
    }

    @Test
    void readsAnIdOfFourLettersAsTheTextsBeginning() {
        assertEquals("Buffer dump", reports.get(1).site().reason());
    }

    @Test
    void readsTheVersionBehindItsOwnRtkit() {
        assertEquals("RTKit-7.7.debug", dcp.origin().firmware().rtkit());
        assertEquals("local-invented.release", dcp.origin().firmware().client());
    }

    @Test
    void readsAnExceptionDumpWhoseLastRowHasThreeValues() {
        RegisterDump dump = dcp.site().registers();
        assertNotNull(dump);
        assertEquals("EL1h", dump.level());
        assertEquals(0x600012c5L, dump.psr());
        assertEquals(new RegisterDump.Syndrome(0x96000045L, false), dump.syndrome());
        assertEquals(0x1234cL, dump.values().get("pc"));
        assertEquals(0xff00000000000000L, dump.values().get("x3"));
        assertEquals(0x1eL, dump.values().get("x30"));
        assertNull(dump.values().get("x31"));
        assertEquals("DATA ABORT", dcp.site().kind().word());
    }

    @Test
    void readsHistoriesEndpointFirstAcrossBlankAndForeignLines() {
        assertEquals(2, dcp.logs().own().size());
        MailboxLog log = dcp.logs().own().getFirst();
        assertEquals(0, log.index());
        assertEquals(List.of("ring position 3"), log.notes());
        assertEquals(0, log.peerKind());
        assertEquals(
                List.of(
                        MailboxRow.message(0x1200, Direction.BOTH, 0x37, 0x0000_0024_0000_0202L),
                        MailboxRow.message(0x1210, Direction.BOTH, 0x04, 0x0040_0000_0000_0000L)),
                log.rows());
        assertEquals(1, dcp.logs().own().get(1).rows().size());
    }

    @Test
    void reportsACallWithoutReturnButNoWordThatMayBeItsOwnEcho() {
        assertEquals(
                List.of(0x0000_0024_0000_0202L),
                UnansweredRequests.in(dcp).stream()
                        .filter(open -> open.log().equals("mailbox 0"))
                        .map(Unanswered::request)
                        .map(MailboxRow::message)
                        .toList());
    }

    @Test
    void readsTheLinesThatForksAdd() {
        assertNotNull(dcp.site().task());
        assertEquals("inv(12)", dcp.site().task().toString());
        assertEquals(List.of(new StackAddress(0x12345)), dcp.site().callStack());
        assertEquals(7L, dcp.site().asyncErrors().get("l2c_err_sts"));
        assertEquals(List.of(new Section("Ccst", null, -1, 0, null)), dcp.sections());
    }

    @Test
    void attachesWhatTheFirmwareLoggedBefore() {
        assertEquals(
                List.of(new SyslogLine("[    1.000001]", "tedPipeline.cpp:6548", "a:  [b] \"c\" <d>", 2)),
                dcp.syslog());
    }

    @Test
    void saysThatTheKernelFoundNoFooter() {
        assertEquals(1, reports.get(1).warnings().size());
        assertTrue(reports.get(1).warnings().getFirst().toString().contains("end of the crash log"));
        assertEquals(
                List.of("line 28: rows 0 to 999 are missing from the mailbox history"),
                dcp.warnings().stream().map(Object::toString).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[    0.140160] ",
                "<4>[   63.750356] ",
                "#       23:03:41 ",
                "May 05 14:29:36 host kernel: ",
                "Mär 05 14:29:36 host kernel: ",
                "[Fri May 24 01:23:30 2024] ",
                "2024-02-05T09:43:11.971847-0500 host kernel: ",
                "  12 2024-02-05T09:43:11.971847-0500 host kernel: ",
                "> "
            })
    void acceptsEveryPrefix(String prefix) {
        CrashReport report = only("""
            %1$smacsmc 23e400000.smc: RTKit: co-processor has crashed      \s
            %1$smacsmc 23e400000.smc: RTKit: Message (id=1): why     \s
            %1$smacsmc 23e400000.smc: RTKit: Crash time: 4660      \s
            """.formatted(prefix));
        assertEquals("SMC", report.origin().coprocessor());
        assertEquals("why", report.site().reason());
        assertEquals(0x1234L, report.site().time());
    }

    @Test
    void readsLinesWhoseDriverAndDeviceAreElided() {
        CrashReport report = only("""
            [   94.284737] … RTKit: co-processor has crashed
            [   94.284738] … RTKit: Message (id=1): why
            """);
        assertEquals("why", report.site().reason());
        assertNull(report.origin().device());
        assertEquals("unknown", report.origin().coprocessor());
    }

    @Test
    void putsWrappedLinesTogether() {
        CrashReport report = only("""
            [    5.0] nvme-apple 1.nvme: RTKit: Message (id=1): assert failed: [1]:x,
              status_reg: 0x4
            [    5.1] nvme-apple 1.nvme: RTKit: Mailbox history (type = 0, index = 0)
            [    5.2] nvme-apple 1.nvme: RTKit:  #000@00000001: 0000000000000002
            0050000000000003
            [    5.3] other: text
            """);
        assertEquals("assert failed: [1]:x, status_reg: 0x4", report.site().reason());
        assertEquals("assert", report.site().kind().word());
        assertEquals(
                List.of(MailboxRow.message(1, Direction.BOTH, 2, 0x0050_0000_0000_0003L)),
                report.logs().own().getFirst().rows());
    }

    @Test
    void doesNotTakeForeignTextForAContinuation() {
        CrashReport report = only("""
            RTKit: Message (id=1): assert failed
            USB0: shutdown
            [    5.1] more
            """);
        assertEquals("assert failed", report.site().reason());
    }

    @Test
    void reportsACrashOnceThatStandsTwice() {
        ReportFile file = read(LINUX + "\n" + LINUX);
        assertEquals(2, file.reports().size());
        assertEquals(
                "line 40: the same crash stands here once more",
                file.reports().getFirst().warnings().getLast().toString());
    }

    @Test
    void reportsTwoCrashesOfOneDevice() {
        List<CrashReport> two = read(LINUX + LINUX.replace("Crash time: 4660", "Crash time: 4661"))
                .reports();
        assertEquals(3, two.size());
    }

    @Test
    void startsInsideABlockWhoseBeginningIsCutOff() {
        String[] lines = LINUX.split("\n", -1);
        for (int start = 3; start < lines.length - 1; start++) {
            ReportFile file = read(String.join("\n", List.of(lines).subList(start, lines.length)));
            assertTrue(!file.reports().isEmpty(), "from line " + (start + 1));
            assertTrue(
                    start < 4
                            || file.reports().stream()
                                    .allMatch(report ->
                                            report.warnings().toString().contains("is missing")),
                    "from line " + (start + 1));
        }
    }

    @Test
    void readsRegistersOfA32BitCore() {
        CrashReport report = only("""
            rtkit-helper 1.aop: RTKit: Exception dump:
            rtkit-helper 1.aop:   == Exception taken from Supervisor mode ==
            rtkit-helper 1.aop:   PSR    = 0x60000193
            rtkit-helper 1.aop:   r00-r03 = 00000001 00000002 00000003 00000004
            """);
        assertNotNull(report.site().registers());
        assertEquals(
                RegisterDump.Architecture.AARCH32, report.site().registers().architecture());
        assertEquals("Supervisor mode", report.site().registers().level());
        assertEquals(4L, report.site().registers().values().get("r3"));
        assertEquals("exception", report.site().kind().word());
        assertEquals("AOP", report.origin().coprocessor());
    }

    @Test
    void readsABareDumpWithoutAnyPrefix() {
        CrashReport report = only("""
            RTKit: co-processor has crashed
            RTKit: Exception dump:
              == Exception taken from EL2h ==
              PC     = 0x77
              x00-x03 = 0000000000000005 0000000000000006 0000000000000007 0000000000000008

            RTKit: Crash time: 1
            """);
        assertNotNull(report.site().registers());
        assertEquals("EL2h", report.site().registers().level());
        assertEquals(0x77L, report.site().registers().values().get("pc"));
        assertEquals(8L, report.site().registers().values().get("x3"));
    }

    @Test
    void ordersARingWhoseTimesWrapped() {
        CrashReport report = only("""
            a 1.dcp: RTKit: Mailbox history (type = 0, index = 0)
            a 1.dcp: RTKit:  #000@00000020: 0000000000000002 0050000000000003
            a 1.dcp: RTKit:  #001@ffffff00: 0000000000000002 0050000000000001
            a 1.dcp: RTKit:  #002@ffffff10: 0000000000000002 0050000000000001
            a 1.dcp: RTKit:  #003@00000010: 0000000000000002 0050000000000002
            """);
        assertEquals(
                List.of(0xffffff00L, 0xffffff10L, 0x10L, 0x20L),
                report.logs().own().getFirst().rows().stream()
                        .map(MailboxRow::time)
                        .toList());
    }

    @Test
    void reportsNoCrashButWhatItSaw() {
        ReportFile file = read("""
            macsmc 50c600000.smc: RTKit: Initializing (protocol version 12)
            macsmc 50c600000.smc: RTKit buffer request outside SRAM region: [0x1, 0x2]
            macsmc 50c600000.smc: Failed to initialize shared memory (-14)
            nvme-apple 444400000.nvme: RTKit: Unknown system endpoint: 0x0a
            """);
        assertEquals(List.of(), file.reports());
        assertEquals("a kernel log with RTKit lines, but no co-processor crashed in it", file.reason());
        assertTrue(file.isRecognised());
        DeviceLog smc = file.log().devices().getFirst();
        assertEquals(List.of(12), smc.versions());
        assertEquals(
                List.of(
                        "RTKit buffer request outside SRAM region: [0x1, 0x2]",
                        "Failed to initialize shared memory (-14)"),
                smc.problems());
        assertEquals(
                List.of("Unknown system endpoint: 0x0a"),
                file.log().devices().get(1).unknown());
    }

    @Test
    void doesNotTakeProseForALog() {
        ReportFile file = read("RTKit is what Apple calls it. My RTKit: broken?\nI like RTKit: it has messages.\n");
        assertEquals(List.of(), file.reports());
        assertEquals(List.of(), file.log().devices());
        assertEquals("the text speaks of RTKit, but holds no log line and no panic report", file.reason());
    }

    @Test
    void derivesTheCoprocessorFromDriverOrDevice() {
        assertEquals("DCP", new Device("apple-dcp", "231c00000.dcp").coprocessor());
        assertEquals("DCPEXT", new Device("apple-dcp", "271c00000.dcpext").coprocessor());
        assertEquals("ANS", new Device("nvme-apple", "27bcc0000.nvme").coprocessor());
        assertEquals("SMC", new Device("macsmc-rtkit", "23e400000.smc").coprocessor());
        assertEquals("MTP", new Device("dockchannel-hid", "514600000.hid").coprocessor());
        assertEquals("MTP", new Device("rtkit-helper", "555500000.mtp").coprocessor());
        assertEquals("SIO", new Device("apple-sio", "1.sio").coprocessor());
        assertEquals("GFX", new Device("asahi", "406400000.gpu").coprocessor());
    }
}
