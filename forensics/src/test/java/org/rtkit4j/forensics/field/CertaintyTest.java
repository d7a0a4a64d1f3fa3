package org.rtkit4j.forensics.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.explain.Explanation;
import org.rtkit4j.forensics.explain.Style;
import org.rtkit4j.forensics.explain.Verdict;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;

/// No false certainty, over each whole kind of it; [SurenessFieldTest] has the cases of the field.
class CertaintyTest {
    private static final String DCP = "apple-dcp 111100000.dcp: ";

    private static ReportFile read(String text) {
        return CrashReports.read("report", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String explained(String text) {
        return Explanation.with(Style.PLAIN, false).of(read(text)).replaceAll("\\s+", " ");
    }

    private static String firstSentence(String text) {
        String explained = explained(text);
        int end = explained.indexOf(". ");
        return explained.substring(0, end < 0 ? explained.length() : end + 1);
    }

    /// Whatever rows are cut out of a numbered history, nothing is said to have never been answered without saying that
    /// rows are missing.
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void nothingIsClaimedAcrossMissingRows(long seed) {
        var random = new SplittableRandom(seed);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            boolean isRequest = i % 2 == 0;
            rows.add("%sRTKit:  #%03d@%08x: 0000000000000037 %s"
                    .formatted(DCP, i, 0x1000 + i, isRequest ? "0000001400000202" : "0000000000000242"));
        }
        int first = random.nextInt(0, 20);
        int count = random.nextInt(1, 24 - first);
        rows.subList(first, first + count).clear();
        String text = explained(DCP + "RTKit: co-processor has crashed\n" + DCP + "RTKit: Message (id=1): example\n"
                + DCP + "RTKit: Mailbox history (type = 0, index = 0)\n" + String.join("\n", rows) + "\n");
        boolean isCutAtEnd = first + count == 24;
        if (!isCutAtEnd) {
            assertTrue(text.contains("missing"), text);
            assertFalse(text.matches(".*never answered(?!, unless).*"), text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "some line that nobody understands",
                "0x0000000000001000 0x0000000000002000",
                "Faulting task x Call Stack 0x1",
                "Frames: 1 2 3"
            })
    void aReportWithTextThatWasNotReadIsNoSummary(String unread) {
        CrashReport crash = read("panic(cpu 0 caller 0xfffffff011112222): SMC PANIC - example - Misc(2)\n"
                        + "RTKit: RTKit-9001.1.1.release - Client: AppleSMCFirmware_X00-1.2.3.x00.REL\n" + unread
                        + "\n")
                .reports()
                .getFirst();
        assertFalse(Verdict.of(crash).because().contains("this is a summary"), Verdict.of(crash)::because);
    }

    @Test
    void aSummaryIsCalledOne() {
        CrashReport crash = read("""
            panic(cpu 0 caller 0xfffffff011112222): SMC PANIC - example - Misc(2)
            RTKit: RTKit-9001.1.1.release - Client: AppleSMCFirmware_X00-1.2.3.x00.REL
            """).reports().getFirst();
        assertTrue(Verdict.of(crash).because().contains("this is a summary"), Verdict.of(crash)::because);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PANIC",
                "Recoverable Panic",
                "NMI FIQ",
                "NMI POWER",
                "DATA ABORT",
                "PREFETCH ABORT",
                "INSTRUCTION ABORT",
                "UNDEFINED INSTRUCTION",
                "SYSTEM WATCHDOG TIMEOUT",
                "WATCHDOG",
                "SERROR ABORT",
                "STACK FAULT",
                "FATAL EXCEPTION ABORT"
            })
    void theKindOfAStopIsInTheFirstSentence(String kind) {
        String sentence = firstSentence("panic(cpu 0 caller 0xfffffff011112222): SMC " + kind + " - example - Misc(2)\n"
                + "RTKit: RTKit-9001.1.1.release - Client: AppleSMCFirmware_X00-1.2.3.x00.REL\n");
        assertTrue(sentence.contains(kind), sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "assert failed: x, true",
        "ASSERT!Invented.cpp:77, true",
        "Assertion failed: x, true",
        "SMC_ASSERT_x, true",
        "reset deasserted late, false",
        "DEASSERT timeout, false",
        "reasserting the line, false",
        "example, false"
    })
    void aCheckFailedOnlyWhereTheMessageSaysSo(String message, boolean isCheck) {
        ReportFile file =
                read(DCP + "RTKit: co-processor has crashed\n" + DCP + "RTKit: Message (id=1): " + message + "\n");
        String text = Explanation.with(Style.PLAIN, false).of(file).replaceAll("\\s+", " ");
        assertEquals(isCheck, text.matches("(?i).*\\bchecks? .*failed.*|.*the check fail.*"), text);
    }

    @ParameterizedTest
    @CsvSource({"0x20fff, true", "0x20000, true", "0x1ffff, false", "0x21000, false", "0x21008, false", "0x90000, false"
    })
    void onlyAFaultJustBelowTheStackPointerIsCalledAnOverflow(String address, boolean isOverflow) {
        String text = explained(DCP + "RTKit: co-processor has crashed\n" + DCP + "RTKit: Exception dump:\n" + DCP
                + "  == Exception taken from EL1h ==\n" + DCP + "  PC     = 0x1234c\n" + DCP + "  ESR    = 0x96000045\n"
                + DCP + "  FAR    = " + address + "\n" + DCP + "  SP     = 0x21000\n");
        assertEquals(isOverflow, text.contains("overflow"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AKF_KIC_INBOX_CTRL", "AKF_AP_OUTBOX_CTRL"})
    void aControlRegisterOfZeroIsNotEnabled(String register) {
        String report = """
            panic(cpu 0 caller 0xfffffff011112222): SMC PANIC - example - Misc(2)
            RTKit: RTKit-9001.1.1.release - Client: AppleSMCFirmware_X00-1.2.3.x00.REL

            Mailbox (0): (0)
              Inbox  AKF_KIC_INBOX_CTRL = 0x00020001, AKF_KIC_MAILBOX_SET = 0x11111101
              Outbox AKF_AP_OUTBOX_CTRL = 0x00020001, AKF_AP_MAILBOX_SET  = 0x00000000

                dir   endpoint      timestamp           msg
                ====  ============  ==================  ==================
                [TX]        user24  0x000000462be25cec  0x0000000000000642
            """;
        String text = explained(report.replace(register + " = 0x00020001", register + " = 0x00000000"));
        assertTrue(text.contains(register + " = 0x0: not enabled"), text);
        assertFalse(text.contains(register + " = 0x0: messages waiting"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ANS did not boot", "ANS did not initialize"})
    void aDriversLineThatACrashMayHaveCausedDeniesNone(String line) {
        String reason = read("[ 1.0] nvme-apple 111100000.nvme: RTKit: Initializing (protocol version 12)\n"
                        + "[ 1.5] nvme-apple 111100000.nvme: " + line + "\n")
                .reason();
        assertFalse(reason.contains("No co-processor crashed"), reason);
    }
}
