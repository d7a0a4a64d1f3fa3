package org.rtkit4j.forensics.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.analysis.Fingerprint;
import org.rtkit4j.forensics.analysis.SensorElement;
import org.rtkit4j.forensics.analysis.Subject;
import org.rtkit4j.forensics.model.CrashReport;

/// Sensor arrays: the missing part is what tells one repair from another.
class SensorFieldTest {
    private static Subject subject(CrashReport crash) {
        Subject subject = Subject.of(crash);
        assertNotNull(subject);
        return subject;
    }

    @Test
    void theElementThatIsNotZeroIsTheSubject() {
        var smc = FieldCase.of("smc-sensor-array");
        assertEquals(
                List.of(new SensorElement("S", 1, 0x1000, List.of(12))),
                subject(smc.crash()).elements());
        assertTrue(
                smc.text().contains("sensor array S, element 1 = 0x1000 (bit 12): the sensors that did not answer"),
                smc.text());
        String json = smc.json().replaceAll("\\s+", " ");
        assertTrue(
                json.contains("\"array\" : \"S\", \"element\" : 1, \"value\" : \"0x1000\", \"bits\" : [ 12 ]"), json);
    }

    @Test
    void anotherSensorIsAnotherGroup() {
        var reports = FieldCase.of("smc-two-sensors-one-group").file().reports();
        assertEquals(2, reports.size());
        assertNotEquals(
                Fingerprint.of(reports.getFirst()).id(),
                Fingerprint.of(reports.getLast()).id());
    }

    @Test
    void arraysOfZerosAreNoSubject() {
        assertNull(Subject.of(crash("S.sensor array 0 - 2 is 0x0, 0x0, 0x0\nF.sensor array 0 is 0x0")));
    }

    /// Other forms in which firmware prints an array, or its only value.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SMC BSC failure: sensor array 1310720 (TAAA TAAB) | 0 | 0x140000 | the sensors that did not answer, TAAA, TAAB",
                "sensor array is 0x400 | 0 | 0x400 | the sensors that did not answer",
                "SMC BSC failure! sensor array: 0x0 0x1000 0x0 0x0 | 1 | 0x1000 | the sensors that did not answer",
                "S.sensor array 0 - 2 is 0x0, 0x1OO0, 0x0 | 1 | 0x1000 | the sensors that did not answer",
            })
    void arraysHaveOtherForms(String message, long element, String value, String end) {
        Subject subject = subject(crash(message));
        assertEquals(element, subject.elements().getFirst().element());
        assertEquals(
                value, "0x" + Long.toHexString(subject.elements().getFirst().value()));
        assertTrue(subject.part().endsWith(": " + end), subject.part());
    }

    @Test
    void arraysMayBeDecimalBeginAnywhereAndBeSeveral() {
        assertEquals(
                List.of(new SensorElement("S", 3, 0x300000, List.of(20, 21)), new SensorElement("F", 0, 1, List.of(0))),
                subject(crash("S.sensor array 2-4 is 0, 3145728, 0\nF.sensor array 0 is 1"))
                        .elements());
    }

    private static CrashReport crash(String lines) {
        String report = "panic(cpu 0 caller 0xfffffff011112222): SMC PANIC - ASSERT: x.cpp:1: 0, SMC BSC failure\n"
                + lines + "\n - Misc(2)\nRTKit: RTKit-9001.1.1.release - Client: AppleSMCFirmware_X00-1.2.3.x00.REL\n";
        return CrashReports.read("smc", report.getBytes(StandardCharsets.UTF_8))
                .reports()
                .getFirst();
    }

    @Test
    void aScannedReportKeepsClientTaskModelAndSensors() {
        var scan = FieldCase.of("ocr-head");
        CrashReport crash = scan.crash();
        assertEquals(
                "AppleSMCFirmware_X00-1.2.3.x00.REL", crash.origin().firmware().client());
        assertEquals("Misc(2)", String.valueOf(crash.site().task()));
        assertEquals(
                1,
                crash.site().reason().split("BSC failure", -1).length - 1,
                crash.site().reason());
        assertEquals("iPhone OS 99.1 (99A1)", crash.details().get("system"));
        assertEquals("iPhone17,2", crash.details().get("model"));
        assertEquals(
                List.of(new SensorElement("S", 1, 0x300000, List.of(20, 21))),
                subject(crash).elements());
        assertTrue(subject(crash).part().contains("TAAA, TAAB"), subject(crash).part());
    }
}
