package org.rtkit4j.app.capture;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.capture.decode.CaptureWalk;
import org.rtkit4j.capture.filter.MessageFilter;
import org.rtkit4j.capture.pcapng.CaptureFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rtkit capture stats`: how many of what, and how long answers took.
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        description = {
            "Counts messages by mailbox, endpoint, type and direction; says how long answers took and which never came.",
            ""
        })
final class StatsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A capture; - is standard input.")
    private String file = "-";

    @Option(names = "--filter", paramLabel = "EXPRESSION", description = "Count only what this chooses.")
    private @Nullable String filter;

    @Option(names = "--histogram", description = "Print each latency's distribution by percentiles.")
    private boolean histogram;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws BadInputException, IOException {
        MessageFilter chosen = CaptureInput.filter(filter);
        PrintWriter out = spec.commandLine().getOut();
        try (CaptureFile capture = CaptureInput.open(file)) {
            var cursor = capture.cursor();
            var walk = new CaptureWalk(cursor);
            var statistics = new CaptureStatistics();
            walk.walk(new Filtered(chosen, statistics));
            var output = new StatsOutput(statistics, cursor, walk.open());
            if (json) {
                output.json(out);
            } else {
                output.text(out, histogram);
            }
            out.flush();
            return CaptureInput.complain(
                            capture.name(), cursor, spec.commandLine().getErr())
                    ? ExitStatus.OK
                    : ExitStatus.BAD_INPUT;
        }
    }
}
