package org.rtkit4j.forensics.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.macho.Symbolizer;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.Warning;

/// A report as text for people who have never seen one: first what happened, in plain language, then the evidence.
///
/// Lines are about 100 columns wide. Text from the report is escaped already; nothing here runs as a command of a
/// terminal.
public final class Explanation {
    private final Style style;
    private final boolean all;
    private final @Nullable Symbolizer symbols;

    private Explanation(Style style, boolean all, @Nullable Symbolizer symbols) {
        this.style = style;
        this.all = all;
        this.symbols = symbols;
    }

    /// Returns an explainer.
    ///
    /// @param all whether to print long logs in full instead of their newest rows
    public static Explanation with(Style style, boolean all) {
        return new Explanation(style, all, null);
    }

    /// Returns an explainer that names addresses of call stacks.
    public Explanation withSymbols(Symbolizer firmware) {
        return new Explanation(style, all, firmware);
    }

    /// Explains a file: every crash in it, or why there is none.
    public String of(ReportFile file) {
        var page = new Page(style, all);
        List<CrashReport> reports = file.reports();
        for (int i = 0; i < reports.size(); i++) {
            if (reports.size() > 1) {
                page.line(style.heading("Crash " + (i + 1) + " of " + reports.size()));
            }
            page.append(of(reports.get(i)));
            if (i + 1 < reports.size()) {
                page.blank();
            }
        }
        file.panicsWithoutCrash().forEach(panic -> {
            if (!page.isEmpty()) {
                page.blank();
            }
            PanicPart.print(page, panic);
        });
        if (!file.isAnswered()) {
            page.lead(Sentence.capital(file.reason()) + ".");
        }
        LogOverview.print(page, file);
        warnings(page, file.warnings());
        return page.toString();
    }

    /// Explains one crash.
    public String of(CrashReport report) {
        var page = new Page(style, all, symbols);
        Summary.print(page, report);
        Facts.print(page, report);
        StackPart.callStack(page, report);
        RegisterPart.print(page, report);
        StackPart.tasks(page, report);
        new MailboxPart(page, report).print();
        ClosingPart.print(page, report);
        warnings(page, report.warnings());
        return page.toString();
    }

    private static void warnings(Page page, List<Warning> warnings) {
        if (warnings.isEmpty()) {
            return;
        }
        page.heading("What could not be read, or had to be guessed");
        for (Warning warning : warnings) {
            page.prose("- " + warning);
        }
    }
}
