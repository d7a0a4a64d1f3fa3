package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rtkit4j.forensics.binary.BinaryCrashlog;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Format;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.forensics.model.MappedPage;
import org.rtkit4j.forensics.model.RegisterDump;
import org.rtkit4j.forensics.model.Section;
import org.rtkit4j.forensics.model.StackAddress;
import org.rtkit4j.forensics.model.Task;
import org.rtkit4j.forensics.model.TaskRef;
import org.rtkit4j.wire.layout.Direction;

class BinaryCrashlogTest {
    /// The minimal log of the format's description, written by hand.
    private static final String MINIMAL = "45484c43 01000000 84000000 00000000 00000000 00000000 00000000 00000000"
            + "72657643 00000000 00000000 38000000 00112233 44556677 8899aabb ccddeeff"
            + "52544b69 745f694f 532d312e 302e3000 00000000 00000000"
            + "72747343 00000000 00000000 1c000000 00000000 70616e69 63000000"
            + "45484c43 00000000 00000000 10000000";

    private static CrashReport read(byte[] log) {
        return BinaryCrashlog.read(log, "ANS");
    }

    private static CrashReport readHex(String hex) {
        return read(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static List<String> warnings(CrashReport report) {
        return report.warnings().stream().map(Object::toString).toList();
    }

    @Test
    void readsTheMinimalLog() {
        CrashReport report = readHex(MINIMAL);
        assertEquals(Format.RTKIT_CRASHLOG, report.format());
        assertEquals("ANS", report.origin().coprocessor());
        assertEquals("RTKit_iOS-1.0.0", report.origin().firmware().rtkit());
        assertEquals(
                "00112233-4455-6677-8899-aabbccddeeff",
                report.origin().firmware().uuid());
        assertEquals("panic", report.site().reason());
        assertEquals("PANIC", report.site().kind().word());
        assertEquals(List.of(), report.warnings());
    }

    @Test
    void isRecognisedInAFile() {
        byte[] log = HexFormat.of().parseHex(MINIMAL.replace(" ", ""));
        CrashReport report = Fixtures.only(CrashReports.read("x.bin", log));
        assertEquals("unknown", report.origin().coprocessor());
        assertEquals("panic", report.site().reason());
    }

    @Test
    void readsEverySection() {
        var log = new LogBytes();
        log.begin("Cver").pad(16).text("RTKit-1.2 - Client: inv-3\0").end();
        log.message("assert failed: [12]:x\nsecond");
        log.begin("Cstr").u32(0x6675420a).text("fer full\0").end();
        log.begin("Ctim").u64(0x1_2345_6789L).end();
        log.begin("Cmbx").pad(16).u32(0).u32(0).u32(7);
        log.u64(0x20)
                .u64(0x1122)
                .u32(0x10)
                .u32(0)
                .u64(0x02)
                .u64(0x0050_0000_0000_0003L)
                .u32(0x20)
                .u32(0)
                .end();
        log.begin("Ccst")
                .u32(5)
                .u32(0)
                .u64(0x1000)
                .u64(0x2000)
                .u64(0)
                .u64(0x3000)
                .end();
        log.begin("CasC").u64(1).u64(2).u64(3).u64(4).u64(5).u64(6).end();
        log.begin("Crtk");
        log.u16(5)
                .u16(1)
                .pad(12)
                .u64(0x99)
                .pad(16)
                .u32(2)
                .text("inv_task")
                .pad(20)
                .u64(0x10)
                .u64(0x20);
        log.u16(6).u16(0).pad(12).u64(0x98).pad(16).u32(0).text("other").pad(23).end();
        log.begin("Ccdp")
                .u64(0xa000)
                .u64(0xb000)
                .u32(3)
                .u64(0xc000)
                .u64(0xd000)
                .u32(4)
                .u16(9)
                .end();
        log.begin("Cpct").text("mTCP").end();
        CrashReport report = read(log.finished());
        assertEquals("inv-3", report.origin().firmware().client());
        assertEquals(
                "assert failed: [12]:x\nsecond\n\nBuffer full", report.site().reason());
        assertEquals("assert", report.site().kind().word());
        assertEquals(0x123456789L, report.site().time());
        assertEquals(
                List.of(
                        MailboxRow.message(0x10, Direction.BOTH, 0x20, 0x1122),
                        MailboxRow.message(0x20, Direction.BOTH, 0x02, 0x0050_0000_0000_0003L)),
                report.logs().own().getFirst().rows());
        assertEquals(0, report.logs().own().getFirst().index());
        assertEquals(List.of("ring position 7"), report.logs().own().getFirst().notes());
        assertEquals(
                List.of(new StackAddress(0x1000), new StackAddress(0x2000)),
                report.site().callStack());
        assertEquals(new TaskRef(5, "inv_task"), report.site().task());
        assertEquals(4L, report.site().asyncErrors().get("lsu_err_sts"));
        assertEquals(
                List.of("inv_task", "other"),
                report.tasks().stream().map(Task::name).toList());
        assertTrue(report.tasks().getFirst().faulting());
        assertEquals(
                List.of(new StackAddress(0x10), new StackAddress(0x20)),
                report.tasks().getFirst().stack());
        assertEquals(
                List.of(new MappedPage(0xa000, 0xb000, 3), new MappedPage(0xc000, 0xd000, 4)),
                report.pages().mappings());
        assertEquals(List.of(new Section("Cpct", null, 4, 0, "6d544350")), report.sections());
        assertEquals("0x5", report.details().get("logFlags"));
        assertEquals(List.of(), report.warnings());
    }

    @Test
    void readsRegistersOfA64BitCore() {
        var log = new LogBytes().begin("Crg8").u32(0).u32(0);
        for (int i = 0; i < 31; i++) {
            log.u64(0x100 + i);
        }
        log.u64(0x5000).u64(0x6000).u64(0x600012c5L).u64(1).u64(2).u64(3).pad(512);
        log.u64(0x40).u64(0).u64(0x96000045L).u64(0).end();
        RegisterDump dump = read(log.finished()).site().registers();
        assertNotNull(dump);
        assertEquals(0x100L, dump.values().get("x0"));
        assertEquals(0x11eL, dump.values().get("x30"));
        assertEquals(0x5000L, dump.values().get("sp"));
        assertEquals(0x6000L, dump.values().get("pc"));
        assertEquals(0x40L, dump.values().get("far"));
        assertEquals(0x600012c5L, dump.psr());
        assertEquals("EL1h", dump.level());
        assertEquals(new RegisterDump.Syndrome(0x96000045L, false), dump.syndrome());
        assertNull(dump.values().get("q0.low"), "vectors that are all 0 are left out");
    }

    @Test
    void readsRegistersThatEndBeforeEsrAsLinuxAllows() {
        var log = new LogBytes()
                .begin("Crg8")
                .pad(0x108)
                .u64(0x6000)
                .pad(0x340 - 0x110)
                .end();
        CrashReport report = read(log.finished());
        assertNotNull(report.site().registers());
        assertEquals(0x6000L, report.site().registers().values().get("pc"));
        assertNull(report.site().registers().syndrome());
        assertEquals(List.of("offset 0x370: registers cut: needs=848: tag=Crg8"), warnings(report));
    }

    @Test
    void readsRegistersOfA32BitCore() {
        var log = new LogBytes().begin("CrgA").pad(8);
        for (int i = 0; i < 16; i++) {
            log.u32(i + 1);
        }
        log.u32(0x13).u32(0).text("stack").pad(0x100 - 5).pad(16).end();
        CrashReport report = read(log.finished());
        assertNotNull(report.site().registers());
        assertEquals("Supervisor", report.site().registers().level());
        assertEquals(16L, report.site().registers().values().get("r15"));
        assertEquals("CrgA stack", report.sections().getFirst().tag());
        assertTrue(String.valueOf(report.sections().getFirst().dataHex()).startsWith("737461636b"));
    }

    @Test
    void stopsAtAFooterWhateverItsSizeSays() {
        var log = new LogBytes().message("x");
        byte[] bytes = log.u32(0x434c4845).u32(0).u32(0).u32(0x0a).pad(16).withoutFooter();
        assertEquals(List.of(), read(bytes).warnings());
        assertEquals("x", read(bytes).site().reason());
    }

    @Test
    void stopsAtASectionOfSizeZero() {
        var log = new LogBytes().message("x").begin("Ctim").lie(0);
        assertEquals(
                List.of("offset 0x3c: section smaller than its head: tag=Ctim, size=0"),
                warnings(read(log.finished())));
    }

    @Test
    void readsWhatIsThereOfASectionThatReachesPastTheEnd() {
        var log = new LogBytes().begin("Cstr").u32(1).text("cut he").lie(0x1000);
        CrashReport report = read(log.withoutFooter());
        assertEquals("cut he", report.site().reason());
        assertEquals(
                List.of(
                        "offset 0x34: text without its final NUL, bounded by the section: tag=Cstr",
                        "offset 0x20: section reaches past the end: tag=Cstr, size=4096, is=26"),
                warnings(report));
    }

    @Test
    void survivesASizeOf32Bits() {
        assertEquals(
                1,
                read(new LogBytes().begin("Cxyz").lie(-4).withoutFooter())
                        .warnings()
                        .size());
    }

    @Test
    void believesNoHeaderSize() {
        byte[] more = new LogBytes().message("x").finished();
        more[10] = 1;
        assertTrue(warnings(read(more)).getFirst().startsWith("offset 0x8: the header says more than there is"));
        assertEquals("x", read(more).site().reason());
        byte[] less = new LogBytes().message("x").finished();
        less[8] = 4;
        assertTrue(warnings(read(less)).getFirst().startsWith("offset 0x8: the header says less than its own size"));
        assertEquals("x", read(less).site().reason());
    }

    @Test
    void saysThatTheFooterIsMissing() {
        assertEquals(
                List.of("offset 0x3c: the log ends without a footer"),
                warnings(read(new LogBytes().message("x").withoutFooter())));
    }

    @Test
    void refusesWhatIsNoLog() {
        assertEquals(
                List.of("offset 0x0: shorter than the header of a crash log: size=3"), warnings(read(new byte[3])));
        assertEquals(
                List.of("offset 0x0: no crash log: expected the tag CLHE, found 0x00000000"),
                warnings(read(new byte[64])));
    }

    @Test
    void keepsSectionsThatAreTooShort() {
        var log = new LogBytes();
        log.begin("Cver").pad(16).end();
        log.begin("Cstr").u16(1).endUnaligned();
        log.begin("Ctim").u32(1).end();
        log.begin("Cmbx").pad(27).endUnaligned();
        log.begin("Crg8").pad(0x100).end();
        log.begin("CasC").pad(0x2f).endUnaligned();
        log.begin("Ccst").u32(1).end();
        CrashReport report = read(log.finished());
        assertEquals(
                List.of("Cver", "Cstr", "Ctim", "Cmbx", "Crg8", "CasC", "Ccst"),
                report.sections().stream().map(Section::tag).toList());
        assertEquals(7 + 3, report.warnings().size());
        assertTrue(
                warnings(report).getFirst().startsWith("offset 0x30: too short: needs=17, is=16"),
                warnings(report).getFirst());
    }

    @Test
    void doesNotBelieveATasksNumberOfAddresses() {
        var log = new LogBytes().begin("Crtk");
        log.u16(5).u16(1).pad(36).u32(0x7fffffff).text("t").pad(27).u64(0x10).end();
        CrashReport report = read(log.finished());
        assertEquals(List.of(new StackAddress(0x10)), report.tasks().getFirst().stack());
        assertEquals(1, report.warnings().size());
    }

    @Test
    void escapesBytesThatAreNoText() {
        CrashReport report = read(new LogBytes().message("a\u001b[2J\u00ffb").finished());
        assertEquals("a\\x1b[2J\\xffb", report.site().reason());
    }

    @Test
    void countsSectionsUpToALimit() {
        var log = new LogBytes();
        for (int i = 0; i < 300; i++) {
            log.begin("Cxyz").end();
        }
        CrashReport report = read(log.finished());
        assertEquals(256, report.sections().size());
        assertEquals(List.of("offset 0x1020: more than 256 sections: the rest is left out"), warnings(report));
    }

    @Test
    void keepsTheOrderOfARing() {
        var log = new LogBytes().begin("Cmbx").pad(28);
        for (int time : new int[] {50, 60, 30, 40}) {
            log.u64(2).u64(1).u32(time).u32(0);
        }
        assertEquals(
                List.of(30L, 40L, 50L, 60L),
                read(log.end().finished()).logs().own().getFirst().rows().stream()
                        .map(MailboxRow::time)
                        .toList());
        assertEquals(Map.of(), read(log.finished()).logs().own().getFirst().controls());
    }

    @Test
    void saysWhereASizeLeavesTheNextSectionUnaligned() {
        byte[] log =
                new LogBytes().begin("Cxyz").pad(2).endUnaligned().message("x").finished();
        assertEquals(
                List.of("offset 0x20: size no multiple of 4, so what follows is not aligned: tag=Cxyz"),
                warnings(read(log)));
        assertEquals("x", read(log).site().reason());
    }

    @Test
    void saysWhereATextHoldsBytesThatAreNone() {
        byte[] log = new LogBytes().message("ab\u001b[2Jc").finished();
        assertEquals(List.of("offset 0x36: bytes that are no text, spelled out: tag=Cstr"), warnings(read(log)));
        assertEquals("ab\\x1b[2Jc", read(log).site().reason());
    }
}
