package org.rtkit4j.app.capture;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.BadInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rtkit capture stats`: how many of what, and how long answers took.
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        description = {
            "Counts messages by mailbox, endpoint, type and direction; says how long answers took and which never came.",
            ""
        })
final class StatsCommand implements Callable<Integer> {
    @Mixin
    private final ChosenMessages messages = new ChosenMessages();

    @Option(names = "--histogram", description = "Print each latency's distribution by percentiles.")
    private boolean histogram;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws BadInputException, IOException {
        return messages.use((chosen, out) -> {
            var statistics = new CaptureStatistics();
            chosen.tell(statistics);
            var output =
                    new StatsOutput(statistics, chosen.cursor(), chosen.walk().open());
            if (json.isWanted()) {
                Json.print(out, output);
            } else {
                output.text(out, histogram);
            }
        });
    }
}
