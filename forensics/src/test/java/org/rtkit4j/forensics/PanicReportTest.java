package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rtkit4j.forensics.Fixtures.PANIC;
import static org.rtkit4j.forensics.Fixtures.only;
import static org.rtkit4j.forensics.Fixtures.read;
import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.forensics.analysis.ClockOffset;
import org.rtkit4j.forensics.model.AddressRange;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Format;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.forensics.model.Section;
import org.rtkit4j.forensics.model.StackAddress;
import org.rtkit4j.forensics.model.Task;
import org.rtkit4j.forensics.model.TaskRef;
import org.rtkit4j.forensics.requests.Unanswered;
import org.rtkit4j.forensics.requests.UnansweredRequests;

class PanicReportTest {
    private final CrashReport report = only(PANIC);

    @Test
    void readsTheHeadWithAMessageOfSeveralLinesThatLooksLikeATask() {
        assertEquals(Format.MACOS_PANIC, report.format());
        assertEquals("DCPEXT0", report.origin().coprocessor());
        assertEquals("PANIC", report.site().kind().word());
        assertEquals(
                "ASSERT!Invented.cpp:77 stage - one(3) failed -- \nsecond line of it",
                report.site().reason());
        assertEquals(new TaskRef(9, "invented_task"), report.site().task());
        assertEquals("RTKit-9001.2.3.release", report.origin().firmware().rtkit());
        assertEquals(
                "InventedExt-1.2~3-modelx.RELEASE", report.origin().firmware().client());
        assertEquals(
                "00112233-4455-6677-8899-aabbccddeeff",
                report.origin().firmware().uuid());
        assertEquals(0x100000L, report.origin().aslrSlide());
        assertEquals(0x5_0000_0000L, report.site().time());
    }

    @Test
    void leavesNoWarningOnAWellFormedReport() {
        assertEquals(List.of(), report.warnings());
        assertEquals(List.of(), read(PANIC).warnings());
    }

    @Test
    void endsTheCallStackAtTheZeroOfEighteenDigits() {
        assertEquals(
                List.of(new StackAddress(0x101000), new StackAddress(0x102abc)),
                report.site().callStack());
        assertEquals(0x1000, report.site().callStack().getFirst().unslid(0x100000));
    }

    @Test
    void readsTasksWithGapsInTheirIdsRepeatedNamesAndLostTrailingBlanks() {
        assertEquals(
                List.of(0, 9, 51, 53), report.tasks().stream().map(Task::id).toList());
        Task background = report.tasks().getFirst();
        assertEquals("rtk_background", background.name());
        assertEquals(7, background.priority());
        assertEquals(100, background.stackUsed());
        assertEquals(2048, background.stackSize());
        assertEquals("SEMWAIT", background.status());
        assertEquals(0x1234L, background.resource());
        assertEquals(List.of(new StackAddress(0x100010), new StackAddress(0x100020)), background.stack());
        Task faulting = report.tasks().get(1);
        assertTrue(faulting.faulting());
        assertEquals(0L, faulting.resource());
        assertEquals("[Faulting task]", faulting.note());
        assertEquals(List.of(), faulting.stack());
        assertEquals(List.of(new StackAddress(0x100030)), report.tasks().get(2).stack());
        assertFalse(report.tasks().get(3).faulting());
    }

    @Test
    void readsSevenErrorRegistersWithZerosOfEighteenDigits() {
        assertEquals(
                Map.of(
                        "l2c_err_sts", 0x5000000000000001L,
                        "l2c_err_adr", 0L,
                        "l2c_err_inf", 0L,
                        "lsu_err_sts", 0L,
                        "fed_err_sts", 0L,
                        "mmu_err_sts", 7L,
                        "dpc_err_sts", 0L),
                report.site().asyncErrors());
    }

    @Test
    void normalisesDirectionsOfTheCoprocessorsOwnMailbox() {
        MailboxLog log = report.logs().own().getFirst();
        assertEquals("AP", log.peer());
        assertEquals(8, log.rows().size());
        assertEquals(
                MailboxRow.message(0x4_ff00_0500L, IOP_TO_AP, 0x37, 0x242),
                log.rows().getFirst());
        assertEquals(
                MailboxRow.message(0x4_ff00_1020L, AP_TO_IOP, 0x04, 0x0040_0000_0000_0000L),
                log.rows().get(1));
        assertEquals(0x02, log.rows().get(3).endpoint());
        assertEquals(0x20001L, log.controls().get("AKF_KIC_INBOX_CTRL"));
        assertEquals(0L, log.controls().get("AKF_AP_MAILBOX_SET"));
        assertEquals(List.of("OUTBOX not ready"), log.notes());
    }

    @Test
    void readsTheSecondMailboxWithAnUninitializedApInstance() {
        MailboxLog log = report.logs().own().get(1);
        assertEquals(1, log.index());
        assertEquals(4, log.peerKind());
        assertFalse(log.isWithAp());
        assertEquals(List.of("AP instance uninitialized"), log.notes());
        assertEquals(0x20, log.rows().getFirst().endpoint());
    }

    @Test
    void keepsTheFirstOfRepeatedCountsAndFactsOfTheSystem() {
        assertEquals("11", report.details().get("sleepCount"));
        assertEquals("12", report.details().get("wakeCount"));
        assertEquals("2", report.details().get("dutyCycle"));
        assertEquals("99Z999", report.details().get("osVersion"));
        assertEquals("0x201200000", report.details().get("machAbsoluteTime"));
    }

    @Test
    void keepsUnknownSectionsInTheOrderOfTheirBytes() {
        assertEquals(
                List.of(new Section("Cinv", "1.0", 32, 0, "41424344" + "01000000" + "0".repeat(40) + "000000ff")),
                report.sections());
        assertEquals(
                List.of(
                        new AddressRange(0xffffffff0001d000L, 0xffffffff0001dfffL),
                        new AddressRange(0xffffffff0001e000L, 0xffffffff0001efffL)),
                report.pages().unmapped());
    }

    @Test
    void rotatesTheApLogAndKeepsItsInterrupts() {
        assertNotNull(report.logs().ap());
        List<MailboxRow> rows = report.logs().ap().rows();
        assertEquals(10, rows.size());
        assertEquals(6, report.logs().ap().rotatedBy());
        assertEquals(0x2_0000_0000L, rows.getFirst().time());
        assertEquals(0x00, rows.getFirst().endpoint());
        assertEquals(AP_TO_IOP, rows.getFirst().direction());
        assertEquals(MailboxRow.interrupt(0x2_0110_0000L, IOP_TO_AP), rows.get(8));
        assertEquals(0x01, rows.getLast().endpoint());
        assertEquals(0x0010_2008_1234_5000L, rows.getLast().message());
        assertEquals("0x8", report.logs().ap().state().get("_iopStatus"));
        assertEquals("0x00021101", report.logs().ap().state().get("OUTBOX0_CTRL"));
    }

    @Test
    void linesUpTheClocksByMessagesThatBothLogsHold() {
        // AP to IOP: ff001020-200001000, ff002010-200002000, ff002230-200002220 = 2ff000020, 2ff000010, 2ff000010.
        // IOP to AP: ff001100-200001140 = 2feffffc0, ff002100-200002140 = 2feffffc0.
        assertEquals(new ClockOffset(0x2_ff00_0010L, 0x2_feff_ffc0L, 5), ClockOffset.of(report));
    }

    @Test
    void findsRequestsWithoutAnswerInEveryLog() {
        List<Unanswered> open = UnansweredRequests.in(report);
        assertEquals(
                List.of("both ends", "mailbox 1"),
                open.stream().map(Unanswered::log).toList());
        assertEquals(0x0000_0024_0000_0202L, open.getFirst().request().message());
        assertEquals("SMC_READ(KEY='abce', SIZE=4 bytes, ID=1)", open.get(1).decoded());
    }

    /// As older kernels print it; the second form names the kernel's source behind the text.
    @ParameterizedTest
    @ValueSource(strings = {"\"", "\"@/BuildRoot/Library/Caches/Sources/RTBuddy/RTBuddyCrash.cpp:611"})
    void readsTextInTheQuotationMarksOfOlderKernels(String closing) {
        int end = PANIC.indexOf("Debugger message:");
        String quoted = PANIC.substring(0, end).stripTrailing() + closing + "\n" + PANIC.substring(end);
        CrashReport other = only(quoted.replaceFirst("\\): DCP", "): \"DCP"));
        assertEquals(report, other);
    }

    @Test
    void readsAReportBehindProseInATextFenceAndQuoted() {
        String quoted =
                "Hello, my Mac says this:\n\n```\n" + PANIC.indent(4).replace("\n", "\n> ") + "\n```\nAny idea?\n";
        CrashReport other = only(quoted);
        assertEquals(report.site().reason(), other.site().reason());
        assertEquals(report.site().callStack(), other.site().callStack());
        assertEquals(report.tasks(), other.tasks());
        assertEquals(report.logs().own(), other.logs().own());
        assertEquals(report.logs().ap(), other.logs().ap());
        assertEquals(List.of(), other.warnings());
    }

    @Test
    void readsLinesThatEndInCarriageReturnAndLineFeed() {
        CrashReport other = only(PANIC.replace("\n", "\r\n"));
        assertEquals(report.logs().own(), other.logs().own());
        assertEquals(report.tasks(), other.tasks());
        assertEquals(List.of(), other.warnings());
    }

    @Test
    void mendsHexNumbersThatALineEndCutsInTwo() {
        CrashReport other = only(PANIC.replace("0xfffffe0011112222", "0xfff\nffe0011112222")
                .replace("0x00000004ff001020", "0x0000000\n4ff001020"));
        assertEquals(report.logs().own(), other.logs().own());
        assertEquals("0xfffffe0011112222", other.details().get("caller"));
        assertEquals("DCPEXT0", other.origin().coprocessor());
        assertEquals(List.of(), other.warnings());
    }

    @Test
    void readsSeveralReportsOfOneFile() {
        List<CrashReport> reports =
                read(PANIC + "\n" + PANIC.replace("DCPEXT0", "SMC")).reports();
        assertEquals(
                List.of("DCPEXT0", "SMC"),
                reports.stream().map(report -> report.origin().coprocessor()).toList());
        assertEquals(report.logs().own(), reports.get(1).logs().own());
    }

    @Test
    void takesATaskThatStandsAloneOnItsLine() {
        CrashReport other = only("""
                panic(cpu 0 caller 0xfffffe0000000001): DCPEXT PANIC - swap: Force panic
                 - iomfb_mailbox_async(76) - Misc(2) OUTBOX1 not ready
                swap: Force panic

                RTKit: RTKit-1.release - Client: local-x.RELEASE
                Faulting task  76 Call Stack: 0x0000000000001000
                """);
        assertEquals("swap: Force panic", other.site().reason());
        assertEquals(new TaskRef(76, "iomfb_mailbox_async"), other.site().task());
        assertEquals("- Misc(2) OUTBOX1 not ready", other.details().get("afterMessage"));
    }

    @Test
    void takesAMessageThatEndsInTwoDashes() {
        CrashReport other = only("""
                panic(cpu 0 caller 0xfffffe0000000001): DCP PANIC - apt firmware: x --  - iomfb_mailbox(70)
                apt firmware: x --\s
                RTKit: RTKit-1.release - Client: local-x.RELEASE
                """);
        assertEquals("apt firmware: x --", other.site().reason());
        assertEquals(new TaskRef(70, "iomfb_mailbox"), other.site().task());
    }

    @Test
    void prefersTheNumberOfTheFaultingTaskWhereTheMessageIsNotRepeated() {
        CrashReport other = only("""
                panic(cpu 0 caller 0xfffffe0000000001): SMC PANIC - a - Misc(2) b - later(3)
                RTKit: RTKit-1.release - Client: local-x.RELEASE
                Faulting task 2 Call Stack: 0x10
                """);
        assertEquals("a", other.site().reason());
        assertEquals(new TaskRef(2, "Misc"), other.site().task());
    }

    @Test
    void readsAStackFrameInsteadOfACallStack() {
        CrashReport other = only("""
                panic(cpu 0 caller 0xfffffe0000000001): DCP DATA ABORT @ 0x01054c70 pc=0x0000000001054c70

                RTKit: RTKit-2413.1.release - Client: local-t600xdcp.release
                !UUID: 01234567-89ab-cdef-0123-456789abcdef
                Time: 0x0000000000000001

                Faulting task stack frame:

                 pc=0x0000000001054c70 Exception class=0x25, iss=0x4f far=0x0000000000000010 far_physical=0x0000000000000020
                 r00=0x0000000000000001  r01=000000000000000000 r02=0x0000000000000002  r03=0x0000000000000003
                 r29=0x000000000000001d
                   sp=0x0000000000004000   lr=0x0000000000005000
                RTKit Task List:
                   name                    | pri     | stack use | status     | resource | warning
                 3 other                   | 000     |     8/64    | RUNNABLE   | 0x1 | [Faulting task]
                """);
        assertEquals("DATA ABORT", other.site().kind().word());
        assertEquals("@ 0x01054c70 pc=0x0000000001054c70", other.site().reason());
        assertNotNull(other.site().registers());
        assertEquals(0x1054c70L, other.site().registers().values().get("pc"));
        assertEquals(0L, other.site().registers().values().get("x1"));
        assertEquals(0x1dL, other.site().registers().values().get("x29"));
        assertEquals(0x4000L, other.site().registers().values().get("sp"));
        assertEquals(0x20L, other.site().registers().values().get("far_physical"));
        assertNotNull(other.site().registers().syndrome());
        assertEquals(0x25, other.site().registers().syndrome().exceptionClass());
        assertEquals(0x9400004fL, other.site().registers().syndrome().value());
        assertEquals(List.of(), other.warnings());
        assertEquals(1, other.tasks().size());
    }

    @Test
    void readsTheOrderOfSmcFirmwareWithoutStacksAndWithoutApLog() {
        CrashReport other = only("""
                panic(cpu 0 caller 0xfffffe0000000001): SMC PANIC - reason - Misc(2) OUTBOX1 not ready
                reason

                RTKit: RTKit-3255.1.release - Client: AppleSMCFirmware_X-1.2.REL
                Time: 0x0000000000000100
                Faulting task   2 Call Stack: 0x0000000000000010 000000000000000000
                Mailbox (0): (0)
                  Inbox  AKF_KIC_INBOX_CTRL = 0x00020001, AKF_KIC_MAILBOX_SET = 0x11111101
                  Outbox AKF_AP_OUTBOX_CTRL = 0x00020001, AKF_AP_MAILBOX_SET  = 0x00000000
                   dir   endpoint      timestamp           msg
                   ====  ============  ==================  ==================
                   [RX]        user01  0x0000000000000080  0x0000000000000017
                   [TX]        user01  0x0000000000000081  0x0000000000000000
                RTKit Task List:
                   name                    | pri     | stack use | status     | resource | warning
                 0 rtk_background          | 007     |   824/2048  | SEMWAIT    | 0x87ce70 |
                 2 Misc                    | 015     |   824/2048  | RUNNABLE   | 0 | [Faulting task]
                 4 other one               | 015     |   824/2048  | WAITING    | 0x1 |
                Sleep Count: 1
                Mailbox (1): (2)
                   [RX]        user01  0x0000000000000090  0x6750313200040011
                """);
        assertEquals("SMC", other.origin().coprocessor());
        assertEquals("reason", other.site().reason());
        assertEquals("OUTBOX1 not ready", other.details().get("afterMessage"));
        assertEquals(3, other.tasks().size());
        assertEquals("other one", other.tasks().get(2).name());
        assertEquals(2, other.logs().own().size());
        assertNull(other.logs().ap());
        assertEquals(
                List.of("mailbox 1"),
                UnansweredRequests.in(other).stream().map(Unanswered::log).toList());
        assertEquals(List.of(), other.warnings());
    }

    @Test
    void readsASummaryOnly() {
        CrashReport other = only("""
                Panic Initiator: INV2
                Panic String: panic(cpu 0 caller 0xfffffe0000000001): INV2 Recoverable Panic - id=1 - INV main loop(2)
                RTKit: RTKit-1.2.release - Client: InventedFirmware-1.2__t0
                Backtrace Kernel Extensions:
                  - com.example(1.0)
                """);
        assertEquals("INV2", other.origin().coprocessor());
        assertEquals("Recoverable Panic", other.site().kind().word());
        assertEquals("id=1", other.site().reason());
        assertEquals(new TaskRef(2, "INV main loop"), other.site().task());
        assertEquals("InventedFirmware-1.2__t0", other.origin().firmware().client());
        assertEquals(List.of(), other.warnings());
    }

    @Test
    void readsFieldsThatWereFoldedIntoAParagraph() {
        CrashReport other = only("""
                panic(cpu 0 caller 0xfffffe0000000001): DCP PANIC - reason - task(27)
                reason RTKit: RTKit-1.2.release - Client: C-1 !UUID: 01234567-89ab-cdef-0123-456789abcdef ASLR slide: 0x0000000000000010 Time: 0x0000000000000020 Faulting task 27 Call Stack: 0x0000000000000030 0x0000000000000040
                """);
        assertEquals("reason", other.site().reason());
        assertEquals("C-1", other.origin().firmware().client());
        assertEquals(
                "01234567-89ab-cdef-0123-456789abcdef",
                other.origin().firmware().uuid());
        assertEquals(0x20L, other.site().time());
        assertEquals(2, other.site().callStack().size());
    }

    @Test
    void refusesPanicsThatOnlyLookAlike() {
        var file = read("""
                panic(cpu 2 caller 0xfffffe0000000001): SEP Panic: :skbs/kbsd: 0x0001
                Debugger message: panic
                """);
        assertEquals(List.of(), file.reports());
        assertEquals(1, file.panics().size());
        assertTrue(file.reason().startsWith("No "), file.reason());
    }

    @Test
    void escapesControlCharactersOfTheMessage() {
        CrashReport other = only(
                "panic(cpu 0 caller 0x1): DCP PANIC - \u001b[31mred\u202e \u0007 - t(1)\nRTKit: RTKit-1 - Client: a\u0000b\n");
        assertEquals("\\x1b[31mred\\u202e \\x07", other.site().reason());
    }

    @Test
    void saysWhichLineIsTorn() {
        CrashReport other = only(PANIC.replace("0x00000004ff001020  0x0040000000000000", "0x00000004ff001020"));
        assertEquals(1, other.warnings().size());
        assertTrue(
                other.warnings().getFirst().toString().startsWith("line 40: mailbox row torn: [RX]   ioreporting"),
                other.warnings().toString());
        assertEquals(7, other.logs().own().getFirst().rows().size());
    }

    @Test
    void takesLettersOfAScannedPictureForDigitsAndSaysSo() {
        CrashReport other = only(PANIC.replace("0x00000004ff001020", "0xOOO00004ff00lO20"));
        assertEquals(report.logs().own(), other.logs().own());
        assertEquals(
                "line 40: letters in a number taken for the digits 0 and 1",
                other.warnings().getFirst().toString());
    }
}
