package org.rtkit4j.app.capture;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.capture.decode.CaptureVisitor;
import org.rtkit4j.capture.decode.CaptureWalk;
import org.rtkit4j.capture.filter.MessageFilter;
import org.rtkit4j.capture.pcapng.CaptureFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rtkit capture decode`: a line for each message.
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the messages: packet number, seconds since the first, mailbox, direction, endpoint, fields.",
            "An answer names the packet of its request and how long it took.",
            ""
        })
final class DecodeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A capture; - is standard input.")
    private String file = "-";

    @Option(names = "--filter", paramLabel = "EXPRESSION", description = "Print only what this chooses.")
    private @Nullable String filter;

    @Option(names = "--json", description = "Print one JSON array.")
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
            if (json) {
                array(walk, chosen, out);
            } else {
                walk.walk(new Filtered(chosen, new TextOutput(out)));
            }
            out.flush();
            return CaptureInput.complain(
                            capture.name(), cursor, spec.commandLine().getErr())
                    ? ExitStatus.OK
                    : ExitStatus.BAD_INPUT;
        }
    }

    private static void array(CaptureWalk walk, MessageFilter chosen, PrintWriter out) throws IOException {
        try (JsonGenerator generator = Rows.generator(out)) {
            generator.writeStartArray();
            CaptureVisitor rows = new JsonRows(generator, () -> generator.writeRaw('\n'));
            walk.walk(new Filtered(chosen, rows));
            generator.writeRaw('\n');
            generator.writeEndArray();
        }
        out.println();
    }
}
