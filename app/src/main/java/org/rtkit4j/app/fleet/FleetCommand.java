package org.rtkit4j.app.fleet;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.Verbosity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rtkit fleet`: hands over to the add-on.
@Command(
        name = "fleet",
        mixinStandardHelpOptions = true,
        description = {
            "Reads reports by the million into tables, on Apache Spark.",
            "An add-on with a folder of its own, which says more:",
            "",
            "  rtkit fleet run --in DIR --out DIR     reads what is new into tables",
            "  rtkit fleet summary --tables DIR       what is new, worse, and where",
            "  rtkit fleet generate --out DIR         a made-up fleet, to try",
            "  rtkit fleet run --help                 each has its own help",
            ""
        },
        footer = {"", "docs/fleet.md says how to get it, and what the tables hold."})
public final class FleetCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "ARGUMENT", description = "What the add-on is to do.")
    private List<String> arguments = List.of();

    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    /// Tells it its place; from the first word on, all is the add-on's.
    @Spec
    void belongTo(CommandSpec own) {
        spec = own;
        own.parser().stopAtPositional(true);
    }

    @Override
    public Integer call() throws BadInputException, IOException, InterruptedException {
        return FleetAddon.find().run(arguments, Verbosity.showsProgress(spec));
    }
}
