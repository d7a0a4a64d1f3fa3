package org.rtkit4j.forensics.explain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rtkit4j.forensics.knowledge.Knowledge;
import org.rtkit4j.forensics.knowledge.KnowledgeRow;
import org.rtkit4j.forensics.knowledge.Source;
import org.rtkit4j.forensics.model.DriverVerdict;
import org.rtkit4j.forensics.model.KernelLog;

/// What Linux drivers said when they gave up, and what is known of that elsewhere.
public final class DriverPart {
    private DriverPart() {}

    /// Returns the first sentence on a log without a crash in it, with a capital and without its last full stop.
    ///
    /// @param log with at least one verdict
    public static String sentence(KernelLog log) {
        DriverVerdict first = log.verdicts().getFirst();
        return whether(log) + Sentence.capital(said(first));
    }

    /// Some lines say that a co-processor crashed, others are printed after a crash and without one.
    private static String whether(KernelLog log) {
        List<String> crash = log.verdicts().stream()
                .map(verdict -> row(verdict).fieldOrEmpty("crash"))
                .toList();
        if (crash.contains("said")) {
            return "A co-processor crashed, but its crash log is not in this log. ";
        }
        return crash.contains("possible") ? "This log holds no crash of a co-processor. " : "No co-processor crashed. ";
    }

    private static KnowledgeRow row(DriverVerdict verdict) {
        return Knowledge.driverLines().stream()
                .filter(row -> row.key().equals(verdict.key()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such line: " + verdict.key()));
    }

    private static String said(DriverVerdict verdict) {
        KnowledgeRow row = row(verdict);
        long seconds = verdict.secondsSinceBoot();
        int behind =
                verdict.text().indexOf(row.field("words")) + row.field("words").length();
        return SentenceForm.filled(
                row.field("says"),
                Map.of(
                        "after",
                        seconds < 0 ? "" : " " + PanicSentence.duration(seconds) + " after boot",
                        "rest",
                        verdict.text()
                                .substring(Math.min(behind, verdict.text().length()))
                                .strip()));
    }

    /// Prints every line in which a driver gave up, in the order of the log.
    ///
    /// @param isAnswer whether the sentence stands at the head of the page already
    static void print(Page page, KernelLog log, boolean isAnswer) {
        if (log.verdicts().isEmpty()) {
            return;
        }
        page.heading("What the drivers said");
        if (!isAnswer) {
            page.prose(Sentence.capital(said(log.verdicts().getFirst())) + ".");
        }
        List<DriverVerdict> inOrder = log.verdicts().stream()
                .sorted((a, b) -> Integer.compare(a.line(), b.line()))
                .toList();
        for (DriverVerdict verdict : inOrder) {
            page.prose("line " + verdict.line() + ": " + verdict.driver() + ": " + verdict.text());
        }
        known(page, inOrder);
    }

    /// Returns the keys of the known issues that a log's lines call up.
    public static Set<String> issues(KernelLog log) {
        return issues(log.verdicts());
    }

    private static Set<String> issues(List<DriverVerdict> verdicts) {
        Set<String> keys = new LinkedHashSet<>();
        verdicts.forEach(verdict -> keys.add(row(verdict).fieldOrEmpty("issue")));
        keys.remove("");
        return keys;
    }

    private static void known(Page page, List<DriverVerdict> verdicts) {
        for (String key : issues(verdicts)) {
            KnowledgeRow issue = Knowledge.issue(key);
            page.heading("What is known elsewhere, and not proved by this log");
            page.prose(Sentence.capital(issue.field("says")) + ".");
            page.prose("To do: " + issue.field("do") + ".");
            for (Source source : issue.sources()) {
                page.prose("- " + source);
            }
        }
    }
}
