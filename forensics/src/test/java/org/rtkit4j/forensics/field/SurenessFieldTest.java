package org.rtkit4j.forensics.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.analysis.Fingerprint;
import org.rtkit4j.forensics.explain.Explanation;
import org.rtkit4j.forensics.explain.Style;
import org.rtkit4j.forensics.explain.Verdict;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.RegisterDump;
import org.rtkit4j.forensics.model.RegisterDump.Architecture;
import org.rtkit4j.forensics.model.RegisterDump.Syndrome;
import org.rtkit4j.forensics.requests.UnansweredRequests;
import org.rtkit4j.testkit.crashlog.CrashlogBuilder;
import org.rtkit4j.testkit.crashlog.StructBytes;
import org.rtkit4j.wire.crashlog.CrashlogFormat;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Message;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Version;

/// No false certainty: what is not in a report is not claimed.
class SurenessFieldTest {
    @Test
    void rowsMissingFromAHistoryAreCountedAndSaid() {
        var dcp = FieldCase.of("history-gap");
        assertEquals(8, dcp.crash().logs().lostRows());
        assertEquals("8", dcp.crash().details().get("tornRows"));
        assertTrue(
                dcp.crash().warnings().toString().contains("rows 1 to 8 are missing"),
                dcp.crash().warnings().toString());
        assertTrue(
                dcp.text().contains("unless the answers stand in the 8 rows that could not be read or are missing"),
                dcp.text());
    }

    @Test
    void nothingWasNeverAnsweredInALogWithGaps() {
        var smc = FieldCase.of("smc-log-gaps");
        String text = smc.text();
        assertFalse(text.contains("never answered"), text);
        assertTrue(text.contains("3 requests without an answer in the mailbox logs, which have gaps"), text);
        assertTrue(
                text.contains("The log has gaps: 3 answers stand in it without their request."
                        + " What lacks an answer here was most likely answered in a gap."),
                text);
        assertTrue(smc.json().contains("\"answersWithoutRequest\" : 3"));
    }

    @Test
    void aControlRegisterOfZeroIsNotEnabled() {
        String text = FieldCase.of("outbox-ctrl-zero").text();
        assertTrue(
                text.contains("AKF_AP_OUTBOX_CTRL = 0x0: not enabled; no bit is set, so the block may be switched off"),
                text);
    }

    @ParameterizedTest
    @CsvSource({"0x96000045, true", "0x96000445, false", "0xf2000005, false", "0xbe000011, false", "0x8a000000, true"})
    void theFaultAddressCountsWhereTheExceptionWritesIt(String esr, boolean writes) {
        var dump = new RegisterDump(
                Architecture.AARCH64, Map.of("far", 0x10L), new Syndrome(Long.decode(esr), false), null, null);
        if (writes) {
            assertEquals(0x10L, dump.faultAddress());
        } else {
            assertNull(dump.faultAddress());
        }
    }

    @Test
    void aFaultJustBelowTheStackPointerIsLikelyAnOverflow() {
        String log = """
                apple-dcp 111100000.dcp: RTKit: co-processor has crashed
                apple-dcp 111100000.dcp: RTKit: Exception dump:
                apple-dcp 111100000.dcp:   == Exception taken from EL1h ==
                apple-dcp 111100000.dcp:   PC     = 0x1234c
                apple-dcp 111100000.dcp:   ESR    = 0x96000045
                apple-dcp 111100000.dcp:   FAR    = 0x20ff0
                apple-dcp 111100000.dcp:   SP     = 0x21000
                """;
        var file = CrashReports.read("log", log.getBytes(StandardCharsets.UTF_8));
        String text = Explanation.with(Style.PLAIN, false).of(file).replaceAll("\\s+", " ");
        assertTrue(text.contains("just below the stack pointer: most likely the stack overflowed"), text);
    }

    /// A log of which only one direction was kept, as by `grep`, does not tell what was answered.
    @Test
    void nothingIsCalledUnansweredWhereALogShowsOneDirection() {
        var panic = new StringBuilder("""
            panic(cpu 0 caller 0xfffffff011112222): SMC PANIC - example - Misc(2)
            RTKit: RTKit-9001.1.1.release - Client: AppleSMCFirmware_X00-1.2.3.x00.REL
            Time: 0x0000000100010000

            Mailbox (0): (0)
              Inbox  AKF_KIC_INBOX_CTRL = 0x00020001, AKF_KIC_MAILBOX_SET = 0x11111101
              Outbox AKF_AP_OUTBOX_CTRL = 0x00020001, AKF_AP_MAILBOX_SET  = 0x00000000

                dir   endpoint      timestamp           msg
                ====  ============  ==================  ==================
            """);
        for (int id = 0; id < 4; id++) {
            panic.append(
                    "    [RX]        user01  0x000000010000%d000  0x4141303%d0000%d013\n".formatted(id + 1, id, id));
        }
        var file = CrashReports.read("smc", panic.toString().getBytes(StandardCharsets.UTF_8));
        assertEquals(4, UnansweredRequests.in(file.reports().getFirst()).size());
        for (boolean all : new boolean[] {false, true}) {
            String text = Explanation.with(Style.PLAIN, all).of(file).replaceAll("\\s+", " ");
            assertFalse(text.contains("never answered"), text);
            assertTrue(text.contains("4 requests without an answer in the mailbox logs, of which one shows one"), text);
        }
    }

    @Test
    void noCheckFailedWhereNoneIsNamed() {
        CrashReport crash = FieldCase.of("prefixed-panic").crash();
        assertEquals(
                "certain. Message and task are the firmware's own words; what led to it is not in them.",
                Verdict.of(crash).because());
    }

    @ParameterizedTest
    @CsvSource({
        "AppleSMCFirmware_X00-1.2.3.x00.REL, SMC, the system management controller (SMC)",
        "local-t600xdcp.release, DCP, the display controller (DCP)",
        "local-ipad14dcp.RELEASE, DCP, the display controller (DCP)",
        "AppleCIOFirmwareV2-649.120.2~402__t6040, ACIO, the Thunderbolt controller (ACIO)",
        "AppleMTPFirmware-1.2, MTP, the keyboard and trackpad controller (MTP)",
        "AppleStorageProcessorANS2-1.2, ANS, the storage controller (ANS)",
        "AppleANSFirmware-1.2, ANS, the storage controller (ANS)",
        "AppleAOPFirmware-1.2, AOP, the always-on processor (AOP)",
        "AppleSIOFirmware, SIO, the serial and audio I/O controller (SIO)",
        "AppleISPFirmware-9, ISP, the camera's processor (ISP)",
        "local-t603xdcpext.release, DCPEXT, the controller of an external display (DCPEXT)",
        "local-t600xgfx.release, GFX, the graphics processor's controller (GFX)",
        "pmp, PMP, the power management processor (PMP)"
    })
    void whoseABinaryLogIsIsGuessedFromTheClient(String client, String family, String words) {
        byte[] log = new CrashlogBuilder()
                .add(
                        CrashlogFormat.CVER,
                        StructBytes.of(Version.STRUCT)
                                .put(Version.UUID, HexFormat.of().parseHex("00".repeat(16)))
                                .text("RTKit: RTKit-9001.1.1.release - Client: " + client))
                .add(CrashlogFormat.CSTR, StructBytes.of(Message.STRUCT).text("assert failed: example\n"))
                .finish()
                .toBytes();
        var file = CrashReports.read("c.bin", log);
        CrashReport crash = file.reports().getFirst();
        assertEquals(family, crash.origin().coprocessor());
        assertTrue(crash.origin().isGuessed());
        assertTrue(
                Fingerprint.of(crash).id().startsWith(family + "-"),
                Fingerprint.of(crash).id());
        String text = Explanation.with(Style.PLAIN, false).of(file).replaceAll("\\s+", " ");
        assertTrue(text.startsWith("Probably " + words + " crashed"), text);
    }

    /// A piece of a panic without its head has the client, too; how the co-processor stopped is not in it.
    @Test
    void aPieceWithoutAHeadIsGuessedAtAndNotCalledAPanic() {
        String piece = """
            RTKit: RTKit-9001.1.1.release - Client: local-ipad14dcp.RELEASE
            Time: 0x0000000100010000

            Faulting task   2 Call Stack: 0x0000000000001000 0x0000000000002000
            RTKit Task List:
               name                    | pri     | stack use | status     | resource | warning
             2 Misc                    | 015     |  1072/16368 | RUNNABLE   | 0 | [Faulting task]
            """;
        var file = CrashReports.read("piece", piece.getBytes(StandardCharsets.UTF_8));
        CrashReport crash = file.reports().getFirst();
        assertEquals("DCP", crash.origin().coprocessor());
        assertTrue(crash.origin().isGuessed());
        assertEquals(
                "Probably the display controller (DCP) crashed, in its task Misc.",
                Verdict.of(crash).sentence());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SERROR | The co-processor XYZ stopped with a processor exception (SERROR).",
                "STACK OVERFLOW | The co-processor XYZ crashed (STACK OVERFLOW).",
                "NMI FIQ | The co-processor XYZ was stopped from outside (NMI FIQ), usually by a watchdog.",
            })
    void theKindOfStopIsSaidWhateverItIs(String kind, String sentence) {
        String panic = "panic(cpu 3 caller 0xfffffff011112222): XYZ " + kind + " pc=0x0000000000001234\n"
                + "RTKit: RTKit-9001.1.1.release - Client: xyz\n";
        var file = CrashReports.read("panic", panic.getBytes(StandardCharsets.UTF_8));
        assertEquals(sentence, Verdict.of(file.reports().getFirst()).sentence());
    }
}
