package org.rtkit4j.forensics.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.explain.Verdict;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.PanicClass;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.SystemPanic;

/// Reports of which people copied, typed or scanned a part.
class CopiedWordsTest {
    private static final String WATCHDOG =
            "userspace watchdog timeout: no successful checkins from thermalmonitord in 180 seconds";

    private static String crash(String head, String kind) {
        return """
            %sDCP %s - example: no answer - example(68)
            RTKit: RTKit-9001.1.1.release - Client: local-ipad14dcp.RELEASE
            !UUID: 00000000-0000-0000-0000-000000000001
            Time: 0x0000000100010000

            Faulting task  68 Call Stack: 0x0000000000001000 0x0000000000002000
            """.formatted(head, kind);
    }

    private static ReportFile read(String text) {
        return CrashReports.read("copy", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sentence(String text) {
        ReportFile file = read(text);
        return file.reports().isEmpty()
                ? Verdict.of(file.panics().getFirst()).sentence()
                : Verdict.of(file.reports().getFirst()).sentence();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SMC PANIC - ASSERT: power.c:561: example | The system management controller (SMC) stopped itself because one of its checks failed, at power.c line 561.",
                "SMC DATA ABORT @ 0x01054c70 | The system management controller (SMC) accessed memory that it may not access.",
                "AOP NMI POWER pc=0x0000000000001000 | The always-on processor (AOP) was stopped from outside (NMI POWER), usually by a watchdog.",
                "panicString : userspace watchdog timeout: no successful checkins from wifid in 240 seconds | No co-processor crashed: the system restarted the device because a service (wifid) had not reported for 240 seconds.",
                "SEP Panic: :sks /sks : 0x00011111 0x00022222 | No RTKit co-processor crashed: the Secure Enclave's own system (SEPOS) stopped, a co-processor, but not one that runs RTKit.",
                "x86 CPU CATERR detected | No co-processor crashed: the T2 reset the Mac because its Intel processor reported a catastrophic error (CATERR).",
            })
    void wordsWithoutAHeadAreAnswered(String words, String sentence) {
        String text = "my phone says:\n\n" + words + "\n";
        assertEquals(sentence, sentence(text));
        assertTrue(
                read(text).warnings().stream()
                        .anyMatch(warning -> warning.toString().contains("head is missing")),
                () -> read(text).warnings().toString());
    }

    @Test
    void aGuideThatListsSuchWordsIsNoReport() {
        String guide = "How to read panics\n\nA table:\n\nwords | look at\n\nSMC PANIC - ASSERT | battery\n"
                + "AOP PANIC - no pulse | microphones\n".repeat(3);
        assertEquals(List.of(), read(guide).reports());
        assertEquals(
                List.of(), read("SMC PANIC - ASSERT: a\n" + "x ".repeat(3_000)).reports());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "panic(cpu 0 caller 0xfffffff011112222): ",
                "Panic(cpu 0 caller 0xfffffff011112222): ",
                "panic (cpu 0 caller 0xfffffff011112222): ",
                "panic(CPU 0 caller 0xfffffff011112222): ",
                "panic{ cpu 0 caller Oxfffffff0ll112222): ",
                "panlc[cpu 0, caller 0xfffffff011112222]: "
            })
    void scannedHeadsAreMended(String head) {
        for (String kind : List.of("PANIC", "PANlC", "PAN1C")) {
            CrashReport crash = read(crash(head, kind)).reports().getFirst();
            assertEquals("DCP", crash.origin().coprocessor(), head + kind);
            assertEquals("example: no answer", crash.site().reason(), head + kind);
            assertEquals(2, crash.site().callStack().size(), head + kind);
            assertEquals("PANIC", crash.site().kind().word(), head + kind);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\nservice returned not alive with context : x, Missing sensor(s): Prs0 mic1 \nservice: logd, total",
                "\nservice returned not alive with context : x, Missing sensor(s): Prs0, mic1\nservice: logd, total",
                "\nservice returned not alive with context : x, Missing\nsensor(s): Prs0\nmic1\nservice: logd, total",
                "\nservice returned not alive with context : x, Missing sensor(s) : Prs0\nmic1\n\nDebugger message: panic\nname",
            })
    void sensorsAreNamedHoweverTheirLineIsWrapped(String behind) {
        for (String head : List.of("panic(cpu 1 caller 0xfffffff011112222): ", "")) {
            ReportFile file = read(head + WATCHDOG + behind);
            assertEquals(
                    PanicClass.MISSING_SENSORS, file.panics().getFirst().cause().panicClass());
            assertEquals(
                    List.of("Prs0", "mic1"), file.panics().getFirst().cause().missingSensors());
        }
    }

    @Test
    void aTextThatWasWrappedTwiceInJsonIsRead() {
        String json = "{\"bug_type\":\"210\"}\n{\"product\":\"iPhone12,3\",\"panicString\":\"panic(cpu 1 caller"
                + " 0xfffffff011112222): " + WATCHDOG + "\\\\nMissing sensor(s): mic2\\\\nservice: logd\"}";
        assertEquals(List.of("mic2"), read(json).panics().getFirst().cause().missingSensors());
    }

    /// What kernels of Intel Macs print in an interrupt that must not wait has a head of its own.
    @ParameterizedTest
    @CsvSource({
        "'spinlock acquisition timeout, spinlock: 0xffffff8000001111', spinlock acquisition timeout",
        "'unresponsive processor: TLB flush timeout, TLB state:0x0', unresponsive processor: TLB flush timeout",
    })
    void theHeadOfAnInterruptIsRead(String words, String why) {
        String text = "it did it again\n\n> `Panic(CPU 3, time 99123456789): NMIPI for " + words
                + "\nRAX: 0x0000000000000001, RBX: 0x0000000000000002\nPanicked task 0xffffff8000002222: 5 threads:"
                + " pid 99: exampled\n";
        assertEquals(
                "No co-processor crashed: the system was stopped by a non-maskable interrupt (NMI): " + why + ".",
                sentence(text));
        assertEquals("pid 99: exampled", read(text).panics().getFirst().trace().task());
    }

    /// Before iOS 13 a watchdog of the chip's left no head.
    @Test
    void theWatchdogOfOlderPhonesIsNamed() {
        String json = "{\"bug_type\":\"210\"}\n{\"product\":\"iPhone9,3\",\"panicString\":\"Debugger message: WDT"
                + " timeout\\n94s ago: 300m0/1 300u0 0m0/1 0u0 \\nMemory ID: 0xff\\nOS version: 99A1\\n\"}";
        assertEquals(
                "No co-processor crashed: the phone (iPhone9,3) was reset by a watchdog (WDT timeout).",
                sentence(json));
        assertEquals("WDT timeout", read(json).panics().getFirst().cause().message());
    }

    @ParameterizedTest
    @CsvSource({"\", \"", "\u201e, \u201c", "\u201c, \u201d", "\u00ab, \u00bb"})
    void whatASentenceQuotesEndsWithItsMark(String opening, String closing) {
        String text = "The logs say " + opening + "panic(cpu 0 caller 0xfffffff011112222): " + WATCHDOG + closing
                + ". It comes in the evening,\nmostly. What is that?\n";
        assertEquals(WATCHDOG, read(text).panics().getFirst().cause().message());
    }

    /// A piece from the middle of a report says that it is one.
    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                CORE 1: PC=0xfffffe0011112222, LR=0xfffffe0011113333, FP=0xfffffe0011114444
                Compressor Info: 0% of compressed pages limit (OK)
                Panicked task 0xfffffe1b11112222: 0 pages, 591 threads: pid 0: kernel_task
                """,
                """
                \t\t  lr: 0xfffffe0011112222  fp: 0xfffffe0011113333
                      Kernel Extensions in backtrace:
                         com.example.filesystem(4.0)[0]@0xfffffe0011112222->0xfffffe0011113333

                last started kext at 99: com.example.filesystem\t4.0
                loaded kexts:
                """,
            })
    void aPieceFromTheMiddleIsSaidToBeOne(String text) {
        assertEquals(
                "No co-processor's crash is in this report: the system panicked; the report begins behind the words"
                        + " that say why.",
                sentence(text));
    }

    /// A task that is marked has crashed, whatever else of the list is there.
    @Test
    void aPieceOfATaskListNamesTheTask() {
        CrashReport crash = read("""
            ```
            60 example_off             | 015     |   352/16384 | SEMWAIT    | 0xffffffff40fa0540 |
                 0x0000000000011c1c 0x0000000000012ba8

            63 example_end             | 015     |  2688/16384 | RUNNABLE   | 0 | [Faulting task]

            64 example_config          | 015     |  4560/16384 | WAITING    | 0xffffffff40f9afd8 |
            ```
            """).reports().getFirst();
        assertEquals(3, crash.tasks().size());
        assertEquals("example_end", crash.tasks().get(1).name());
        assertTrue(crash.tasks().get(1).faulting());
    }

    /// A head may have no more than a name and how it was stopped.
    @Test
    void anInterruptWithoutMoreWordsIsNamed() {
        assertEquals(
                "The graphics processor's controller (AGXG99X_A0) was stopped from outside (NMI), usually by a"
                        + " watchdog.",
                sentence("panic(cpu 1 caller 0xfffffff011112222): AGXG99X_A0 NMI\n"));
    }

    /// A mailer fills a report's lines anew: several facts stand on one, and one on several.
    @Test
    void aReportThatAMailerHasFilledAnewIsTakenApart() {
        SystemPanic panic = read("""
            It did it again.

            panic(cpu 8 caller 0xfffffe0011112222): watchdog timeout: no checkins from
            watchdogd in 97 seconds (9 total checkins since monitoring last enabled)
            Debugger message: panic Memory ID: 0xff OS release type: User OS version: 99F80
            Kernel version: Darwin Kernel Version 99.5.0: Mon Jan 1 00:00:00 PST 2035;
            root:xnu-1~2/RELEASE_ARM64_T6041 Fileset Kernelcache UUID: 00000000 Kernel UUID:
            00000000-0000-0000-0000-000000000001 iBoot version: mBoot-99.1
            iBoot Stage 2 version: mBoot-99.1 secure boot?: YES roots installed: 0
            mach_absolute_time: 0x51c324d31df Epoch Time: sec usec Boot
            : 0x60000000 0x0008e06a Sleep : 0x00000000 0x00000000 Wake
            : 0x00000000 0x00000000 Calendar: 0x60000064 0x00010000

            What is that?
            """).panics().getFirst();
        assertEquals(PanicClass.KERNEL_WATCHDOG, panic.cause().panicClass());
        assertEquals("99F80", panic.machine().system());
        assertEquals("T6041", panic.machine().chip());
        assertEquals("mBoot-99.1", panic.machine().bootLoader());
        assertEquals(100, panic.uptime().sinceBoot());
    }

    /// What macOS writes of a sleep that failed has no head, and the words in other places.
    @ParameterizedTest
    @ValueSource(strings = {"Stackshot Reason: ", "my report:\n", ""})
    void aStackshotOfAFailedSleepSaysWhatDidNotAnswer(String before) {
        String text = before + "Wake transition timed out after 180 seconds while entering fullwake from darkwake."
                + " Suspected bundle: com.example.driver. Thread 0x99.\nFailure code:: 0x1 0x2\n\n"
                + "=".repeat(64)
                + "\nDate/Time:       2035-01-01 12:00:00 -0700\nEvent:           Sleep Wake Failure\n\n"
                + "Process:         kernel_task [0]\n" + "  Thread 0x66   1 sample (1)\n".repeat(999);
        assertEquals(
                "No co-processor crashed: the device did not go to sleep or wake up in time (180 seconds); the report"
                        + " suspects com.example.driver.",
                sentence(text));
        String message = read(text).panics().getFirst().cause().message();
        assertTrue(message.endsWith("Failure code:: 0x1 0x2"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"`macsmc-power: Emergency notification: Failed to read battery status`"})
    void aLineOfALogInTheMidstOfWordsIsRead(String line) {
        assertEquals(
                "battery-status",
                read("The logs showed something like:\n" + line + "\nI tried to mask it.\n")
                        .log()
                        .verdicts()
                        .getFirst()
                        .key());
    }

    @Test
    void aReportThatEndsInItsHeadIsSaidToEndThere() {
        assertEquals(
                "No co-processor's crash is in this report: macOS panicked; the report ends before it says why.",
                sentence("panic(cpu 0 caller 0xfffffe001429199c): "));
    }

    @Test
    void aFailedSleepInTheFirmwareIsNamed() {
        ReportFile file = read("Sleep Wake failure in EFI\n\nFailure code:: 0x00000000 0x0000001f\n");
        assertEquals("sleep or wake failure", file.incidents().getFirst().name());
        assertEquals(
                "0x00000000 0x0000001f", file.incidents().getFirst().details().get("reason"));
    }

    @Test
    void aPictureIsCalledOne() {
        byte[] picture = "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);
        String reason = CrashReports.read("photo.png", picture).reason();
        assertTrue(reason.startsWith("a picture (PNG), not a text: copy the report's text out of it"), reason);
    }

    /// A photograph's bytes are any: few of them are those that no text has.
    @Test
    void aPhotographOfAPhoneIsCalledAPicture() {
        byte[] photograph = new byte[4000];
        new SplittableRandom(1).nextBytes(photograph);
        byte[] head = "\0\0\0\u0018ftypheic".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(head, 0, photograph, 0, head.length);
        String reason = CrashReports.read("IMG_0001.HEIC", photograph).reason();
        assertTrue(reason.startsWith("a picture (HEIC), not a text: copy the report's text out of it"), reason);
    }

    @ParameterizedTest
    @CsvSource({"RIFF1234WEBPVP8L,WebP", "GIF87a,GIF", "'II*\\0',TIFF", "'MM\\0*',TIFF"})
    void otherPicturesAre(String head, String name) {
        byte[] picture = head.replace("\\0", "\0").getBytes(StandardCharsets.ISO_8859_1);
        String reason = CrashReports.read("x", picture).reason();
        assertTrue(reason.startsWith("a picture (" + name + "), not a text: "), reason);
    }

    @Test
    void aDocumentIsCalledOneAndItsTextAskedFor() {
        byte[] document = "%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                "a document (PDF), not a text: open it, copy the report's text, and explain that, or what pdftotext"
                        + " makes of it",
                CrashReports.read("report.pdf", document).reason());
    }
}
