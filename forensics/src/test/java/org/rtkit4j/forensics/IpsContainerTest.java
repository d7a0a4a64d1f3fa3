package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rtkit4j.forensics.Fixtures.PANIC;
import static org.rtkit4j.forensics.Fixtures.ips;
import static org.rtkit4j.forensics.Fixtures.only;
import static org.rtkit4j.forensics.Fixtures.read;
import static org.rtkit4j.forensics.Fixtures.withoutFacts;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;

class IpsContainerTest {
    private final CrashReport plain = only(PANIC);

    @Test
    void readsTheSameReportFromItsContainer() {
        assertEquals(plain.toString(), withoutFacts(only(ips(PANIC))));
    }

    @Test
    void readsAFileThatIsOneObjectOnly() {
        String all = ips(PANIC);
        assertEquals(plain.toString(), withoutFacts(only(all.substring(all.indexOf('\n') + 1))));
    }

    @Test
    void readsReportsOfT2UnderTheirOwnKey() {
        assertEquals(
                plain.toString(), withoutFacts(only(ips(PANIC).replace("\"panicString\"", "\"macOSPanicString\""))));
    }

    @Test
    void keepsWhatTheContainerSaysOfTheMachine() {
        Map<String, String> details = only(ips(PANIC)).details();
        assertEquals("Mac0,0", details.get("model"));
        assertEquals("Invented", details.get("system"));
        assertEquals("2026-01-01 00:00:00.00 +0000", details.get("reportTime"));
    }

    @Test
    void takesTheInitiatorWhereTheHeadNamesNobody() {
        String json = ips(PANIC.replace("DCPEXT0 PANIC - ", "something else, "));
        assertEquals("DCPEXT0", only(json).origin().coprocessor());
        assertEquals(
                "unknown",
                only(json.replace("panicInitiator", "somethingElse")).origin().coprocessor());
    }

    @Test
    void repairsAFragmentThatIsCutInsideTheString() {
        String all = ips(PANIC);
        ReportFile file = read(all.substring(0, all.indexOf("Async error info")));
        assertEquals(plain.site().callStack(), only(file).site().callStack());
        assertEquals(plain.tasks(), only(file).tasks());
        assertEquals(
                List.of("the file ends inside the panic report: what follows is missing"),
                file.warnings().stream().map(Object::toString).toList());
    }

    @Test
    void readsEveryPrefixWithoutFailing() {
        String all = ips(PANIC);
        int complete = 0;
        for (int end = 0; end <= all.length(); end++) {
            ReportFile file = read(all.substring(0, end));
            assertTrue(!file.reports().isEmpty() || !file.reason().isEmpty());
            complete += file.reports().size();
        }
        assertTrue(complete > all.length() / 2, "reports from " + complete + " prefixes of " + all.length());
    }

    @Test
    void readsAPieceFromInsideTheString() {
        String all = ips(PANIC);
        ReportFile file = read(all.substring(all.indexOf("panic(cpu"), all.indexOf("\"panicInitiator")));
        assertEquals(plain.logs().own(), only(file).logs().own());
        assertEquals(1, file.warnings().size());
    }

    @Test
    void decodesUnicodeEscapes() {
        String json = "{\"panicString\":\"panic(cpu 0 caller 0x1): DCP PANIC - \\u0041\\u00e9 - t(1)\\n"
                + "RTKit: RTKit-1 - Client: c\"}";
        assertEquals("A\\xe9", only(json).site().reason());
    }

    @Test
    void saysThatJsonHoldsNoReport() {
        assertEquals(
                "JSON without a panic report: neither panicString nor macOSPanicString holds one",
                read("{\"a\":1}").reason());
        assertEquals(
                "No panic, but a report of the kind Crash (309): the program crashed, and only that; the system went"
                        + " on",
                read("{\"bug_type\":\"309\"}\n{\"a\":1}").reason());
    }

    /// Found by the fuzzer: the name came out as it stood.
    @Test
    void escapesTheNameOfTheInitiator() {
        String file = "{\"panicString\":\"panic(cpu 0 caller 0x1): x PANIC - y - z(1)\\nRTKit: RTKit-1\\n\","
                + "\"panicInitiator\":\"SM\\u001b[2J\u202eC" + "a".repeat(100) + "\"}";
        String name = Fixtures.only(file).origin().coprocessor();
        assertEquals("SM\\x1b[2J\\u202eC" + "a".repeat(56), name);
    }
}
