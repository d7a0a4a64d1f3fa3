package org.rtkit4j.forensics.explain;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.forensics.analysis.Subject;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.SystemPanic;
import org.rtkit4j.forensics.model.TaskRef;

/// The [Verdict]'s sentence in pieces, for those who show a headline and short lines.
///
/// @param words who crashed, without a full stop
/// @param lines how, where, in which task, and what its words point to: as far as the report says
public record Headline(String words, List<Line> lines) {
    /// A line beneath it.
    ///
    /// @param name `cause`, `place`, `task`, `points to`
    public record Line(String name, String text) {}

    public Headline {
        lines = List.copyOf(lines);
    }

    /// Takes a crash's verdict apart.
    public static Headline of(CrashReport report) {
        var lines = new ArrayList<Line>();
        add(lines, "cause", Verdict.how(report).strip());
        add(lines, "place", SourcePosition.in(report.site().reason()));
        TaskRef task = report.site().task();
        add(lines, "task", task == null || task.name() == null ? "" : task.name());
        Subject subject = Subject.of(report);
        add(lines, "points to", subject == null ? "" : subject.part());
        return new Headline(Verdict.who(report) + " crashed", lines);
    }

    /// Takes it of a panic in which no co-processor crashed, whose sentence is short.
    public static Headline of(SystemPanic panic) {
        return new Headline(PanicSentence.of(panic), List.of());
    }

    private static void add(List<Line> lines, String name, String text) {
        if (!text.isEmpty() && !text.equals("crashed")) {
            lines.add(new Line(name, text));
        }
    }
}
