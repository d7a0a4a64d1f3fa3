package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.forensics.analysis.Fingerprint;
import org.rtkit4j.forensics.analysis.Subject;
import org.rtkit4j.forensics.explain.Verdict;
import org.rtkit4j.forensics.model.CrashReport;

class FingerprintTest {
    private static CrashReport panic(String name, String message, String slide, String stack) {
        return Fixtures.only("""
                panic(cpu 1 caller 0xfffffe0011112222): %s PANIC - %s - worker(9)
                %s
                RTKit: RTKit-1.2.release - Client: invented.RELEASE
                ASLR slide: %s
                Time: 0x0000000500000000

                Faulting task   9 Call Stack: %s
                """.formatted(name, message, message, wide(slide), wide(stack)));
    }

    /// Firmware prints addresses with all their digits.
    private static String wide(String addresses) {
        return Arrays.stream(addresses.split(" ", -1))
                .map(address -> "0x%016x".formatted(Long.decode(address)))
                .collect(Collectors.joining(" "));
    }

    private static String group(String name, String message) {
        return Fingerprint.of(panic(name, message, "0x0", "0x1000 0x2000")).id();
    }

    @Test
    void isTheSameWhateverSlideAddressesAndCounters() {
        assertEquals(
                Fingerprint.of(panic("DCPEXT0", "DATA ABORT pc=0x101000", "0x100000", "0x101000 0x102000")),
                Fingerprint.of(panic("DCPEXT1", "DATA ABORT pc=0x201000", "0x200000", "0x201000 0x202000")));
        assertEquals(
                group("SMC", "timeout after 1234 ms at 0xffffff80001234, 0000beef1234567890 left"),
                group("SMC", "timeout after 99 ms at 0xffffff80009999, 0123456789abcdef01 left"));
    }

    @Test
    void keepsApartWhatDiffersInMoreThanNumbers() {
        String base = group("DCP", "ASSERT!power.c:561 no device, HPD=0");
        assertEquals(base, group("DCP", "ASSERT!power.c:561 no device, HPD=1"));
        assertNotEquals(base, group("DCP", "ASSERT!power.c:562 no device, HPD=0"));
        assertNotEquals(base, group("SMC", "ASSERT!power.c:561 no device, HPD=0"));
        assertNotEquals(group("ACIO2", "assert_id=2167"), group("ACIO2", "assert_id=2168"));
        assertNotEquals(group("SMC", "Missing sensor(s): mic1"), group("SMC", "Missing sensor(s): mic2"));
    }

    @Test
    void tellsAbortsApartByTheShapeOfTheirStack() {
        assertNotEquals(
                Fingerprint.of(panic("DCP", "DATA ABORT pc=0x1", "0x0", "0x101000 0x102000"))
                        .id(),
                Fingerprint.of(panic("DCP", "DATA ABORT pc=0x1", "0x0", "0x101000 0x102004"))
                        .id());
    }

    @Test
    void isTheSameInEveryFormOfReport() {
        CrashReport mac = panic("ANS2", "assert failed: [7454]:CQ (Host I/O) DB error", "0x0", "0x1000 0x2000");
        CrashReport linux = Fixtures.only("""
                nvme-apple 4.nvme: RTKit: co-processor has crashed
                nvme-apple 4.nvme: RTKit: Message (id=1): assert failed: [7454]:CQ (Host I/O) DB error
                """);
        CrashReport console = Fixtures.only("""
                rtkit(nvme): IOP crashed!
                rtkit(nvme):   Message 1: assert failed: [7454]:CQ (Host I/O) DB error
                """);
        assertEquals(Fingerprint.of(linux), Fingerprint.of(mac));
        assertEquals(Fingerprint.of(linux), Fingerprint.of(console));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SMC;Missing sensor(s): mic1 prs0;sensor mic1, prs0;Missing sensor(s): mic1 prs0",
                "SMC;sensor bus 2 does not answer;sensor bus 2;sensor bus 2 does not answer",
                "SMC;Sensor TG0B failed;sensor TG0B;Sensor TG0B failed",
                "SMC;a sensor failed;sensor;a sensor failed",
                "AOP;no pulse on mic2 for 5 s;microphone;mic2",
                "ANS;Host queue 3 stalled;storage queue;queue",
                "SMC;ASSERT i2c.c:12 bus 3 is stuck;I2C bus of sensors;i2c.c:12",
                "ANS;assert failed: [7454]:CQ (Host I/O) DB error;storage completion queue;CQ",
                "DCP;ASSERT!UnifiedPipeline.cpp:12 late;display pipe;UnifiedPipeline.cpp:12",
                "DCP;ASSERT!AppleDCPDPTXPower.cpp:561 none;DisplayPort transmitter;AppleDCPDPTXPower.cpp:561",
                "ACIO2;lane 0 lost;lane of a Thunderbolt port;lane"
            })
    void namesThePartByTheReportsWords(String name, String message, String part, String words) {
        assertEquals(new Subject(part, words), Subject.of(panic(name, message, "0x0", "0x1000 0x2000")));
    }

    @Test
    void namesNoPartWhereTheReportDoesNot() {
        assertNull(Subject.of(panic("GFX", "Equality", "0x0", "0x1000")));
        assertNull(Subject.of(panic("AOP", "microcode", "0x0", "0x1000")));
        assertNull(Subject.of(panic("SMC", "infant plane", "0x0", "0x1000")));
    }

    @Test
    void saysInOneSentenceWhatHappened() {
        Verdict verdict = Verdict.of(panic("DCP", "ASSERT!AppleDPTX.cpp:5 no", "0x0", "0x1000 0x2000"));
        assertEquals(
                "The display controller (DCP) stopped itself because one of its checks failed, at AppleDPTX.cpp"
                        + " line 5, in its task worker; its words point to: DisplayPort transmitter.",
                verdict.sentence());
        assertEquals("certain", verdict.sureness().label());
        assertEquals(
                "unclear",
                Verdict.of(Fixtures.only("a 1.smc: RTKit: co-processor has crashed\n"))
                        .sureness()
                        .label());
        assertEquals(
                "likely",
                Verdict.of(Fixtures.only("panic(cpu 0 caller 0x1): ACIO2 Recoverable Panic - assert_id=1 - x(2)\n"))
                        .sureness()
                        .label());
    }
}
