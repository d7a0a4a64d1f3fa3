package org.rtkit4j.forensics.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.explain.Verdict;
import org.rtkit4j.forensics.knowledge.Knowledge;
import org.rtkit4j.forensics.model.PanicClass;
import org.rtkit4j.forensics.model.ReportFile;

/// Every kind of panic and file, with the first sentence that it gets: docs/kinds.md.
///
/// `./mvnw -pl forensics -am test -Dtest=KindsDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Drtkit.update=docs`
/// brings the document up to date.
class KindsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/kinds.md");
    private static final String PANIC = "panic(cpu 0 caller 0xfffffe0011112222): ";
    private static final Map<String, String> MACHINES = Map.of(
            "M ", "\nDebugger message: panic\nSystem model name: Mac99,1 (Mac-1234)\n",
            "P ", "\nDebugger message: panic\nOS version: 99A1\nSystem model name: iPhone12,1 (X)\n",
            "Q ", "\nDebugger message: panic\nKernel version: Darwin Kernel Version 99: root:x/RELEASE_ARM64_VMAPPLE\n",
            "T ", "\nDebugger message: panic\nSystem model name: iBridge2,14 (X)\n");

    private static final String HEAD = """
        # Every kind, and its first sentence

        What `rtkit explain` says first on each kind of panic and file, written by the build from texts with invented values. No sentence
        says that a part is broken: a driver that stands in a report need not be at fault, and neither need the hardware that it drives.

        | kind | the first sentence |
        |---|---|
        """;

    /// A kind, its text, and what became of it.
    private record Kind(String name, String text, ReportFile file) {
        static Kind of(String name, String text) {
            return new Kind(name, text, CrashReports.read(name, text.getBytes(StandardCharsets.UTF_8)));
        }

        String sentence() {
            return file.reports().isEmpty()
                    ? Character.toUpperCase(file.reason().charAt(0))
                            + file.reason().substring(1) + "."
                    : Verdict.of(file.reports().getFirst()).sentence();
        }
    }

    private static List<Kind> kinds() throws IOException {
        List<Kind> kinds = new ArrayList<>();
        try (InputStream file = KindsDocumentTest.class.getResourceAsStream("kinds.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                int bar = line.indexOf(" | ");
                kinds.add(Kind.of(
                        line.substring(0, bar), whole(line.substring(bar + 3).replace('~', '\n'))));
            });
        }
        Knowledge.all().stream()
                .filter(row -> row.kind().equals("incident"))
                .forEach(row -> kinds.add(Kind.of(row.field("name"), "{\"bug_type\":\"" + row.key() + "\"}\n{}")));
        return kinds;
    }

    private static String whole(String text) {
        String machine = MACHINES.get(text.substring(0, 2));
        return machine == null ? text : PANIC + text.substring(2) + machine;
    }

    @Test
    void theDocumentIsUpToDate() throws IOException {
        var rows = new StringBuilder(HEAD);
        for (Kind kind : kinds()) {
            rows.append("| ")
                    .append(kind.name())
                    .append(" | ")
                    .append(kind.sentence().replace("|", "\\|"));
            rows.append(" |\n");
        }
        if (System.getProperty("rtkit.update", "").equals("docs")) {
            Files.writeString(DOCUMENT, rows);
        }
        assertEquals(Files.readString(DOCUMENT), rows.toString());
    }

    @Test
    void everyClassOfPanicHasARow() throws IOException {
        Set<PanicClass> missing = EnumSet.allOf(PanicClass.class);
        for (Kind kind : kinds()) {
            kind.file().panics().forEach(panic -> missing.remove(panic.cause().panicClass()));
        }
        assertEquals(Set.of(), missing);
        assertTrue(kinds().size() >= 90, kinds().size() + " kinds");
    }

    @Test
    void noSentenceSaysThatAPartIsBroken() throws IOException {
        for (Kind kind : kinds()) {
            assertFalse(kind.sentence().matches(".*\\b(certain|broken|defective|replace)\\b.*"), kind::sentence);
            assertFalse(kind.sentence().matches(".*[{}\\[\\]].*"), kind::sentence);
        }
    }
}
