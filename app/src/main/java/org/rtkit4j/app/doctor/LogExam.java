package org.rtkit4j.app.doctor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.rtkit4j.app.doctor.Complaint.Kind;
import org.rtkit4j.forensics.explain.DriverPart;
import org.rtkit4j.forensics.explain.Verdict;
import org.rtkit4j.forensics.knowledge.Knowledge;
import org.rtkit4j.forensics.knowledge.KnowledgeRow;
import org.rtkit4j.forensics.knowledge.Source;
import org.rtkit4j.forensics.knowledge.VersionIssues;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;

/// What a machine's log says went wrong, and what is known to go wrong with its versions.
final class LogExam {
    private final List<Complaint> found = new ArrayList<>();
    private final Set<String> issues = new LinkedHashSet<>();

    private LogExam() {}

    /// Looks at a log of the machine.
    static List<Complaint> of(ReportFile log) {
        var exam = new LogExam();
        exam.crashes(log);
        exam.verdicts(log);
        if (exam.found.isEmpty()) {
            exam.found.add(Complaint.of(Kind.FINE, "no co-processor crashed and no driver gave up in " + log.name()));
        }
        exam.issues.forEach(key -> exam.found.add(known(Knowledge.issue(key))));
        return exam.found;
    }

    private void crashes(ReportFile log) {
        for (CrashReport crash : log.reports()) {
            String sentence = Verdict.of(crash).sentence();
            found.add(new Complaint(
                    Kind.WRONG, sentence.substring(0, sentence.length() - 1), "rtkit explain tells more", List.of()));
        }
    }

    private void verdicts(ReportFile log) {
        if (!log.log().verdicts().isEmpty()) {
            found.add(Complaint.of(Kind.WRONG, DriverPart.sentence(log.log())));
            issues.addAll(DriverPart.issues(log.log()));
        }
    }

    /// What is known to go wrong with a system firmware and a kernel, whatever the log says.
    static List<Complaint> ofVersions(String firmware, String kernel, List<Complaint> already) {
        return VersionIssues.of(firmware, kernel).stream()
                .map(LogExam::known)
                .filter(issue -> !already.contains(issue))
                .toList();
    }

    private static Complaint known(KnowledgeRow issue) {
        List<String> sources = issue.sources().stream().map(Source::toString).toList();
        return new Complaint(Kind.KNOWN, issue.field("says"), issue.field("do"), sources);
    }
}
