package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.forensics.analysis.Fingerprint;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.text.Passages;
import org.rtkit4j.testkit.Corpus;

/// Texts that are longer than what is in memory of them: a report says the same there, wherever it stands.
class LongTextTest {
    private static final String OTHER =
            "Apr 22 23:33:52 host kernel: wlan0: something else that happens all the time\n";

    private static String lines(int count) {
        return OTHER.repeat(count);
    }

    private static ReportFile read(String... parts) throws IOException {
        InputStream in = InputStream.nullInputStream();
        for (String part : parts) {
            in = new SequenceInputStream(in, new ByteArrayInputStream(part.getBytes(StandardCharsets.UTF_8)));
        }
        return CrashReports.read("x", in);
    }

    private static String text(String name) throws IOException {
        return Files.readString(Corpus.path("reports/" + name));
    }

    private static String linux() {
        var text = new StringBuilder(
                "Apr 22 23:33:52 host kernel: apple-dcp 1.dcp: RTKit: syslog message: a.c:1: about to crash\n");
        text.append("Apr 22 23:33:52 host kernel: apple-dcp 1.dcp: RTKit: co-processor has crashed\n");
        text.append(
                "Apr 22 23:33:52 host kernel: apple-dcp 1.dcp: RTKit: Message (id=1): assert failed: [7]:example\n");
        text.append("Apr 22 23:33:52 host kernel: apple-dcp 1.dcp: RTKit: Crash time: 287454020\n");
        text.append("Apr 22 23:33:52 host kernel: apple-dcp 1.dcp: RTKit: Mailbox history (type = 0, index = 0)\n");
        for (int i = 0; i < 3000; i++) {
            text.append("Apr 22 23:33:52 host kernel: apple-dcp 1.dcp: RTKit:  #%03d@%08x: %016x %016x\n"
                    .formatted(i, 0x1000 + i, 0x37, i));
        }
        return text.toString();
    }

    private static void assertSame(ReportFile alone, ReportFile inside, int linesBefore) {
        assertEquals(alone.reports().size(), inside.reports().size());
        assertEquals(alone.panics().size(), inside.panics().size());
        for (int i = 0; i < alone.reports().size(); i++) {
            CrashReport one = alone.reports().get(i);
            CrashReport other = inside.reports().get(i);
            assertEquals(one.site(), other.site());
            assertEquals(one.logs(), other.logs());
            assertEquals(one.tasks(), other.tasks());
            assertEquals(one.details(), other.details());
            assertEquals(one.line() + linesBefore, other.line());
            assertEquals(Fingerprint.of(one), Fingerprint.of(other));
        }
    }

    /// What lies across the end of a passage is a block of the log, at any line of it.
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void aKernelLogGoesOnFromPassageToPassage(long seed) throws IOException {
        String block = linux();
        int before = (Passages.BYTES - new SplittableRandom(seed).nextInt(block.length())) / OTHER.length();
        ReportFile inside = read(lines(before), block, lines(10));
        assertSame(read(block), inside, before);
        assertEquals(1, inside.log().devices().size());
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void aPanicIsReadWhole(long seed) throws IOException {
        String panic = text("macos-24A348-m2-dcp.panic");
        int before = (Passages.BYTES - new SplittableRandom(seed).nextInt(panic.length())) / OTHER.length();
        assertSame(read(panic), read(lines(before), panic, lines(10)), before);
    }

    @Test
    void everyFieldCaseSaysTheSameInALongText() throws IOException {
        int before = Passages.BYTES / OTHER.length() - 2;
        try (var files = Files.list(Corpus.path("reports/field"))) {
            for (var file :
                    files.filter(name -> name.toString().endsWith(".txt")).toList()) {
                String report = "\n" + Files.readString(file) + "\n";
                if (!report.startsWith("\n{") && !report.startsWith("\n[")) {
                    ReportFile inside = read("nothing here\n".repeat(before), report, "nothing here\n".repeat(10));
                    ReportFile alone = read(report);
                    assertEquals(alone.reports().size(), inside.reports().size(), file::toString);
                    assertEquals(alone.panics().size(), inside.panics().size(), file::toString);
                }
            }
        }
    }

    @Test
    void severalPanicsInALongTextAreAllFound() throws IOException {
        String panic = text("macos-24A348-m2-dcp.panic");
        int count = 2 * Passages.BYTES / panic.length();
        ReportFile inside = read(panic.repeat(count));
        assertEquals(count, inside.panics().size());
        assertEquals(
                1, inside.reports().stream().map(Fingerprint::of).distinct().count());
    }

    @Test
    void aPanicInOneLineOfJsonIsReadWhole() throws IOException {
        String panic = text("macos-24A348-m2-dcp.panic")
                .replace("\\", "")
                .replace("\"", "")
                .replace("\n", "\\n");
        String filler = "\"process\" : 12345, ".repeat(Passages.BYTES / 19 - 500);
        ReportFile inside = read("{", filler, "\"panicString\" : \"", panic, "\"}");
        assertEquals(1, inside.reports().size());
        assertEquals(27, inside.reports().getFirst().site().task().id());
    }

    @Test
    void aLongTextMayBeInAnyEncoding() throws IOException {
        String text = lines(80_000) + linux();
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16, StandardCharsets.UTF_32BE)) {
            ReportFile read = CrashReports.read("x", new ByteArrayInputStream(text.getBytes(charset)));
            assertEquals(1, read.reports().size(), charset::toString);
            assertEquals(80_002, read.reports().getFirst().line());
        }
    }

    /// It was taken for a blank of quoted-printable: one in a hundred generated reports lost the end of its message.
    @Test
    void aLineMayEndInANumberBehindAnEqualsSign() throws IOException {
        ReportFile read = read("a 1.dcp: RTKit: co-processor has crashed\na 1.dcp: RTKit: Message (id=1): left=20\n");
        assertEquals("left=20", read.reports().getFirst().site().reason());
    }

    @Test
    void whatIsNoTextIsNotReadAsOne() throws IOException {
        byte[] disk = new byte[2 * Passages.BYTES];
        ReportFile read = CrashReports.read("x", new ByteArrayInputStream(disk));
        assertEquals("neither a text nor a binary crash log", read.reason());
    }

    @Test
    void ofMoreSyslogThanIsKeptTheNewestStays() throws IOException {
        String[] parts = IntStream.range(0, 60_000)
                .mapToObj(i ->
                        "macsmc 1.smc: RTKit: syslog message: main.c:%d: line %d of many more lines%n".formatted(i, i))
                .toArray(String[]::new);
        ReportFile read = read(String.join("", parts), "macsmc 1.smc: RTKit: co-processor has crashed\n");
        var syslog = read.reports().getFirst().syslog();
        assertEquals(256, syslog.size());
        assertTrue(syslog.getLast().text().startsWith("line 59999"), syslog.getLast()::toString);
    }
}
