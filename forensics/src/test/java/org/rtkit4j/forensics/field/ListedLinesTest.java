package org.rtkit4j.forensics.field;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.model.CrashReport;

/// Logs whose lines were copied into a list, a table's cells, or the values of keys, and logs wrapped with an indent.
class ListedLinesTest {
    private static final List<String> LOG = List.of(
            "[    1.000001] apple-dcp 111100000.dcp: RTKit: co-processor has crashed",
            "[    1.000002] apple-dcp 111100000.dcp: RTKit: Message (id=1): example \"failure\" [0x40000000]",
            "[    1.000003] apple-dcp 111100000.dcp: RTKit: Version: RTKit: RTKit-9999.1.2.debug - Client: local-examplexdcp.release",
            "[    1.000004] apple-dcp 111100000.dcp: RTKit: Crash time: 287454020");

    private static String escaped(String line) {
        return line.replace("\"", "\\\"");
    }

    private static String each(UnaryOperator<String> form) {
        return LOG.stream().map(form).collect(Collectors.joining("\n")) + "\n";
    }

    static Stream<Arguments> layouts() {
        return Stream.of(
                Arguments.of("plain", each(line -> line)),
                Arguments.of("list of a program", each(line -> "    '" + line + "',")),
                Arguments.of("cells of a wiki", each(line -> "|| 1 || " + line + " ||")),
                Arguments.of("cells of Markdown", "| n | line |\n|---|---|\n" + each(line -> "| 1 | `" + line + "` |")),
                Arguments.of("between boots", each(line -> prefixed(line) + "\n-- Boot 0123456789abcdef --")),
                Arguments.of(
                        "coloured by journalctl",
                        each(line -> "Apr 22 23:33:51 host kernel: \u001b[0;1;31m" + line.substring(15) + "\u001b[0m")),
                Arguments.of(
                        "array in an object",
                        "{\"messages\":["
                                + LOG.stream()
                                        .map(line -> '"' + escaped(line) + '"')
                                        .collect(Collectors.joining(",")) + "]}"),
                Arguments.of("wrapped with an indent", each(ListedLinesTest::hanging)),
                Arguments.of(
                        "wrapped with an indent, others between",
                        each(line -> hanging(line) + "\n[    1.100000] usb 1-1: new device")));
    }

    private static String prefixed(String line) {
        return "Apr 22 23:33:51 host kernel: " + line.substring(15);
    }

    /// A line with a line end and an indent in place of its last blank but one behind the device.
    private static String hanging(String line) {
        int at = line.indexOf(' ', line.indexOf(": ", line.indexOf("RTKit:") + 7) + 1);
        return at < 0 ? line : line.substring(0, at) + "\n    " + line.substring(at + 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layouts")
    void theSameIsRead(String name, String text) {
        CrashReport crash = CrashReports.read("log", text.getBytes(StandardCharsets.UTF_8))
                .reports()
                .getFirst();
        assertEquals("example \"failure\" [0x40000000]", crash.site().reason(), name);
        assertEquals("local-examplexdcp.release", crash.origin().firmware().client(), name);
        assertEquals(287454020L, crash.site().time(), name);
    }

    /// What goes on an unknown line of RTKit's is not the rest of the crash's last line.
    @ParameterizedTest
    @MethodSource("strangers")
    void theRestOfAnotherLineIsNotJoined(String stranger) {
        String text = each(line -> line.contains("Crash time") ? stranger + "\n    its rest" : line);
        CrashReport crash = CrashReports.read("log", text.getBytes(StandardCharsets.UTF_8))
                .reports()
                .getFirst();
        assertEquals("local-examplexdcp.release", crash.origin().firmware().client());
    }

    static Stream<String> strangers() {
        String device = "[    1.000004] apple-dcp 111100000.dcp: ";
        return Stream.of(
                device + "RTKit: something new:",
                device + "RTKit: syslog message: a.cpp:1: long",
                device + "RTKit: Unknown system endpoint:");
    }
}
