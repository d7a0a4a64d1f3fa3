package org.rtkit4j.forensics.incident;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.knowledge.Knowledge;
import org.rtkit4j.forensics.knowledge.KnowledgeRow;
import org.rtkit4j.forensics.model.IncidentReport;
import org.rtkit4j.forensics.model.ReportedMachine;
import org.rtkit4j.forensics.panic.ProductNames;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Haystack;
import org.rtkit4j.forensics.text.JsonStrings;
import org.rtkit4j.forensics.text.Lines;
import org.rtkit4j.forensics.text.Scan;

/// Reads a diagnostics file that is no panic: a line of JSON, and a body that is JSON or text.
///
/// ```text
/// {"bug_type":"298","timestamp":"2030-01-01 10:00:00.00 +0000","os_version":"iPhone OS 99.1 (99A1)"}
/// { "product" : "iPhone15,2", "largestProcess" : "SomeApp", ... }
/// ```
///
/// Older ones are text only: `Process:`, `Exception Type:`, `Event:`, `Boot faults:`. Reads the first value of each
/// fact, in one pass, and nothing of the rest.
public final class IncidentReader {
    private static final int MOST_CHARS = 96;
    /// How many lines of a text are looked at: its facts stand at its head.
    private static final int MOST_LINES = 400;

    /// Keys of the JSON, and the facts that they are.
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("bug_type", "type"),
            Map.entry("bugType", "type"),
            Map.entry("timestamp", "reportTime"),
            Map.entry("captureTime", "reportTime"),
            Map.entry("os_version", "system"),
            Map.entry("build", "system"),
            Map.entry("product", "model"),
            Map.entry("modelCode", "model"),
            Map.entry("largestProcess", "who"),
            Map.entry("app_name", "who"),
            Map.entry("procName", "who"),
            Map.entry("reason", "reason"),
            Map.entry("itunes_reason", "reason"),
            Map.entry("type", "exception"),
            Map.entry("name", "title"));

    /// Labels of the text, each at the beginning of its line.
    private static final String[][] LABELS = {
        {"Hardware Model:", "model"},
        {"OS Version:", "system"},
        {"Date/Time:", "reportTime"},
        {"Date:", "reportTime"},
        {"Process:", "who"},
        {"Command:", "who"},
        {"Exception Type:", "exception"},
        {"Event:", "event"},
        {"Boot faults:", "faults"},
        {"Reset count:", "resets"},
        {"Failure code::", "reason"},
        {"Stackshot reason:", "reason"},
    };

    /// What a file begins with that says so of itself, without a number and a label.
    private static final String SLEEP_WAKE = "Sleep Wake failure";

    /// What labels begin with: most lines of a report are rows, and told by their first character.
    private static final String INITIALS = Arrays.stream(LABELS)
            .map(label -> label[0].substring(0, 1))
            .distinct()
            .collect(Collectors.joining());

    private final Map<String, String> facts = new LinkedHashMap<>();

    private IncidentReader() {}

    /// Reads a file; null where it is none of these.
    public static @Nullable IncidentReport read(Haystack text) {
        var reader = new IncidentReader();
        if (text.containsOneOf("\"bug_type\"", "\"bugType\"")) {
            reader.readJson(text.text());
        }
        reader.readLabels(text.text());
        return reader.isOne() ? reader.report() : null;
    }

    private boolean isOne() {
        boolean isOldCrash = facts.containsKey("exception") && facts.containsKey("who");
        boolean isOldEvent = Knowledge.incidentOfEvent(fact("event")) != null
                && (facts.containsKey("who") || fact("event").equals(SLEEP_WAKE));
        return facts.containsKey("type") || isOldCrash || isOldEvent || facts.containsKey("faults");
    }

    private void readJson(String text) {
        var strings = new JsonStrings(text);
        while (strings.nextKey()) {
            String name = KEYS.get(strings.key());
            if (name != null) {
                keep(name, strings.scalar());
            }
        }
    }

    private void readLabels(String text) {
        var lines = new Lines(text);
        if (text.startsWith(SLEEP_WAKE)) {
            keep("event", SLEEP_WAKE);
        }
        while (lines.number() < MOST_LINES && lines.next()) {
            Scan line = lines.scan().skipBlanks();
            if (INITIALS.indexOf(line.peek()) >= 0) {
                readLabel(line);
            }
        }
    }

    private void readLabel(Scan line) {
        for (String[] label : LABELS) {
            if (line.take(label[0])) {
                keep(label[1], withoutPid(label[1], line.rawRest().strip()));
                return;
            }
        }
    }

    /// `SomeApp [123]` is a program and its number.
    private static String withoutPid(String name, String value) {
        int bracket = value.indexOf(" [");
        return name.equals("who") && bracket > 0 ? value.substring(0, bracket) : value;
    }

    private void keep(String name, String value) {
        String line = value.strip();
        boolean isMeant = !name.equals("exception") || line.startsWith("EXC_");
        if (!line.isEmpty() && isMeant) {
            facts.putIfAbsent(name, Escape.line(line.substring(0, Math.min(MOST_CHARS, line.length()))));
        }
    }

    private String fact(String name) {
        return facts.getOrDefault(name, "");
    }

    private IncidentReport report() {
        KnowledgeRow row = kind();
        String type = fact("type");
        String name = row == null ? fact("title") : row.field("name");
        var machine =
                new ReportedMachine(fact("model"), ProductNames.of(fact("model")), "", "", fact("system"), "", "", 0);
        Map<String, String> details = new LinkedHashMap<>();
        for (String each : new String[] {"reportTime", "reason", "exception", "faults", "resets"}) {
            if (facts.containsKey(each)) {
                details.put(each, fact(each));
            }
        }
        return new IncidentReport(
                row == null || !type.isEmpty() ? type : row.key(), name, fact("who"), machine, details);
    }

    /// What the file says of itself counts more than its number.
    private @Nullable KnowledgeRow kind() {
        KnowledgeRow byEvent = Knowledge.incidentOfEvent(fact("event"));
        if (byEvent != null) {
            return byEvent;
        }
        if (facts.containsKey("type")) {
            return Knowledge.incident(fact("type"));
        }
        return Knowledge.incident(facts.containsKey("exception") ? "309" : "115");
    }
}
