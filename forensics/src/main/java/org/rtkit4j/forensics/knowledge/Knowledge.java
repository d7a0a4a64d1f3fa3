package org.rtkit4j.forensics.knowledge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The knowledge base: rows of the files beside this class, looked up by what a report says.
///
/// What a row says is what its sources say. It is no part of what a report proves: the two are never put into one
/// sentence.
public final class Knowledge {
    private static final List<KnowledgeRow> INCIDENTS = KnowledgeFile.read("incidents.txt");
    private static final Map<String, KnowledgeRow> BY_BUG_TYPE = byBugType();
    private static final List<KnowledgeRow> DRIVER_LINES = KnowledgeFile.read("driver-lines.txt");
    private static final List<KnowledgeRow> ISSUES = KnowledgeFile.read("issues.txt");
    private static final List<KnowledgeRow> PARTS = KnowledgeFile.read("parts.txt");
    private static final List<KnowledgeRow> HINTS = KnowledgeFile.read("hints.txt");
    private static final List<KnowledgeRow> TERMS = KnowledgeFile.read("terms.txt");
    private static final List<KnowledgeRow> NEXT = KnowledgeFile.read("next.txt");

    private Knowledge() {}

    private static Map<String, KnowledgeRow> byBugType() {
        Map<String, KnowledgeRow> types = new HashMap<>();
        for (KnowledgeRow row : INCIDENTS) {
            String also = row.fieldOrEmpty("also");
            Stream.concat(Stream.of(row.key()), Stream.of(also.split(" ", -1)))
                    .filter(type -> !type.isEmpty())
                    .forEach(type -> put(types, type, row));
        }
        return Map.copyOf(types);
    }

    private static void put(Map<String, KnowledgeRow> types, String type, KnowledgeRow row) {
        if (types.put(type, row) != null) {
            throw new IllegalStateException("bug type " + type + " has two rows");
        }
    }

    /// Returns every row there is, for whoever counts or prints them.
    public static List<KnowledgeRow> all() {
        return Stream.of(INCIDENTS, DRIVER_LINES, ISSUES, PARTS, HINTS, TERMS, NEXT)
                .flatMap(List::stream)
                .toList();
    }

    /// Returns what a diagnostics file of a bug type is, or null.
    public static @Nullable KnowledgeRow incident(String bugType) {
        return BY_BUG_TYPE.get(bugType);
    }

    /// Returns the kind of incident of a name, or null.
    public static @Nullable KnowledgeRow incidentNamed(String name) {
        return INCIDENTS.stream()
                .filter(row -> row.field("name").equals(name))
                .findFirst()
                .orElse(null);
    }

    /// Returns the kind of incident that a report's line `Event:` names, or null.
    public static @Nullable KnowledgeRow incidentOfEvent(String event) {
        for (KnowledgeRow row : INCIDENTS) {
            if (!event.isEmpty() && row.fieldOrEmpty("event").equals(event)) {
                return row;
            }
        }
        return null;
    }

    /// Returns the lines of drivers that give up, the most decisive first.
    public static List<KnowledgeRow> driverLines() {
        return DRIVER_LINES;
    }

    /// Returns where lists on the web have sensors and bits of sensor arrays.
    static List<KnowledgeRow> parts() {
        return PARTS;
    }

    /// Returns what lists of repairers name first for kinds of panics.
    static List<KnowledgeRow> hints() {
        return HINTS;
    }

    /// Returns the terms that are explained.
    static List<KnowledgeRow> terms() {
        return TERMS;
    }

    /// Returns what is advised to do next, the most particular first.
    static List<KnowledgeRow> next() {
        return NEXT;
    }

    /// Returns all known issues.
    static List<KnowledgeRow> issues() {
        return ISSUES;
    }

    /// Returns a known issue.
    ///
    /// @throws IllegalArgumentException if there is none of that key
    public static KnowledgeRow issue(String key) {
        return ISSUES.stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such issue: " + key));
    }
}
