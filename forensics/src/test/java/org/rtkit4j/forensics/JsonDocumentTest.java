package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rtkit4j.forensics.json.AnswerDocument;
import org.rtkit4j.forensics.model.ReportFile;

/// `docs/json.md` beside what is printed: a key of one that the other does not have fails.
class JsonDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/json.md");
    private static final Pattern NAME = Pattern.compile("`(?:[A-Za-z]+\\.)?([A-Za-z]+)`");
    /// A row's first cell, where it names whole keys and no parts of one.
    private static final Pattern ROW = Pattern.compile("^\\| ((?:`[A-Za-z]+`(?:, )?)+) \\|");

    private static final String CRASH = "## A crash report: `rtkit explain --json`";
    private static final String PANIC = "### A panic without a co-processor's crash";
    private static final String FILE = "### A file without a crash";

    private static final ReportFile SYSTEM_PANIC = Fixtures.read("""
        panic(cpu 0 caller 0xfffffe0011112222): watchdog timeout: no checkins from watchdogd in 91 seconds
        service: logd, total successful checkins in 190 seconds: 18, last successful checkin: 0 seconds ago
        Debugger message: panic
        """);
    private static final ReportFile INCIDENT = Fixtures.read("""
        {"bug_type":"298","os_version":"iPhone OS 99.1 (99A1)"}
        {"product":"iPhone15,2","largestProcess":"SomeApp"}
        """);
    private static final ReportFile LOG = Fixtures.read("""
        [    0.4] macsmc-rtkit 1.smc: RTKit: Initializing (protocol version 12)
        [   14.1] macsmc-power macsmc-power: Emergency notification: Failed to read battery status
        """);

    private static String section(String heading) throws IOException {
        String text = Files.readString(DOCUMENT);
        int start = text.indexOf(heading);
        int end = text.indexOf("\n##", start + heading.length());
        return text.substring(start, end);
    }

    /// The keys that a section's tables have in their first cells.
    private static Set<String> rows(String section) {
        Set<String> keys = new TreeSet<>();
        section.lines()
                .map(ROW::matcher)
                .filter(row -> row.find())
                .forEach(row -> NAME.matcher(row.group(1)).results().forEach(name -> keys.add(name.group(1))));
        return keys;
    }

    private static Set<String> named(String text) {
        Set<String> names = new TreeSet<>();
        NAME.matcher(text).results().forEach(name -> names.add(name.group(1)));
        return names;
    }

    /// The keys of an object, at a path below the document's root.
    private static Set<String> keys(ReportFile file, String... path) throws IOException {
        var out = new StringWriter();
        AnswerDocument.write(List.of(file), out);
        Set<String> keys = new LinkedHashSet<>();
        try (JsonParser parser = new JsonFactory().createParser(out.toString())) {
            parser.nextToken();
            for (String step : path) {
                enter(parser, step);
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                keys.add(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
        }
        return new TreeSet<>(keys);
    }

    /// Moves to the object of a key, or to the first one of its array.
    private static void enter(JsonParser parser, String key) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean isIt = key.equals(parser.currentName());
            JsonToken value = parser.nextToken();
            if (isIt) {
                assertTrue(value == JsonToken.START_OBJECT || parser.nextToken() == JsonToken.START_OBJECT, key);
                return;
            }
            parser.skipChildren();
        }
        throw new AssertionError("no such key: " + key);
    }

    @Test
    void aCrashHasTheKeysOfItsTableAndNoOthers() throws IOException {
        Set<String> described = rows(section(CRASH));
        assertTrue(described.size() > 30, described::toString);
        Set<String> printed = keys(Fixtures.read(Fixtures.PANIC));
        Set<String> unsaid = new TreeSet<>(printed);
        unsaid.removeAll(named(section(CRASH)));
        assertEquals(Set.of(), unsaid, "printed, and not in docs/json.md");
        described.removeAll(printed);
        assertEquals(Set.of(), described, "in docs/json.md, and not printed");
    }

    @Test
    void whatIsWithinACrashIsNamed() throws IOException {
        for (String key : List.of(
                "verdict",
                "firmware",
                "faultingTask",
                "callStack",
                "tasks",
                "mailboxes",
                "apLog",
                "timeline",
                "latencies",
                "unmapped",
                "sections",
                "panic",
                "next")) {
            Set<String> unsaid = keys(key.equals("next") ? SYSTEM_PANIC_OF_A_MAC : Fixtures.read(Fixtures.PANIC), key);
            unsaid.removeAll(named(section(CRASH) + section(PANIC)));
            assertEquals(Set.of(), unsaid, key);
        }
    }

    private static final ReportFile SYSTEM_PANIC_OF_A_MAC = Fixtures.read("""
        panic(cpu 0 caller 0xfffffe0011112222): watchdog timeout: no checkins from watchdogd in 91 seconds
        Debugger message: panic
        System model name: Mac99,1 (X)
        """);

    @Test
    void aPanicHasTheKeysOfItsTableAndNoOthers() throws IOException {
        assertEquals(rows(section(PANIC)), keys(SYSTEM_PANIC, "panic"));
        Set<String> unsaid = keys(SYSTEM_PANIC, "panic", "services");
        unsaid.addAll(keys(SYSTEM_PANIC));
        unsaid.removeAll(named(section(PANIC) + section(CRASH)));
        assertEquals(Set.of(), unsaid);
    }

    @Test
    void aFileWithoutACrashHasTheKeysOfItsTable() throws IOException {
        assertEquals(rows(section(FILE)), keys(INCIDENT));
        assertEquals(rows(section(FILE)), keys(LOG));
        Set<String> unsaid = keys(INCIDENT, "incidents");
        unsaid.addAll(keys(LOG, "devices"));
        unsaid.addAll(keys(LOG, "verdicts"));
        unsaid.removeAll(named(Files.readString(DOCUMENT)));
        assertEquals(Set.of(), unsaid);
    }
}
