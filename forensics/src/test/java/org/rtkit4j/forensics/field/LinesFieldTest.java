package org.rtkit4j.forensics.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.model.CrashKind;
import org.rtkit4j.forensics.model.CrashReport;

/// Lines belong to whom they belong, whatever was put in front of them or round them.
class LinesFieldTest {
    private static final String UUID = "00000000-0000-0000-0000-000000000001";

    @Test
    void othersLinesAreNoPartOfWhatTheFirmwareSaid() {
        var journal = FieldCase.of("journal-interleaved");
        assertEquals("example failure [0x40000000]", journal.crash().site().reason());
        assertEquals(
                "local-examplexdcp.release", journal.crash().origin().firmware().client());
        assertEquals(
                List.of("Not charging:0"),
                journal.file().log().devices().getFirst().syslog().stream()
                        .map(line -> line.text())
                        .toList());
    }

    @Test
    void aJournalInJsonIsItsMessages() {
        CrashReport crash = FieldCase.of("journal-json").crash();
        assertEquals("apple-dcp 111100000.dcp", String.valueOf(crash.origin().device()));
        assertEquals("local-examplexdcp.release", crash.origin().firmware().client());
        assertEquals(0x11223344L, crash.site().time());
        assertEquals(CrashKind.Stop.DATA_ABORT, crash.site().kind().stop());
        assertTrue(FieldCase.of("journal-json").text().contains("wrote to 0x0"));
    }

    @Test
    void theOtherLayoutsOfAJournalReadTheSame() {
        String line = "apple-dcp 111100000.dcp: RTKit: co-processor has crashed";
        String bytes = line.chars()
                .mapToObj(Integer::toString)
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
        for (String journal : List.of(
                "{\n\t\"__REALTIME_TIMESTAMP\" : \"1\",\n\t\"MESSAGE\" : \"" + line + "\"\n}\n",
                "data: {\"_TRANSPORT\":\"kernel\",\"MESSAGE\":\"" + line + "\"}\n\n",
                "\u001e{\"_TRANSPORT\":\"kernel\",\"MESSAGE\":[" + bytes + "]}\n")) {
            var file = CrashReports.read("journal", journal.getBytes(StandardCharsets.UTF_8));
            assertEquals(1, file.reports().size(), journal);
            assertEquals("DCP", file.reports().getFirst().origin().coprocessor());
        }
    }

    @Test
    void aPrefixThatAllLinesShareIsTakenOff() {
        CrashReport crash = FieldCase.of("prefixed-panic").crash();
        assertEquals("example", crash.site().reason());
        assertEquals(UUID, crash.origin().firmware().uuid());
        assertEquals(2, crash.site().callStack().size());
    }

    @Test
    void aSavedPageLosesItsTags() {
        CrashReport crash = FieldCase.of("html-breaks").crash();
        assertEquals("example <a>", crash.site().reason());
        assertEquals(
                "AppleSMCFirmware_X00-1.2.3.x00.REL", crash.origin().firmware().client());
        assertEquals(UUID, crash.origin().firmware().uuid());
        assertEquals(2, crash.site().callStack().size());
    }

    private static final String PANIC = """
        panic(cpu 0 caller 0xfffffff011112222): SMC PANIC - example - Misc(2)
        RTKit: RTKit-9001.1.1.release - Client: AppleSMCFirmware_X00-1.2.3.x00.REL
        !UUID: 00000000-0000-0000-0000-000000000001
        Time: 0x0000000100000000

        Faulting task   2 Call Stack: 0x0000000000001000 0x0000000000002000
        """;

    @ParameterizedTest
    @ValueSource(strings = {"12:", "+", "> ", "> > ", "    ", "|  ", "kernel\t0x7f\t"})
    void aPanicIsTheSameBehindAnyPrefix(String prefix) {
        same(PANIC.replaceAll("(?m)^", prefix.replace("$", "\\$")).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPanicIsTheSameInAnyWrapping() {
        same(PANIC.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        same(PANIC.replace("\n", "\r").getBytes(StandardCharsets.UTF_8));
        same(PANIC.replace("\n", "<br>").getBytes(StandardCharsets.UTF_8));
        same(("<pre><code>" + PANIC + "</code></pre>").getBytes(StandardCharsets.UTF_8));
        same(("{\\rtf1\\ansi\n" + PANIC.replace("\n", "\\\n")).getBytes(StandardCharsets.UTF_8));
        same(PANIC.replace("panic(", "\u001b[31mpanic(")
                .replace("\n", "\u001b[0m\n")
                .getBytes(StandardCharsets.UTF_8));
        same(PANIC.getBytes(StandardCharsets.UTF_16LE));
        same(PANIC.getBytes(StandardCharsets.UTF_16BE));
        same(PANIC.replace("=", "=3D")
                .replace("- Client", "=\n- Client")
                .concat("x=3Dy\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static void same(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        var file = CrashReports.read("panic", input);
        assertEquals(1, file.reports().size(), text);
        CrashReport crash = file.reports().getFirst();
        assertEquals("example", crash.site().reason(), text);
        assertEquals(UUID, crash.origin().firmware().uuid(), text);
        assertEquals(
                "AppleSMCFirmware_X00-1.2.3.x00.REL", crash.origin().firmware().client(), text);
        assertEquals(2, crash.site().callStack().size(), text);
    }
}
