package org.rtkit4j.forensics.explain;

import java.util.List;
import java.util.Map;
import org.rtkit4j.forensics.knowledge.KnowledgeRow;
import org.rtkit4j.forensics.knowledge.NextSteps;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.SystemPanic;

/// What to do next, by others' advice, each with its source: no sentence of these is one of the report's.
public final class NextPart {
    private NextPart() {}

    static void print(Page page, CrashReport report) {
        print(page, NextSteps.of(report), "");
    }

    static void print(Page page, SystemPanic panic) {
        print(page, NextSteps.of(panic), NextSteps.foreignExtension(panic));
    }

    private static void print(Page page, List<KnowledgeRow> rows, String extension) {
        if (rows.isEmpty()) {
            return;
        }
        page.heading("What next, as others advise");
        for (KnowledgeRow row : rows) {
            page.prose("- " + Sentence.capital(says(row, extension)) + ".");
            page.source(row.sources().getFirst());
        }
    }

    /// Returns a row's advice, with the driver's name where it speaks of one.
    public static String says(KnowledgeRow row, String extension) {
        return SentenceForm.filled(row.field("says"), Map.of("extension", extension));
    }
}
