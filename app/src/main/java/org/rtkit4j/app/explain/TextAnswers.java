package org.rtkit4j.app.explain;

import java.io.PrintWriter;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.forensics.explain.Explanation;
import org.rtkit4j.forensics.explain.Style;
import org.rtkit4j.forensics.model.ReportFile;

/// The files' explanations as text, one below the other, each below its name where there are several.
final class TextAnswers implements AnswerOutput {
    private final PrintWriter out;
    private final Explanation explanation;
    private final Style style;
    private final String only;
    private boolean isFirst = true;

    /// @param only the name of the only file, which needs no heading; empty where there are several
    TextAnswers(PrintWriter out, Explanation explanation, Style style, String only) {
        this.out = out;
        this.explanation = explanation;
        this.style = style;
        this.only = only;
    }

    @Override
    public void explain(ReportFile file) {
        heading(file.name());
        out.print(explanation.of(file));
    }

    @Override
    public void none(ReportFile file) {
        explain(file);
    }

    @Override
    public void unreadable(String name, String reason) {
        // It stands among the messages, below.
    }

    private void heading(String name) {
        if (!name.equals(only)) {
            out.print(isFirst ? "" : System.lineSeparator());
            out.println(style.heading("==> " + Terminal.escape(name) + " <=="));
        }
        isFirst = false;
    }

    @Override
    public void close() {
        out.flush();
    }
}
