package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.forensics.explain.Explanation;
import org.rtkit4j.forensics.explain.Style;
import org.rtkit4j.forensics.json.ReportJson;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.testkit.AllocationProbe;
import org.rtkit4j.testkit.Corpus;

/// Whatever the input: a result, within the stated memory. Hangs show as memory, too: every loop allocates or ends.
class HostileInputTest {
    /// Times 9 seeds: more than 100,000 mutations of the real report, as many of all others together.
    private static final int MUTATIONS = 11_200;

    private static final int MUTATIONS_OF_OTHERS = 2_800;

    /// Reads and holds the reader to its bound.
    private static ReportFile read(byte[] input) {
        var result = new ReportFile[1];
        long bytes = AllocationProbe.bytes(() -> result[0] = CrashReports.read("x", input));
        ReportFile file = result[0];
        long bound = (long) Limits.BYTES_PER_INPUT_BYTE * input.length + Limits.CONSTANT_BYTES;
        assertTrue(bytes <= bound, "allocated " + bytes + " for an input of " + input.length);
        assertTrue(file.reports().isEmpty() != file.reason().isEmpty(), "reports or a reason");
        return file;
    }

    /// Reads, explains and writes: no part may fail.
    static ReportFile useAll(byte[] input) {
        ReportFile file = read(input);
        String text = Explanation.with(Style.PLAIN, true).of(file);
        assertFalse(text.isEmpty());
        assertTrue(
                text.chars().allMatch(c -> c == '\n' || c == '→' || (c >= 0x20 && c < 0x7f)),
                "explained without control characters");
        try {
            ReportJson.write(file, Writer.nullWriter());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static void mutate(byte[] original, long seed, int times) {
        var mutator = new Mutator(original, new SplittableRandom(seed));
        for (int i = 0; i < times; i++) {
            byte[] input = mutator.next();
            if (i % 16 == 0) {
                useAll(input);
            } else {
                read(input);
            }
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void survivesMutationsOfTheRealReport(long seed) {
        mutate(Corpus.bytes("reports/macos-24A348-m2-dcp.panic"), seed, MUTATIONS);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void survivesMutationsOfAnInventedReport(long seed) {
        mutate(Fixtures.bytes(Fixtures.PANIC), seed, MUTATIONS_OF_OTHERS);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void survivesMutationsOfADiagnosticsFile(long seed) {
        mutate(Fixtures.bytes(Fixtures.ips(Fixtures.PANIC)), seed, MUTATIONS_OF_OTHERS);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void survivesMutationsOfAKernelLog(long seed) {
        mutate(Fixtures.bytes(Fixtures.LINUX), seed, MUTATIONS_OF_OTHERS);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void survivesMutationsOfABinaryLog(long seed) {
        mutate(binary(), seed, MUTATIONS_OF_OTHERS);
    }

    private static byte[] binary() {
        var log = new LogBytes();
        log.begin("Cver").pad(16).text("RTKit-1.2 - Client: inv-3\0").end();
        log.message("assert failed: [12]:x\nsecond")
                .begin("Ctim")
                .u64(0x1_2345_6789L)
                .end();
        log.begin("Cmbx")
                .pad(28)
                .u64(0x20)
                .u64(0x11)
                .u32(0x10)
                .u32(0)
                .u64(2)
                .u64(3)
                .u32(0x20)
                .u32(0)
                .end();
        log.begin("Ccst").u32(5).u32(0).u64(0x1000).u64(0).end();
        log.begin("CasC").pad(48).end();
        log.begin("Crtk").u16(5).pad(38).u32(1).text("task").pad(24).u64(0x10).end();
        log.begin("Crg8").pad(0x350).end();
        log.begin("CrgA").pad(0x160).end();
        log.begin("Ccdp").pad(40).end();
        return log.begin("Cnvr").pad(64).end().finished();
    }

    @Test
    void readsEveryPrefixOfEveryForm() {
        for (String text : new String[] {Fixtures.PANIC, Fixtures.LINUX}) {
            byte[] input = Fixtures.bytes(text);
            for (int end = 0; end < input.length; end++) {
                read(Arrays.copyOf(input, end));
            }
        }
        byte[] log = binary();
        for (int end = 0; end < log.length; end++) {
            useAll(Arrays.copyOf(log, end));
        }
    }

    @Test
    void readsEveryLinesPrefixOfAFullReportAsOneReport() {
        String[] lines = Fixtures.PANIC.split("\n", -1);
        for (int end = 2; end < lines.length; end++) {
            CrashReport report = Fixtures.only(String.join("\n", List.of(lines).subList(0, end)) + "\n");
            assertEquals("DCPEXT0", report.origin().coprocessor(), "after line " + end);
        }
    }

    /// Inputs that make the most of little: each repeats its piece up to half a megabyte.
    static Stream<Arguments> greedyPieces() {
        String head = "panic(cpu 0 caller 0x1): DCP PANIC - x - t(1)\n";
        String frame = head + "Faulting task stack frame:\n";
        String async = head + "X Async error info:\n";
        String tasks = head + "RTKit Task List:\n";
        String mailbox = head + "Mailbox (0): (0)\n";
        String apLog = head + "RTBuddy(AP): Debug info:\nAP->IOP Mailbox Log:\n";
        String section = head + "Unknown Section: Section 'Cxyz' [0x0], Version 1.0, size 64\n";
        String crash = "1.dcp: RTKit: co-processor has crashed\n";
        return Stream.of(
                Arguments.of("", "\n"),
                Arguments.of("", "a\n"),
                Arguments.of("", head),
                Arguments.of("", "panic(cpu\n"),
                Arguments.of("", "panic(cpu 0 caller 0x1): x\n"),
                Arguments.of("", "panic(cpu 0 caller 0x1): DCP DATA ABORT\nFaulting task stack frame:\na=0x1\n"),
                Arguments.of("", "\"panic(cpu "),
                Arguments.of("", "\"panic(cpu 0 caller 0x1): x\n"),
                Arguments.of("", "Panic(CPU 1, time 1): "),
                Arguments.of("panic(cpu 0 caller 0x1): x\n", "panic Memory ID: 0x1\n"),
                Arguments.of("", "`macsmc-a: "),
                Arguments.of("panic(cpu 0 caller 0x1): DCP PANIC ", "- a(1)"),
                Arguments.of("panic(cpu 0 caller 0x1): DCP PANIC ", "- a(1)\n"),
                Arguments.of("panic(cpu 0 caller 0x1): DCP PANIC ", "a\n"),
                Arguments.of(head + "RTKit: RTKit-1\n", "x\n"),
                Arguments.of(head + "Faulting task 1 Call Stack: ", "0x1 "),
                Arguments.of(head + "Faulting task 1 Call Stack: ", "0x1\n"),
                Arguments.of(head, "Faulting task 1\n"),
                Arguments.of(frame, "a=0x1 "),
                Arguments.of(frame, "a=0x1\n"),
                Arguments.of(frame, "a=\n"),
                Arguments.of(async, "a_err_ 0x1,"),
                Arguments.of(async, "a_err_ 0x1\n"),
                Arguments.of(tasks, "1|\n"),
                Arguments.of(tasks, "1 a|1|1/1|a|0x1|a\n0x1\n"),
                Arguments.of(tasks, "0x1\n"),
                Arguments.of(mailbox, "[TX] a 0x1 0x1\n"),
                Arguments.of(mailbox, "[TX]\n"),
                Arguments.of(mailbox, "Inbox a=0x1\n"),
                Arguments.of(mailbox + "Inbox ", "a,"),
                Arguments.of(head, "Mailbox (0): (0)\n"),
                Arguments.of(apLog, "0x1|[TX]|0x1 0x1\n"),
                Arguments.of(apLog, "0x1|[TX]|Interrupt\n"),
                Arguments.of(apLog, "0x\n"),
                Arguments.of(head + "RTBuddy(AP): Debug info:\n", "a:\n"),
                Arguments.of(head, "RTBuddy(AP): Debug info:\n"),
                Arguments.of(section, "0x1 "),
                Arguments.of(head, "Unknown Section:\n"),
                Arguments.of(head, "No mapping found for coredump section: 0x1 - 0x2\n"),
                Arguments.of("{\"panicString\":\"panic(cpu 0 caller 0x1): DCP PANIC - ", "\\u4e00"),
                Arguments.of("{\"panicString\":\"", "\\\\"),
                Arguments.of("", "\"panicString\":\"panic(cpu\","),
                Arguments.of("\"panicString\"", "\""),
                Arguments.of("", crash),
                Arguments.of("", "RTKit: co-processor has crashed\n"),
                Arguments.of(crash, "1.dcp: RTKit:  #0@0:0 0\n"),
                Arguments.of(crash, "1.dcp: RTKit:  #\n0\n"),
                Arguments.of(crash, "1.dcp: RTKit: Message (id=1): x\n"),
                Arguments.of(crash, "1.dcp: RTKit: Message (id=1): x\n a\n"),
                Arguments.of(crash, "1.dcp: RTKit: Unknown crashlog section: 1\n"),
                Arguments.of(crash, "1.dcp: RTKit:   0x1\n"),
                Arguments.of(crash, "1.dcp: RTKit:   task=1\n"),
                Arguments.of(crash, "1.dcp: RTKit: Crash time: 1\n"),
                Arguments.of(crash, "1.dcp: RTKit: Mailbox history (type = 0\n"),
                Arguments.of(crash, "1.dcp:  a=0x1\n"),
                Arguments.of("RTKit: Exception dump:\n", "a\n"),
                Arguments.of("RTKit: Exception dump:\n", "a = 0x1\n"),
                Arguments.of("", "1.a: RTKit\n"),
                Arguments.of("1.a: RTKit\n", "1.a: error\n"),
                Arguments.of("", "1.a: RTKit: syslog message: x\n"),
                Arguments.of("", "1.a: RTKit: syslog message: x\n a\n"),
                Arguments.of("", "b a.b: RTKit: Initializing (protocol version 12)\n"),
                Arguments.of("RTKit", ": "),
                Arguments.of("RTKit", "1.a:"),
                Arguments.of("RTKit\n", "1.a:\n"),
                Arguments.of("", "panic(cpu 0 caller 0x1): x\n"),
                Arguments.of(head, "service: a, b\n"),
                Arguments.of("panic(cpu 0): Missing sensor(s): ", "a "),
                Arguments.of(head, "Kernel Extensions in backtrace\ncom.a(1)\n"),
                Arguments.of("+panic(cpu 0 caller 0x1): x\n", "+a\n"),
                Arguments.of("RTKit", "<br>x"),
                Arguments.of("RTKit <br>", "&lt;"),
                Arguments.of("RTKit", "=3D\n"),
                Arguments.of("", "{\"_TRANSPORT\":1,\"MESSAGE\":\"RTKit: co-processor has crashed\"}\n"),
                Arguments.of("\"_TRANSPORT\"\"MESSAGE\":[", "1,"),
                Arguments.of("\u001b[1mRTKit\n", "\u001b[1ma\n"),
                Arguments.of(crash, "1.dcp: RTKit:  #9@00000000: 0000000000000000 0000000000000000\n"));
    }

    @ParameterizedTest
    @MethodSource("greedyPieces")
    void keepsItsBoundOnInputMadeToExceedIt(String start, String piece) {
        useAll(Fixtures.bytes(start + piece.repeat((1 << 19) / piece.length())));
    }

    @Test
    void keepsItsBoundOnManyDevices() {
        var log = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            log.append(Integer.toHexString(i)).append(".a: RTKit: co-processor has crashed\n");
        }
        ReportFile file = read(Fixtures.bytes(log.toString()));
        assertEquals(Limits.DEVICES, file.log().devices().size());
    }

    @Test
    void keepsItsBoundOnBinaryLogsFullOfOneSection() {
        for (String tag :
                new String[] {"Cver", "Cstr", "Ctim", "Cmbx", "Crg8", "CrgA", "Ccst", "CasC", "Crtk", "Ccdp", "Cxyz"}) {
            for (int size : new int[] {0, 16, 64, 256, 0x350, 3000}) {
                var log = new LogBytes();
                for (int i = 0; i < 300; i++) {
                    log.begin(tag).text("a".repeat(size)).end();
                }
                useAll(log.finished());
            }
        }
    }

    @Test
    void refusesInputThatIsTooLarge() {
        ReportFile file = CrashReports.read("x", new byte[Limits.INPUT_BYTES + 1]);
        assertEquals("file too large to be a crash report: size=67108865, limit=67108864", file.reason());
    }

    @Test
    void readsBytesThatAreNoTextAndTextInOtherEncodings() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[random.nextInt(4096)];
            random.nextBytes(noise);
            useAll(noise);
        }
        byte[] wide = ("\ufeff" + Fixtures.PANIC).getBytes(StandardCharsets.UTF_16LE);
        assertEquals(Fixtures.only(Fixtures.PANIC), Fixtures.only(read(wide)));
    }
}
