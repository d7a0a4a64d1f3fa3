package org.rtkit4j.forensics.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.model.IncidentReport;
import org.rtkit4j.forensics.model.ReportFile;

/// Diagnostics files that are no panics are named, with what they mean for the hardware.
class IncidentFieldTest {
    private static ReportFile read(String text) {
        return CrashReports.read("report", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aJetsamEventIsNoCrashOfTheSystem() {
        var jetsam = FieldCase.of("other-bug-type");
        IncidentReport incident = jetsam.file().incidents().getFirst();
        assertEquals("298", incident.bugType());
        assertEquals("SomeApp", incident.subject());
        assertEquals("iPhone 14 Pro", incident.machine().modelName());
        String text = jetsam.text();
        assertTrue(
                text.startsWith("No panic, but a report of the kind JetsamEvent (298): memory ran out, and iOS ended"
                        + " programs to get some back; the largest was SomeApp; the reason that it gives is"
                        + " per-process-limit."),
                text);
        assertTrue(text.contains("It is no sign of broken hardware"), text);
        assertTrue(text.contains("Look instead for: reports of the same minute"), text);
        Stream.of("\"kind\" : \"JetsamEvent\"", "\"bugType\" : \"298\"", "\"program\" : \"SomeApp\"")
                .forEach(part -> assertTrue(jetsam.json().contains(part), part));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"app_name":"SomeApp","bug_type":"309"} | Crash (309): the program SomeApp crashed, and only that; the system went on
        {"bug_type":"109"}~Process: SomeApp [77]~Exception Type:  EXC_BAD_ACCESS (SIGSEGV) | Crash (109): the program SomeApp crashed, and only that (EXC_BAD_ACCESS (SIGSEGV)); the system went on
        {"bug_type":"115"}~Reset count: 1~Boot faults: btn_rst | ResetCounter (115): the device counts a restart; its line of boot faults says: btn_rst; it counts 1 of them
        {"bug_type":"288","product":"iPhone12,1"} | Stackshot (288): iOS wrote down what every program was doing, as it does when something does not answer, or when it is asked to by buttons
        {"bug_type":"202"}~Event:            cpu usage~Command:          someapp | CPU usage (202): the program someapp used the processor for too long, and the system noted it
        {"bug_type":"145"} | disk writes (145): the program wrote more to the storage than it should, and the system noted it
        {"bug_type":142} | wakeups (142): the program woke the processor too often, and the system noted it
        {"bug_type":"142"}~Event: disk writes~Command: x | disk writes (142): the program x wrote more to the storage than it should, and the system noted it
        {"bug_type":"228","app_name":"x"} | hang (228): the program x did not answer for a while, and the system noted it
        {"bug_type":"409","procName":"backboardd"} | system watchdog (409): a service hung: backboardd, and the system's watchdog ended it or wrote it down; the device did not have to restart for that
        {"bug_type":"159"} | baseband crash (159): the modem's own firmware crashed: a co-processor, but none that runs RTKit
        {"bug_type":"210","panicString":""} | panic without its text (210): the file says that a panic happened, but holds no text of it
        Process: SomeApp [77]~Exception Type: EXC_CRASH (SIGABRT) | Crash (309): the program SomeApp crashed, and only that (EXC_CRASH (SIGABRT)); the system went on
        Event: hang~Command: SomeApp | hang (228): the program SomeApp did not answer for a while, and the system noted it
        """)
    void aKindIsNamed(String text, String sentence) {
        ReportFile file = read(text.replace('~', '\n'));
        assertEquals("No panic, but a report of the kind " + sentence, file.reason());
    }

    @Test
    void aKindThatNobodyKnowsIsNamedByItsNumber() {
        assertEquals(
                "No panic, but a report of a kind that this program has no words for: type 999, Invented;"
                        + " a panic is of type 210",
                read("{\"bug_type\":\"999\",\"name\":\"Invented\"}\n{}").reason());
    }

    @Test
    void whatTheFileSaysIsEscaped() {
        String reason = read("{\"bug_type\":\"309\",\"app_name\":\"a\\u001b[2J{system}[x]\"}")
                .reason();
        assertTrue(reason.contains("the program a\\x1b[2J{system}[x] crashed"), reason);
    }

    @Test
    void proseWithALabelIsNoIncident() {
        assertFalse(read("Process: we do it so\nEvent: on Monday\n").isAnswered());
    }
}
