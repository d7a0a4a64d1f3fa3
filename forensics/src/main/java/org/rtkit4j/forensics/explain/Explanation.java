package org.rtkit4j.forensics.explain;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.knowledge.RelatedRows;
import org.rtkit4j.forensics.macho.Symbolizer;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.SystemPanic;
import org.rtkit4j.forensics.model.Warning;

/// A report as text for people who have never seen one: first what happened, in plain language, then the evidence.
///
/// Text from the report is escaped already; nothing here runs as a command of a terminal.
public final class Explanation {
    /// How wide prose is where no terminal says how wide it is to be.
    public static final int USUAL_COLUMNS = 80;

    private static final String MORE =
            "More: --all; one part: --evidence " + String.join(", ", Part.labels()) + "; --json.";

    private final Style style;
    private final Scope scope;
    private final @Nullable Symbolizer symbols;

    private Explanation(Style style, Scope scope, @Nullable Symbolizer symbols) {
        this.style = style;
        this.scope = scope;
        this.symbols = symbols;
    }

    /// Returns an explainer that prints the summary and all parts, about 100 columns wide.
    ///
    /// @param all whether to print long logs in full instead of their newest rows
    public static Explanation with(Style style, boolean all) {
        return new Explanation(style, Scope.everything(all), null);
    }

    /// Returns an explainer that prints a screenful: what happened, and the evidence that decides.
    public Explanation briefly() {
        return new Explanation(style, scope.briefly(), symbols);
    }

    /// Returns an explainer that prints some parts, in full, and nothing else.
    public Explanation only(Set<Part> parts) {
        return new Explanation(style, scope.only(parts), symbols);
    }

    /// Returns an explainer that wraps prose to so many columns.
    public Explanation wrappedTo(int columns) {
        return new Explanation(style, scope.wrappedTo(columns), symbols);
    }

    /// Returns an explainer that names addresses of call stacks.
    public Explanation withSymbols(Symbolizer firmware) {
        return new Explanation(style, scope, firmware);
    }

    /// Explains a file: every crash in it, or why there is none.
    public String of(ReportFile file) {
        var page = new Page(style, scope, null);
        stops(page, file);
        file.incidents().forEach(incident -> IncidentPart.print(page, incident));
        boolean isOnlyLog = !file.isAnswered() && file.incidents().isEmpty();
        if (isOnlyLog) {
            page.lead(Sentence.capital(file.reason()) + ".");
        }
        DriverPart.print(page, file.log(), isOnlyLog);
        LogOverview.print(page, file);
        warnings(page, file.warnings());
        return page.toString();
    }

    /// Prints crashes and panics in the order of the file.
    private void stops(Page page, ReportFile file) {
        List<CrashReport> reports = file.reports();
        List<SystemPanic> panics = file.panicsWithoutCrash();
        int printed = 0;
        for (int i = 0; i < reports.size(); i++) {
            while (printed < panics.size()
                    && panics.get(printed).line() < reports.get(i).line()) {
                PanicPart.print(page.apart(), panics.get(printed++));
            }
            page.apart();
            if (reports.size() > 1) {
                page.line(style.heading("Crash " + (i + 1) + " of " + reports.size()));
            }
            page.append(of(reports.get(i)));
        }
        panics.subList(printed, panics.size()).forEach(panic -> PanicPart.print(page.apart(), panic));
    }

    /// Explains one crash.
    public String of(CrashReport report) {
        var page = new Page(style, scope, symbols);
        if (scope.isBrief()) {
            Summary.print(page, report);
            NextPart.print(page, report);
            new DecidingPart(page, report).print();
            KnowledgePart.lists(page, RelatedRows.lists(report));
            page.blank();
            page.faint(MORE);
        } else {
            parts(page, report);
        }
        return page.toString();
    }

    private void parts(Page page, CrashReport report) {
        if (scope.isWhole()) {
            Summary.print(page, report);
            NextPart.print(page, report);
        }
        print(Part.FACTS, () -> Facts.print(page, report));
        print(Part.STACK, () -> StackPart.callStack(page, report));
        print(Part.REGISTERS, () -> RegisterPart.print(page, report));
        print(Part.TASKS, () -> StackPart.tasks(page, report));
        print(Part.MESSAGES, () -> new MailboxPart(page, report).print());
        print(Part.SYSLOG, () -> ClosingPart.syslog(page, report.syslog()));
        print(Part.MEMORY, () -> ClosingPart.print(page, report));
        print(Part.KNOWN, () -> known(page, report));
        print(Part.WARNINGS, () -> warnings(page, report.warnings()));
        if (page.isEmpty()) {
            page.lead("The report has nothing of that.");
        }
    }

    private static void known(Page page, CrashReport report) {
        KnowledgePart.lists(page, RelatedRows.lists(report));
        KnowledgePart.terms(page, RelatedRows.terms(report));
    }

    private void print(Part part, Runnable printing) {
        if (scope.has(part)) {
            printing.run();
        }
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
