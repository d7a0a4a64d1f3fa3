package org.rtkit4j.app.capture;

import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.via.PluginOption;
import org.rtkit4j.capture.decode.CaptureVisitor;
import org.rtkit4j.capture.decode.CaptureWalk;
import org.rtkit4j.capture.filter.MessageFilter;
import org.rtkit4j.capture.pcapng.CaptureCursor;
import org.rtkit4j.capture.pcapng.CaptureFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What commands have that go through a capture once: the file, which of its messages count, and where results go.
final class ChosenMessages {
    @Parameters(paramLabel = "FILE", description = "A capture; - is standard input.")
    private String file = "-";

    @Option(names = "--filter", paramLabel = "EXPRESSION", description = "Only the messages that this chooses.")
    private @Nullable String filter;

    @Mixin
    private final PluginOption plugin = new PluginOption();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    /// Goes through a capture and prints what comes of it.
    @FunctionalInterface
    interface Use {
        void of(Chosen messages, PrintWriter out) throws IOException, BadInputException;
    }

    /// The messages of one file that count.
    record Chosen(CaptureCursor cursor, CaptureWalk walk, MessageFilter filter) {
        void tell(CaptureVisitor visitor) throws IOException, BadInputException {
            Filtered.tell(walk, filter, visitor);
        }
    }

    /// Returns the command's exit status.
    int use(Use use) throws BadInputException, IOException {
        MessageFilter chosen = CaptureInput.filter(filter, plugin.kinds());
        PrintWriter out = spec.commandLine().getOut();
        try (CaptureFile capture = CaptureInput.open(file)) {
            CaptureCursor cursor = capture.cursor();
            use.of(new Chosen(cursor, new CaptureWalk(cursor, plugin.kinds()), chosen), out);
            out.flush();
            PrintWriter err = spec.commandLine().getErr();
            return CaptureInput.complain(capture.name(), cursor, err) ? ExitStatus.OK : ExitStatus.BAD_INPUT;
        }
    }
}
