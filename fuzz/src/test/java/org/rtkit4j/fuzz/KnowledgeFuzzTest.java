package org.rtkit4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rtkit4j.forensics.knowledge.KnowledgeFile;
import org.rtkit4j.forensics.knowledge.KnowledgeRow;

/// Any text as a file of the knowledge base: rows with sources, or a refusal.
class KnowledgeFuzzTest {
    private static final String ROW = "[term A]\nsays: x\nsource: 2026-01-02 https://example.org/\n";

    @FuzzTest
    void readsRowsOrRefuses(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        check(text);
        check(ROW + text);
    }

    private static void check(String text) {
        try {
            List<KnowledgeRow> rows = KnowledgeFile.parse(text);
            if (rows.stream().anyMatch(row -> row.sources().isEmpty())) {
                throw new AssertionError("a row without a source");
            }
        } catch (IllegalStateException _) {
            // The refusal of a file that is wrong.
        }
    }
}
