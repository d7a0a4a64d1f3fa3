package org.rtkit4j.app.json;

import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/// `--json`, for every command whose answer has two forms.
public final class JsonOption {
    @Option(names = "--json", description = "Print JSON instead of text; docs/json.md describes it.")
    private boolean isWanted;

    public boolean isWanted() {
        return isWanted;
    }

    /// Prints the form that is wanted, and makes no other.
    ///
    /// @param text with its line ends
    public void print(PrintWriter out, JsonDocument document, Supplier<String> text) {
        if (isWanted) {
            Json.print(out, document);
        } else {
            out.print(text.get());
            out.flush();
        }
    }
}
