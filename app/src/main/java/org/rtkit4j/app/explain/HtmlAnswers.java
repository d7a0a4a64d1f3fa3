package org.rtkit4j.app.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.serve.ServeCommand;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.forensics.explain.Explanation;
import org.rtkit4j.forensics.explain.Headline;
import org.rtkit4j.forensics.explain.Style;
import org.rtkit4j.forensics.explain.Verdict;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.SystemPanic;

/// The files' explanations as one page of HTML that needs nothing else, in the dress of the page in the browser: for
/// each crash the answer, then the screenful, and everything else behind a line that opens it.
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
            """;
    private static final String BODY = """
            .panel > .body pre { font: var(--small)/1.5 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
            .strong { font-weight: 650; }
            .alarm { color: var(--bad); font-weight: 650; }
            .faint { color: var(--muted); }
            summary { cursor: pointer; font-size: var(--less); color: var(--muted); padding: 0.6rem 0; }
            h2 { overflow-wrap: anywhere; }
            </style>
            </head>
            <body>
            <header class="bar"><span class="brand">rtkit</span></header>
            <main class="explain">
            <h1 class="hidden-text">What the reports say</h1>
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
        Stream.of("base", "explain").map(HtmlAnswers::sheet).forEach(page::print);
        page.print(BODY);
    }

    // The sheets of the page in the browser.
    private static String sheet(String name) {
        try (InputStream sheet = ServeCommand.class.getResourceAsStream("page/css/%s.css".formatted(name))) {
            return new String(Objects.requireNonNull(sheet, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void explain(ReportFile file) {
        file.reports().forEach(this::verdict);
        file.panics().stream().filter(panic -> panic.crashes().isEmpty()).forEach(this::verdict);
        begin(file.name(), brief.of(file));
        page.print("<details>\n<summary>Everything that the report holds</summary>\n<pre>");
        page.print(AnsiHtml.of(whole.of(file)));
        page.print("</pre>\n</details>\n");
        end();
    }

    private void verdict(CrashReport report) {
        String what = "%s · %s"
                .formatted(report.origin().coprocessor(), report.site().kind().word());
        verdict(what, Headline.of(report), Verdict.of(report), report.site().reason());
    }

    private void verdict(SystemPanic panic) {
        verdict(
                panic.cause().panicClass().label(),
                Headline.of(panic),
                Verdict.of(panic),
                panic.cause().message());
    }

    private void verdict(String what, Headline headline, Verdict verdict, @Nullable String reason) {
        page.print("<section class=\"panel verdict\">\n<p class=\"pills\"><span class=\"pill bad\">%s</span> "
                .formatted(text(what)));
        page.print("<span class=\"pill %s\">%s</span></p>\n"
                .formatted(
                        switch (verdict.sureness()) {
                            case CERTAIN -> "good";
                            case LIKELY -> "warn";
                            case UNCLEAR -> "bad";
                        },
                        text(verdict.sureness().label())));
        page.print("<h2 class=\"headline\">%s</h2>\n<dl class=\"lines-list\">\n".formatted(text(headline.words())));
        headline.lines()
                .forEach(
                        line -> page.print("<dt>%s</dt><dd>%s</dd>\n".formatted(text(line.name()), text(line.text()))));
        page.print("</dl>\n");
        if (reason != null) {
            page.print("<pre class=\"reason\">%s</pre>\n".formatted(text(reason)));
        }
        page.print("<p class=\"because\">%s</p>\n</section>\n".formatted(text(because(verdict))));
    }

    // How sure it is stands above; the rest is a sentence of its own.
    private static String because(Verdict verdict) {
        String said = verdict.because().replaceFirst("^certain\\. ", "");
        return said.substring(0, 1).toUpperCase(Locale.ROOT) + said.substring(1);
    }

    private static String text(String said) {
        return AnsiHtml.of(Terminal.escape(said));
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
        begin(heading, text);
        end();
    }

    private void begin(String heading, String text) {
        page.print("<section class=\"panel\">\n<div class=\"head\"><h2>" + text(heading) + "</h2></div>\n");
        page.print("<div class=\"body\">\n<pre>");
        page.print(AnsiHtml.of(text));
        page.print("</pre>\n");
    }

    private void end() {
        page.print("</div>\n</section>\n");
    }

    @Override
    public void close() {
        page.print(TAIL);
        page.flush();
    }
}
