package org.rtkit4j.app.probe;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.rtkit4j.app.terminal.BadInputException;

/// Any file as a probe's report: it is refused in one line that names the place, or read. What is read can be
/// written and read again, and makes a profile for each co-processor, which has no key twice.
class ProbeReportFuzzTest {
    private static final String HEAD = "rtkit4j probe 1\n";

    @FuzzTest
    void isRefusedOrRead(byte[] file) throws BadInputException {
        tryOut(file);
        // Few inputs would find head and end by themselves.
        byte[] headed = (HEAD + new String(file, StandardCharsets.ISO_8859_1) + "\nend\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        tryOut(headed);
    }

    private static void tryOut(byte[] file) throws BadInputException {
        ProbeReport report;
        try {
            report = ProbeReport.parse("fuzz", file);
        } catch (BadInputException e) {
            assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            assertTrue(e.getMessage().startsWith("fuzz:"), e.getMessage());
            return;
        }
        String text = report.text();
        assertEquals(
                text,
                ProbeReport.parse("again", text.getBytes(StandardCharsets.US_ASCII))
                        .text());
        for (String coprocessor : report.answers().keySet()) {
            String profile = made(coprocessor, requireNonNull(report.answers().get(coprocessor)));
            long keys = profile.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.substring(0, line.indexOf(" = ")))
                    .distinct()
                    .count();
            long lines = profile.lines().filter(line -> !line.startsWith("#")).count();
            assertEquals(lines, keys, () -> "a key twice for " + coprocessor);
        }
    }

    // Of a chip that nobody knows none can be made.
    private static String made(String coprocessor, ProbeAnswers shown) {
        try {
            return ProbedProfile.of(coprocessor, shown).text();
        } catch (IllegalArgumentException e) {
            assertTrue(String.valueOf(e.getMessage()).startsWith("nothing is known of chip "), e.getMessage());
            return "";
        }
    }
}
