package org.rtkit4j.forensics.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rtkit4j.forensics.knowledge.KnowledgeRow;
import org.rtkit4j.forensics.knowledge.Source;

/// What is known besides the report, under headings that say so: no sentence of these is one of the report's.
final class KnowledgePart {
    private KnowledgePart() {}

    /// Prints what lists on the web say, and that they disagree where they do.
    static void lists(Page page, List<KnowledgeRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        page.heading("What lists on the web say of it, which this report does not prove");
        Map<String, List<String>> subjects = new LinkedHashMap<>();
        for (KnowledgeRow row : rows) {
            page.prose("- " + about(row) + row.field("says") + ".");
            row.sources().forEach(page::source);
            subjects.computeIfAbsent(about(row), _ -> new ArrayList<>()).add(row.field("says"));
        }
        if (subjects.values().stream().anyMatch(KnowledgePart::differ)) {
            page.faint("These do not say the same: who is right is not known here.");
        }
    }

    private static boolean differ(List<String> said) {
        return said.stream().distinct().count() > 1;
    }

    private static String about(KnowledgeRow row) {
        String sensor = row.fieldOrEmpty("sensor");
        String array = row.fieldOrEmpty("array");
        if (!sensor.isEmpty()) {
            return "sensor " + sensor + ": ";
        }
        return array.isEmpty() ? "named first for this kind: " : "value " + array + " of that array: ";
    }

    /// Prints the terms that come up.
    static void terms(Page page, List<KnowledgeRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        page.heading("Terms");
        for (KnowledgeRow row : rows) {
            Source source = row.sources().getFirst();
            page.prose(row.key() + ": " + row.field("says") + ".");
            if (page.all()) {
                page.source(source);
            }
        }
    }
}
