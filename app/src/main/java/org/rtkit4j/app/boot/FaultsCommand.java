package org.rtkit4j.app.boot;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.app.via.ProfileParameter;
import org.rtkit4j.emulator.fault.FaultKind;
import org.rtkit4j.emulator.fault.FaultPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `rtkit faults`: boots an emulated co-processor to which random faults happen.
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = {
            "Boots an emulated co-processor and lets random faults happen to it, on a clock of its own: the same seed, the same run.",
            ""
        },
        footer = {
            "",
            "Exit status 1 where it does not run in the end.",
            "Example: rtkit faults ans --seed 7",
            "         rtkit faults --plans 1..1000"
        })
public final class FaultsCommand implements Callable<Integer> {
    private static final int MOST_SEEDS = 1_000_000;
    private static final Pattern RANGE = Pattern.compile("(\\d{1,18})\\.\\.(\\d{1,18})");
    private static final List<FaultKind> REMOTE =
            Stream.of(FaultKind.values()).filter(FaultKind::isRemote).toList();

    /// As many messages cross while Linux brings a storage co-processor up, reads from it and shuts it down, and a few.
    private static final int KERNEL_STEPS = 48;

    @Mixin
    private final ProfileParameter profile = new ProfileParameter();

    @Option(names = "--seed", paramLabel = "N", description = "Which faults; default: some that nobody has chosen.")
    private @Nullable Long seed;

    @Option(
            names = "--plans",
            paramLabel = "FROM..TO",
            description = "Print the plans of these seeds for a kernel behind `emulate --bridge`, and run nothing.")
    private @Nullable String seeds;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (seeds != null) {
            printPlans(seeds);
            return ExitStatus.OK;
        }
        long chosen = seed == null ? ThreadLocalRandom.current().nextInt(MOST_SEEDS) : seed;
        FaultyBoot result = EmulatedFaults.run(profile.read(), profile.name(), chosen);
        json.print(
                spec.commandLine().getOut(),
                new FaultyBootJson(result),
                () -> new BootText(Terminal.hasColour(), false).of(result));
        return result.runs() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private void printPlans(String range) {
        Matcher ends = RANGE.matcher(range);
        if (!ends.matches()) {
            throw new ParameterException(spec.commandLine(), "--plans %s: not FROM..TO".formatted(range));
        }
        var out = spec.commandLine().getOut();
        long first = Long.parseLong(ends.group(1));
        long last = Long.parseLong(ends.group(2));
        if (first > last) {
            throw new ParameterException(spec.commandLine(), "--plans %s: ends before it begins".formatted(range));
        }
        for (long each = first; each <= last; each++) {
            out.println(each + " " + FaultPlan.random(each, REMOTE, KERNEL_STEPS));
        }
    }
}
