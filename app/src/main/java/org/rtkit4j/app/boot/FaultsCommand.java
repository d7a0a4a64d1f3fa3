package org.rtkit4j.app.boot;

import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.app.via.ProfileParameter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `rtkit faults`: boots an emulated co-processor to which random faults happen.
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = {
            "Boots an emulated co-processor and lets random faults happen to it, on a clock of its own: the same seed, the same run.",
            ""
        },
        footer = {"", "Exit status 1 where it does not run in the end.", "Example: rtkit faults ans --seed 7"})
public final class FaultsCommand implements Callable<Integer> {
    private static final int MOST_SEEDS = 1_000_000;

    @Mixin
    private final ProfileParameter profile = new ProfileParameter();

    @Option(names = "--seed", paramLabel = "N", description = "Which faults; default: some that nobody has chosen.")
    private @Nullable Long seed;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        long chosen = seed == null ? ThreadLocalRandom.current().nextInt(MOST_SEEDS) : seed;
        FaultyBoot result = EmulatedFaults.run(profile.read(), profile.name(), chosen);
        json.print(
                spec.commandLine().getOut(),
                new FaultyBootJson(result),
                () -> new BootText(Terminal.hasColour(), false).of(result));
        return result.runs() ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
