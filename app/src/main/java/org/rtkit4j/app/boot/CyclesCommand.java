package org.rtkit4j.app.boot;

import java.util.concurrent.Callable;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.ProgressBar;
import org.rtkit4j.app.terminal.Verbosity;
import org.rtkit4j.app.via.ProfileParameter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `rtkit cycles`: starts and stops an emulated co-processor again and again.
@Command(
        name = "cycles",
        mixinStandardHelpOptions = true,
        description = {
            "Starts and stops an emulated co-processor again and again, every tenth time with a crash in between; says what went wrong.",
            ""
        },
        footer = {
            "",
            "Exit status 1 where a cycle failed, or a buffer stayed open.",
            "Example: rtkit cycles ans --count 10000"
        })
public final class CyclesCommand implements Callable<Integer> {
    private static final int MOST_CYCLES = 10_000_000;

    @Mixin
    private final ProfileParameter profile = new ProfileParameter();

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How often, 1 to 10000000; default: ${DEFAULT-VALUE}.")
    private int count;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (count < 1 || count > MOST_CYCLES) {
            throw new BadInputException("--count is 1 to %d: %d".formatted(MOST_CYCLES, count));
        }
        CycleResult result = cycle();
        json.print(spec.commandLine().getOut(), new CycleJson(result), () -> CycleText.of(result));
        return result.isGood() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private CycleResult cycle() throws Exception {
        if (!Verbosity.showsProgress(spec)) {
            return EmulatedCycles.run(profile.read(), profile.name(), count, _ -> {});
        }
        var bar = new ProgressBar(spec.commandLine().getErr(), count);
        try {
            return EmulatedCycles.run(profile.read(), profile.name(), count, bar::show);
        } finally {
            bar.clear();
        }
    }
}
