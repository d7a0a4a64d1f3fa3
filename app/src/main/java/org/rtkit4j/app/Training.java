package org.rtkit4j.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import org.rtkit4j.app.file.Printers;

/// Runs the commands once while the JVM records what they load, for the ahead-of-time cache that `./rtkit` starts
/// from.
///
/// A cache is an optimisation: whatever fails here costs start-up time and nothing else. Every command links all that
/// is in it before it begins, so only those that end soon are here: a server's web classes were a third of the cache,
/// and 15 ms of `--help`.
public final class Training {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("--help"),
            List.of("boot", "ans", "--crash"),
            List.of("boot", "smc", "--json"),
            List.of("nvme", "info"),
            List.of("smc", "sensors"),
            List.of("smc", "list", "F", "--json"),
            List.of("explain", "-"),
            List.of("explain", "-", "--json"));

    private Training() {}

    public static void main(String[] args) throws IOException {
        var out = Printers.to(OutputStream.nullOutputStream());
        for (List<String> command : COMMANDS) {
            try (InputStream report = Objects.requireNonNull(Training.class.getResourceAsStream("training.panic"))) {
                System.setIn(report);
                Main.run(out, out, command.toArray(String[]::new));
            }
        }
        try (TrainingBoard board = TrainingBoard.write()) {
            board.commands().forEach(command -> Main.run(out, out, command.toArray(String[]::new)));
        }
        // As every command ends.
        System.exit(0);
    }
}
