package org.rtkit4j.web.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rtkit4j.app.Training;
import org.rtkit4j.forensics.page.ReadMessage;
import org.rtkit4j.forensics.page.ReadReport;
import org.rtkit4j.forensics.text.Passages;
import org.rtkit4j.testkit.Corpus;
import org.rtkit4j.web.engine.PageEngine.Form;
import org.rtkit4j.web.engine.PageEngine.Outcome;

/// What the page's engine says, byte for byte beside what the JVM says.
///
/// `-Ddamaged=N` and `-Dwords=N` compare more, `-Dseed=N` other ones: every build compares the same, so that what
/// it finds it finds again; `web/compare` takes a new seed each time.
class EngineTest {
    private static final int DAMAGED = Integer.getInteger("damaged", 1000);
    private static final int WORDS = Integer.getInteger("words", 50_000);
    private static final int MOST_CRASHES = 4;
    private static final int CONTEXT_BYTES = 60;

    private static PageEngine engine;

    @BeforeAll
    static void start() throws IOException {
        engine = PageEngine.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void everyFileOfTheCorpusIsExplainedAlike() throws Exception {
        List<Path> files = corpus();
        assertFalse(files.isEmpty());
        for (Path file : files) {
            assertAlike(file.toString(), Files.readAllBytes(file));
        }
        System.err.println("files of the corpus compared: " + files.size());
    }

    @Test
    void theReportInTheArchiveIsExplainedAlike() throws Exception {
        assertAlike("training.panic", training());
        assertTrue(engine.ask(Form.TEXT, 0).text().contains("worker"));
    }

    @Test
    void whatIsDamagedIsExplainedAlike() throws Exception {
        long seed = Long.getLong("seed", 1);
        var whole = new ArrayList<byte[]>();
        whole.add(training());
        for (Path file : corpus()) {
            whole.add(Files.readAllBytes(file));
        }
        var damage = new Damage(new SplittableRandom(seed), whole);
        for (int i = 0; i < DAMAGED; i++) {
            assertAlike("-Dseed=" + seed + ", input " + i, damage.next());
        }
        System.err.println("damaged inputs compared: " + DAMAGED + ", -Dseed=" + seed);
    }

    /// More than one passage, in the encodings that texts have, with a crash across the end of the first.
    @Test
    void aLongLogIsExplainedAlike() throws Exception {
        String other = "[    1.000000] a line of something else\n";
        String report = Files.readString(Corpus.path("reports/invented/linux-dmesg-crash-shape.txt"));
        String log = other.repeat((Passages.BYTES - report.length() / 2) / other.length()) + report + other;
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16)) {
            assertAlike(charset.toString(), log.getBytes(charset));
        }
    }

    @Test
    void anyWordIsDecodedAlike() throws Exception {
        long seed = Long.getLong("seed", 1);
        var random = new SplittableRandom(seed);
        String[] kinds = {"DCP", "SMC", "ANS2", "AOP", "MTP", "SIO", "GPU", "ISP", "nobody", ""};
        String[] ways = {"AP->IOP", "IOP->AP", "both"};
        for (int i = 0; i < WORDS; i++) {
            String kind = kinds[random.nextInt(kinds.length)];
            String way = ways[random.nextInt(ways.length)];
            int endpoint = random.nextInt(0x48);
            // Half of them of a type that the system's endpoints have: of all others few have a layout.
            long message =
                    random.nextLong() >>> random.nextInt(64) | (random.nextBoolean() ? random.nextLong(16) << 52 : 0);
            String word = "0x" + Long.toHexString(message);
            Outcome expected = outcome(() -> decoded(ReadMessage.of(kind, way, endpoint, word)));
            byte[] asked = String.join("\0", kind, way, word).getBytes(StandardCharsets.UTF_8);
            assertSame(
                    "-Dseed=" + seed + ": " + String.join(" ", kind, way, String.valueOf(endpoint), word),
                    expected,
                    engine.ask(Form.DECODE, endpoint, asked));
        }
        System.err.println("words compared: " + WORDS + ", -Dseed=" + seed);
    }

    @Test
    void whatIsNoWordIsRefusedAlike() throws Exception {
        for (String word : List.of("", "0x", "12", "0x12345678901234567", "0xFF", "0x1\n", "-0x1")) {
            Outcome expected = outcome(() -> decoded(ReadMessage.of("DCP", "AP->IOP", 0, word)));
            byte[] asked = String.join("\0", "DCP", "AP->IOP", word).getBytes(StandardCharsets.UTF_8);
            assertFalse(expected.isGood());
            assertSame(word, expected, engine.ask(Form.DECODE, 0, asked));
        }
    }

    private static byte[] decoded(ReadMessage message) {
        return message.json().getBytes(StandardCharsets.UTF_8);
    }

    private static List<Path> corpus() throws IOException {
        try (Stream<Path> files = Files.walk(Corpus.path("reports"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static byte[] training() throws IOException {
        try (InputStream in = Objects.requireNonNull(Training.class.getResourceAsStream("training.panic"))) {
            return in.readAllBytes();
        }
    }

    /// Every form of it: JSON, text, `--all`, the command's JSON, and of each crash a core file and a capture.
    private static void assertAlike(String name, byte[] input) throws Exception {
        ReadReport report = ReadReport.byPassages("the report", input);
        assertEquals("", engine.ask(Form.READ, 0, input).text(), name);
        assertSame(name, outcome(() -> explained(report)), engine.ask(Form.EXPLAIN, 0));
        assertSame(name, outcome(() -> utf8(report.text(false))), engine.ask(Form.TEXT, 0));
        assertSame(name, outcome(() -> utf8(report.text(true))), engine.ask(Form.TEXT, 1));
        assertSame(name, outcome(() -> utf8(report.document())), engine.ask(Form.JSON, 0));
        int crashes = Math.min(report.file().reports().size(), MOST_CRASHES);
        for (int crash = 1; crash <= crashes; crash++) {
            int number = crash;
            assertSame(name, outcome(() -> report.core(report.crash(number))), engine.ask(Form.CORE, crash));
            assertSame(name, outcome(() -> captured(report, number)), engine.ask(Form.PCAPNG, crash));
        }
    }

    private static byte[] explained(ReadReport report) throws IOException {
        var out = new ByteArrayOutputStream();
        report.json(out);
        return out.toByteArray();
    }

    private static byte[] captured(ReadReport report, int crash) throws IOException {
        byte[] capture = ReadReport.capture(report.crash(crash));
        if (capture == null) {
            throw new IllegalArgumentException("the report has no mailbox history");
        }
        return capture;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Outcome outcome(Callable<byte[]> question) {
        try {
            return Outcome.of(question.call());
        } catch (Exception e) {
            return Outcome.failure(e);
        }
    }

    private static void assertSame(String name, Outcome expected, Outcome actual) {
        if (!expected.isSame(actual)) {
            int at = Math.max(0, Arrays.mismatch(expected.bytes(), actual.bytes()) - CONTEXT_BYTES);
            assertEquals(around(expected, at), around(actual, at), name);
            throw new AssertionError(name + ": good=" + expected.isGood() + ", in the page=" + actual.isGood());
        }
    }

    /// What is around the first difference: a whole report says little.
    private static String around(Outcome outcome, int at) {
        byte[] part = Arrays.copyOfRange(outcome.bytes(), at, at + 4 * CONTEXT_BYTES);
        return at + ": "
                + new String(part, StandardCharsets.UTF_8).replace('\0', ' ').strip();
    }
}
