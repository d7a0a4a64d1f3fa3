package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Format;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.forensics.model.MappedPage;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.StackAddress;
import org.rtkit4j.forensics.model.TaskRef;

/// Shapes from the format strings of m1n1; values invented.
class M1n1ReaderTest {
    private static final String CONSOLE = """
            TTY> rtkit(nvme): booting with version 12
            TTY> rtkit(smc): unknown oslog message 100ff800038de75
            TTY> rtkit(nvme): IOP crashed!
            TTY> rtkit(nvme): == CRASH INFO ==
            TTY> rtkit(nvme):   0x43766572
            TTY> rtkit(nvme):   Message 1: assert failed: [12]:invented
            second line
            TTY> rtkit(smc): something else
            TTY> rtkit(nvme):   0x43637374
            TTY> Running proxy...
            """;

    private static final String PYTHON = """
            [crash] Crashed!
            [crash]  DVA @ 0x12340000
            ### Crash dump:

            RTKit Version: RTKit-9001.2.3.release - Client: invented.release

            Message 1: ASSERT!invented.c:12 first
            second - task(27)

            Crash time: 0x123456789

            Mailbox log (type 0, index 2):
             #  0 @0x23456700 ep=0x37       0x2400000202
             #  1 @0x23456710 ep=   0                0x0

            Call stack (task 27):
              - 0x1000
              - 0x2000

            Async error info:
            Container:\s
                l2c_err_sts = 0x5000FBFC00000000
                l2c_err_adr = 0x0000000000000000

            Exception info:
              == Exception taken from EL1h ==
              SPSR   = 0x60001205 (M=0x5(EL1h))
              ELR    = 0x1234
              ESR    = 0x96000045 (EC=0x25)
              FAR    = 0x18 (0x800000018)
              SP     = 0x7000
                x0-x3 = 0000000000000000 0000000000000001 0000000000000002 0000000000000003
              x28-x30 = 000000000000001c 000000000000001d 000000000000001e

              == Faulting code is not available ==

            Tasks:
            * 27: invented_task (flags 0x1)
               Unknowns: 00000000 00000000 00000000 00000000 00000000 00000000 00000000
              4: power @ 00a51950 (flags 0x0)
               Stack: 0x00003000 0x00004000\s
               Unknowns: 00000000 00000000 00000000 00000000 00000000 00000000 00000000

            Ccdp:
             0x0000000000010000 -> 0x0000000800000000  : 00000003
              (wrong PA; not mapped)

            # Cnvr flags=0x2
            00000000  6d 54 43 50 01 00 00 00  00 00 00 00 00 00 00 00  |mTCP............|
            00000010  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|
            00000020  *
            00000030  ff 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|

            """;

    @Test
    void readsTheConsole() {
        CrashReport report = Fixtures.only(CONSOLE);
        assertEquals(Format.M1N1, report.format());
        assertEquals("ANS", report.origin().coprocessor());
        assertEquals("assert failed: [12]:invented\nsecond line", report.site().reason());
        assertEquals("assert", report.site().kind().word());
        assertEquals(
                List.of("Cver", "Ccst"),
                report.sections().stream().map(section -> section.tag()).toList());
        assertEquals(3, report.line());
        assertEquals(List.of(), report.warnings());
    }

    @Test
    void readsEverySectionOfThePythonDump() {
        CrashReport report = Fixtures.only(PYTHON);
        assertEquals(List.of(), report.warnings());
        assertEquals("RTKit-9001.2.3.release", report.origin().firmware().rtkit());
        assertEquals(
                "ASSERT!invented.c:12 first\nsecond - task(27)", report.site().reason());
        assertEquals(0x123456789L, report.site().time());
        assertEquals(new TaskRef(27, "invented_task"), report.site().task());
        assertEquals(
                List.of(new StackAddress(0x1000), new StackAddress(0x2000)),
                report.site().callStack());
        assertEquals(0x5000_fbfc_0000_0000L, report.site().asyncErrors().get("l2c_err_sts"));
        List<MailboxRow> rows = report.logs().own().getFirst().rows();
        assertEquals(List.of(0x37, 0), rows.stream().map(MailboxRow::endpoint).toList());
        assertEquals(0x24_0000_0202L, rows.getFirst().message());
        assertEquals(0x23456700, rows.getFirst().time());
        assertEquals(
                List.of(new MappedPage(0x10000, 0x8_0000_0000L, 3)),
                report.pages().mappings());
        assertEquals(2, report.tasks().size());
        assertTrue(report.tasks().getFirst().faulting());
        assertEquals("power", report.tasks().getLast().name());
        assertEquals(2, report.tasks().getLast().stack().size());
    }

    @Test
    void readsRegistersAndUnknownSectionsOfThePythonDump() {
        CrashReport report = Fixtures.only(PYTHON);
        assertNotNull(report.site().registers());
        assertEquals("EL1h", report.site().registers().level());
        assertEquals(0x1234L, report.site().registers().values().get("pc"));
        assertEquals(0x18L, report.site().registers().values().get("far"));
        assertEquals(0x1eL, report.site().registers().values().get("x30"));
        assertEquals(0x6000_1205L, report.site().registers().psr());
        assertEquals("Cnvr", report.sections().getFirst().tag());
        assertEquals(2, report.sections().getFirst().flags());
        assertEquals(
                "6d54435001" + "00".repeat(43) + "ff" + "00".repeat(15),
                report.sections().getFirst().dataHex());
    }

    @Test
    void readsSeveralCrashesInTheOrderOfTheText() {
        ReportFile file = Fixtures.read(PYTHON + CONSOLE + PYTHON);
        assertEquals(3, file.reports().size());
        assertEquals(
                List.of("unknown", "ANS", "unknown"),
                file.reports().stream()
                        .map(report -> report.origin().coprocessor())
                        .toList());
    }

    @Test
    void saysThatTheConsoleFoundNoLog() {
        CrashReport report = Fixtures.only("rtkit(dcp): IOP crashed!\nrtkit(dcp): bad crashlog header 0x0 @ 0x1000\n");
        assertEquals("DCP", report.origin().coprocessor());
        assertEquals(1, report.warnings().size());
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void survivesMutations(long seed) {
        var mutator = new Mutator(Fixtures.bytes(PYTHON + CONSOLE), new SplittableRandom(seed));
        for (int i = 0; i < 2_000; i++) {
            byte[] input = mutator.next();
            ReportFile file = HostileInputTest.useAll(input);
            long lines = Fixtures.lines(input);
            assertTrue(file.reports().stream().allMatch(report -> report.line() >= 1 && report.line() <= lines));
        }
    }
}
