package org.rtkit4j.app.explain;

import java.io.PrintWriter;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.forensics.explain.Explanation;
import org.rtkit4j.forensics.explain.Style;
import org.rtkit4j.forensics.model.ReportFile;

/// The files' explanations as one page of HTML that needs nothing else: for each the screenful, and everything else
/// behind a line that opens it.
final class HtmlAnswers implements AnswerOutput {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>What the reports say</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.4rem; }
            h2 { font-size: 1.1rem; overflow-wrap: anywhere; border-top: 1px solid; padding-top: 1rem; }
            pre { font: 13px/1.45 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
            .strong { font-weight: bold; }
            .alarm { color: light-dark(#b00020, #ff8a80); font-weight: bold; }
            .faint { opacity: .75; }
            </style>
            </head>
            <body>
            <main>
            <h1>What the reports say</h1>
            """;
    private static final String TAIL = """
            </main>
            </body>
            </html>
            """;

    private final PrintWriter page;
    private final Explanation brief;
    private final Explanation whole;

    HtmlAnswers(PrintWriter page) {
        this.page = page;
        this.brief = Explanation.with(Style.ANSI, false).briefly();
        this.whole = Explanation.with(Style.ANSI, true);
        page.print(HEAD);
    }

    @Override
    public void explain(ReportFile file) {
        section(file.name(), brief.of(file));
        page.print("<details>\n<summary>Everything that the report holds</summary>\n<pre>");
        page.print(AnsiHtml.of(whole.of(file)));
        page.print("</pre>\n</details>\n");
    }

    @Override
    public void none(ReportFile file) {
        section(file.name(), brief.of(file));
    }

    @Override
    public void unreadable(String name, String reason) {
        section(name, "Not read: " + Terminal.escape(reason));
    }

    /// Adds a text under a heading.
    void section(String heading, String text) {
        page.print("<h2>" + AnsiHtml.of(Terminal.escape(heading)) + "</h2>\n<pre>");
        page.print(AnsiHtml.of(text));
        page.print("</pre>\n");
    }

    @Override
    public void close() {
        page.print(TAIL);
        page.flush();
    }
}
