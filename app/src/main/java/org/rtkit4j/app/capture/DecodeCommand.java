package org.rtkit4j.app.capture;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.rtkit4j.app.capture.ChosenMessages.Chosen;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.BadInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
    @Mixin
    private final ChosenMessages messages = new ChosenMessages();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws BadInputException, IOException {
        return messages.use((chosen, out) -> {
            if (json.isWanted()) {
                array(chosen, out);
            } else {
                chosen.tell(new TextOutput(out));
            }
        });
    }

    private static void array(Chosen chosen, PrintWriter out) throws IOException, BadInputException {
        try (JsonGenerator generator = Json.generator(out)) {
            generator.writeStartArray();
            chosen.tell(new JsonRows(generator, () -> generator.writeRaw('\n')));
            generator.writeRaw('\n');
            generator.writeEndArray();
        }
        out.println();
    }
}
