package org.rtkit4j.fleet.summary;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A summary for a terminal.
public final class SummaryText {
    private static final int COLUMNS = 100;

    private final PrintWriter out;

    public SummaryText(PrintWriter out) {
        this.out = out;
    }

    /// Prints it.
    ///
    /// @param since as it was asked for, or null
    public void print(FleetSummary summary, @Nullable LocalDate since) {
        FleetSummary.Totals totals = summary.totals();
        out.printf(
                "%d crashes of co-processors and %d other panics of %d devices, %s to %s%n",
                totals.crashes(), totals.panics(), totals.devices(), day(totals.first()), day(totals.last()));
        out.printf("%d files without either, %d that could not be read%n", totals.none(), totals.unreadable());
        if (since != null) {
            groups("New since " + since, summary.fresh());
        }
        changes("Worse since the build before, of the devices that reported", summary.changes(), true);
        changes("Better since the build before", summary.changes(), false);
        groups("The largest groups", summary.groups());
        models(summary.models());
    }

    private void groups(String title, List<FleetSummary.GroupLine> groups) {
        out.printf("%n%s%n", title);
        if (groups.isEmpty()) {
            out.println("  none");
        }
        for (FleetSummary.GroupLine group : groups) {
            out.printf(
                    "%9d  %-20s  %d devices, %s to %s%s%n",
                    group.reports(),
                    group.group(),
                    group.devices(),
                    day(group.first()),
                    day(group.last()),
                    group.firstBuild() == null ? "" : ", first in " + group.firstBuild());
            out.printf("%9s  %s%n", "", cut(group.sentence()));
        }
    }

    private void changes(String title, List<BuildChange> changes, boolean isWorse) {
        List<BuildChange> shown =
                changes.stream().filter(change -> change.isWorse() == isWorse).toList();
        if (shown.isEmpty()) {
            return;
        }
        out.printf("%n%s%n", title);
        for (BuildChange change : shown) {
            out.printf("  %s  %s%n", change.group(), cut(change.sentence()));
            out.printf("    %-10s %s%n", change.from(), change.before());
            out.printf("    %-10s %s%n", change.to(), change.after());
        }
    }

    private void models(List<FleetSummary.ModelLine> models) {
        out.printf("%nReports for each device%n");
        for (FleetSummary.ModelLine model : models) {
            out.printf(
                    Locale.ROOT,
                    "%9.2f  %s, %d reports of %d devices%n",
                    (double) model.reports() / model.devices(),
                    model.model(),
                    model.reports(),
                    model.devices());
        }
    }

    static String day(@Nullable Instant moment) {
        return moment == null
                ? "?"
                : moment.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static String cut(String text) {
        return text.length() > COLUMNS ? text.substring(0, COLUMNS - 3) + "..." : text;
    }
}
