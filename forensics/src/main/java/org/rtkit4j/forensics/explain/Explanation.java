package org.rtkit4j.forensics.explain;

import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;

/// A report for people who have never seen one.
public final class Explanation {
    private final Style style;
    private final boolean all;

    private Explanation(Style style, boolean all) {
        this.style = style;
        this.all = all;
    }

    /// Returns an explainer.
    ///
    /// @param all whether to print long logs in full instead of their newest rows
    public static Explanation with(Style style, boolean all) {
        return new Explanation(style, all);
    }

    /// Explains a file: every crash in it, or why there is none.
    public String of(ReportFile file) {
        var text = new StringBuilder();
        file.reports().forEach(report -> text.append(of(report)));
        return text.append(file.reason()).append('\n').toString();
    }

    /// Explains one crash.
    public String of(CrashReport report) {
        return style.heading(report.reason()) + (all ? "\n" : "");
    }
}
