package org.rtkit4j.fleet.summary;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/// A summary as one page that needs nothing else: no script, no request.
public final class SummaryPage {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>A fleet's reports</title><style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8886; }
            .n { text-align: right; font-variant-numeric: tabular-nums; }
            </style></head><body><main><h1>A fleet's reports</h1>
            """;

    private final PrintWriter out;

    public SummaryPage(PrintWriter out) {
        this.out = out;
    }

    /// Writes the page.
    ///
    /// @param since how the day that was asked for reads; empty where nobody asked
    public void print(FleetSummary summary, String since) {
        FleetSummary.Totals totals = summary.totals();
        out.print(HEAD);
        out.printf(
                "<p>%d crashes of co-processors and %d other panics of %d devices, %s to %s. %d files without either, %d that"
                        + " could not be read.</p>%n",
                totals.crashes(),
                totals.panics(),
                totals.devices(),
                SummaryText.day(totals.first()),
                SummaryText.day(totals.last()),
                totals.none(),
                totals.unreadable());
        if (!since.isEmpty()) {
            groups("New since " + since, summary.fresh());
        }
        changes(summary.changes());
        groups("The largest groups", summary.groups());
        models(summary.models());
        out.print("</main></body></html>\n");
    }

    private void groups(String title, List<FleetSummary.GroupLine> groups) {
        table(title, "Reports", "Devices", "First", "Last", "First build", "Group", "What happened");
        for (FleetSummary.GroupLine group : groups) {
            row(
                    Long.toString(group.reports()),
                    Long.toString(group.devices()),
                    SummaryText.day(group.first()),
                    SummaryText.day(group.last()),
                    group.firstBuild() == null ? "" : group.firstBuild(),
                    group.group(),
                    group.sentence());
        }
        out.print("</tbody></table>\n");
    }

    private void changes(List<BuildChange> changes) {
        table(
                "Changes between builds, of the devices that reported",
                "",
                "From",
                "Share",
                "To",
                "Share",
                "What happened");
        for (BuildChange change : changes) {
            row(
                    change.isWorse() ? "worse" : "better",
                    change.from(),
                    change.before().toString(),
                    change.to(),
                    change.after().toString(),
                    change.group() + ": " + change.sentence());
        }
        out.print("</tbody></table>\n");
    }

    private void models(List<FleetSummary.ModelLine> models) {
        table("Models", "For each device", "Reports", "Devices", "Model");
        for (FleetSummary.ModelLine model : models) {
            row(
                    String.format(Locale.ROOT, "%.2f", (double) model.reports() / model.devices()),
                    Long.toString(model.reports()),
                    Long.toString(model.devices()),
                    model.model());
        }
        out.print("</tbody></table>\n");
    }

    private void table(String title, String... heads) {
        out.printf("<h2>%s</h2><table><thead><tr>", escaped(title));
        for (String head : heads) {
            out.printf("<th scope=\"col\">%s</th>", escaped(head));
        }
        out.print("</tr></thead><tbody>\n");
    }

    private void row(String... cells) {
        out.print("<tr>");
        for (String cell : cells) {
            out.printf("<td%s>%s</td>", cell.matches("[0-9.]+") ? " class=\"n\"" : "", escaped(cell));
        }
        out.print("</tr>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
