package org.rtkit4j.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;

/// Runs the commands once while the JVM records what they load, for the ahead-of-time cache that `./rtkit` starts
/// from.
///
/// A cache is an optimisation: whatever fails here costs start-up time and nothing else.
public final class Training {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("--help"),
            List.of("boot", "ans", "--crash"),
            List.of("boot", "smc", "--json"),
            List.of("nvme", "info"),
            List.of("smc", "sensors"),
            List.of("smc", "list", "F", "--json"),
            List.of("serve", "--listen", "0", "--for", "1"),
            List.of("explain", "-"),
            List.of("explain", "-", "--json"));

    private Training() {}

    public static void main(String[] args) throws IOException {
        var out = new PrintWriter(new StringWriter());
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
