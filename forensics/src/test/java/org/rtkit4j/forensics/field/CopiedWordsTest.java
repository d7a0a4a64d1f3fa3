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
