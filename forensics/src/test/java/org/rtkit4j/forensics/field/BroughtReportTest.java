package org.rtkit4j.forensics.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.explain.Verdict;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.ServiceCheckin;
import org.rtkit4j.forensics.model.SystemPanic;
import org.rtkit4j.forensics.model.TaskRef;

/// Reports as technicians and owners bring them: translated, scanned, folded, cut, quoted. Each stands in `brought.txt`
/// with what is right of it.
///
/// ```text
/// === name
/// --> first sentence
/// --> fact: value
/// the text
/// ```
class BroughtReportTest {
    private static final String WANTED = "--> ";

    /// A text and what is right of it.
    record Brought(String name, List<String> wanted, String text) {
        static Brought of(String block) {
            List<String> lines = Arrays.asList(block.split("\n", -1));
            List<String> wanted = lines.stream()
                    .filter(line -> line.startsWith(WANTED))
                    .map(line -> line.substring(WANTED.length()))
                    .toList();
            List<String> text = lines.subList(1 + wanted.size(), lines.size());
            return new Brought(lines.getFirst(), wanted, String.join("\n", text));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Brought> all() throws IOException {
        try (InputStream file = BroughtReportTest.class.getResourceAsStream("brought.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("(?m)^=== ", -1)).skip(1).map(Brought::of);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theAnswerIsRight(Brought brought) {
        List<String> said = said(CrashReports.read("brought", brought.text().getBytes(StandardCharsets.UTF_8)));
        assertEquals(brought.wanted().getFirst(), said.getFirst());
        for (String fact : brought.wanted()) {
            assertTrue(said.contains(fact), () -> fact + "\nis not among\n" + String.join("\n", said));
        }
    }

    private static List<String> said(ReportFile file) {
        List<String> said = new ArrayList<>();
        if (!file.reports().isEmpty()) {
            said.add(Verdict.of(file.reports().getFirst()).sentence());
        } else {
            said.add(
                    file.panics().isEmpty()
                            ? file.reason() + "."
                            : Verdict.of(file.panics().getFirst()).sentence());
        }
        file.reports().forEach(crash -> said.addAll(facts(crash)));
        file.panics().forEach(panic -> said.addAll(facts(panic)));
        file.warnings().forEach(warning -> said.add("warning: " + warning));
        return said;
    }

    private static List<String> facts(CrashReport crash) {
        TaskRef task = crash.site().task();
        return List.of(
                "client: " + crash.origin().firmware().client(),
                "version: " + crash.origin().firmware().rtkit(),
                "message: " + crash.site().reason().replace('\n', '|'),
                "task: " + (task == null ? "" : task.name() + " " + task.id()),
                "stack: " + crash.site().callStack().size());
    }

    private static List<String> facts(SystemPanic panic) {
        List<String> facts = new ArrayList<>(List.of(
                "class: " + panic.cause().panicClass().label(),
                "message: " + panic.cause().message().replace('\n', '|'),
                "seconds: " + panic.cause().seconds(),
                "model: " + panic.machine().modelName(),
                "chip: " + panic.machine().chip() + " " + panic.machine().chipName(),
                "system: " + panic.machine().system(),
                "task: " + panic.trace().task(),
                "extensions: " + String.join(" ", panic.trace().extensions())));
        for (ServiceCheckin service : panic.services()) {
            facts.add("service: " + service.name() + " " + service.checkins() + " in " + service.withinSeconds()
                    + ", last " + service.lastSecondsAgo());
        }
        return facts;
    }
}
