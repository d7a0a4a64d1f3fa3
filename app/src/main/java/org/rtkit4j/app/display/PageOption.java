package org.rtkit4j.app.display;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.rtkit4j.app.http.PageClient;
import org.rtkit4j.app.terminal.BadInputException;
import picocli.CommandLine.Option;

/// Which emulated display of another process is meant: where its page is, and whose display it is there.
final class PageOption {
    private static final String USUAL = "http://127.0.0.1:9140/";

    @Option(
            names = "--to",
            paramLabel = "URL",
            defaultValue = USUAL,
            description = {
                "Where the page of that process is, rtkit serve or rtkit emulate --live;",
                "default: ${DEFAULT-VALUE}."
            })
    private String to = USUAL;

    @Option(
            names = "--of",
            paramLabel = "NAME",
            defaultValue = "dcp",
            description = "Whose display it is on that page; default: ${DEFAULT-VALUE}.")
    private String of = "dcp";

    /// Has a hand do something there.
    ///
    /// @param order what the page calls it
    /// @throws BadInputException if `--to` is no address of a page
    /// @throws IOException if the page does not answer, or refuses; the message says why
    void order(String order) throws BadInputException, IOException {
        PageClient page = PageClient.at(to, USUAL, "co-processors");
        String name = URLEncoder.encode(of, StandardCharsets.UTF_8).replace("+", "%20");
        String answer = page.ask("POST", "/api/coprocessors/%s/%s".formatted(name, order), "");
        if (!answer.contains("\"done\"")) {
            throw new IOException("%s: %s".formatted(page, page.stranger()));
        }
    }
}
