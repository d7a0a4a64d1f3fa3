package org.rtkit4j.app.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.ProgressBar;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.app.via.EmulatorConnection;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.emulator.profile.Profile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rtkit boot`: brings a co-processor up and shows what it says.
@Command(
        name = "boot",
        mixinStandardHelpOptions = true,
        description = {
            "Brings a co-processor up, an emulated one unless --via says otherwise: every step with its time, versions, endpoints, power, system log.",
            ""
        },
        footer = {
            "",
            "Profiles: generic, ans (storage), smc (system management), dcp (display), mtp (keyboard), or a file.",
            "Examples:",
            "  rtkit boot",
            "  rtkit boot ans --crash",
            "  rtkit boot smc --json",
            "  rtkit boot ans --cycles 10000",
            "  rtkit boot ans --faults 7",
            "  rtkit boot ans --supervise --crash --crash-dir logs",
            "  rtkit boot smc --via m1n1:/dev/ttyACM0",
            "  rtkit boot ans --crash --capture ans.pcapng --capture-memory",
            "  rtkit boot ans --via replay:ans.pcapng"
        })
public final class BootCommand implements Callable<Integer> {
    private static final int MOST_CYCLES = 10_000_000;

    /// How a firmware is made to crash.
    enum CrashKind {
        HARD,
        SOFT
    }

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PROFILE",
            defaultValue = "generic",
            description = "A profile's name or file; default: ${DEFAULT-VALUE}.")
    private String profile = "generic";

    @Option(
            names = "--crash",
            arity = "0..1",
            paramLabel = "KIND",
            fallbackValue = "hard",
            description =
                    "Make the firmware crash, and explain its crash log: ${COMPLETION-CANDIDATES}; default: hard.")
    private @Nullable CrashKind crash;

    @Option(
            names = "--faults",
            paramLabel = "SEED",
            description = "Let random faults happen to it; the same seed gives the same run, on a clock of its own.")
    private @Nullable Long faults;

    @Option(
            names = "--cycles",
            paramLabel = "N",
            description = "Start and stop it N times, every tenth time with a crash in between; say what went wrong.")
    private @Nullable Integer cycles;

    @Option(
            names = "--supervise",
            description = "Keep it running until Ctrl-C, a line for each change; with --crash, it crashes at random.")
    private boolean supervise;

    @Option(names = "--for", paramLabel = "SECONDS", description = "With --supervise: for how long.")
    private @Nullable Integer seconds;

    @Option(names = "--crash-dir", paramLabel = "DIR", description = "With --supervise: where crash logs are kept.")
    private @Nullable Path crashFolder;

    @Mixin
    private ViaOption via = new ViaOption();

    @Option(names = "--json", description = "Print one JSON document; with --supervise, one a line.")
    private boolean json;

    @Option(names = "--all", description = "Print the whole mailbox history of a crash.")
    private boolean all;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        requireThatOptionsGoTogether();
        if (cycles != null) {
            return cycle(cycles);
        }
        return supervise ? supervise() : boot();
    }

    private int boot() throws Exception {
        var out = spec.commandLine().getOut();
        BootResult result = faults == null ? bootOnce() : EmulatedFaults.run(readProfile(), profileName(), faults);
        if (json) {
            BootJson.write(result, out);
        } else {
            out.print(new BootText(Terminal.hasColour(), all).of(result));
        }
        out.flush();
        return result.isSuccess() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private BootResult bootOnce() throws Exception {
        try (var connection = via.isEmulator()
                ? via.recorded(new EmulatorConnection(readProfile()), profileName())
                : via.open(profileName())) {
            return Boot.run(connection, profileName(), crash);
        }
    }

    private int cycle(int count) throws Exception {
        var out = spec.commandLine().getOut();
        CycleResult result = Terminal.showsProgress()
                ? cycleWithProgress(count)
                : EmulatedCycles.run(readProfile(), profileName(), count, _ -> {});
        if (json) {
            CycleOutput.json(result, out);
        } else {
            out.print(CycleOutput.text(result));
        }
        out.flush();
        return result.isGood() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private CycleResult cycleWithProgress(int count) throws Exception {
        var bar = new ProgressBar(spec.commandLine().getErr(), count);
        try {
            return EmulatedCycles.run(readProfile(), profileName(), count, bar::show);
        } finally {
            bar.clear();
        }
    }

    private int supervise() throws Exception {
        var output = new SupervisionOutput(spec.commandLine().getOut(), json);
        var supervision = new EmulatedSupervision(readProfile(), profileName(), crash, crashFolder);
        boolean runs = supervision.run(output, seconds == null ? null : Duration.ofSeconds(seconds));
        return runs ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private void requireThatOptionsGoTogether() {
        requireUsage(cycles == null || (cycles >= 1 && cycles <= MOST_CYCLES), "--cycles is 1 to " + MOST_CYCLES);
        requireUsage(cycles == null || (!supervise && crash == null), "--cycles goes with --json alone");
        requireUsage(supervise || (seconds == null && crashFolder == null), "--for and --crash-dir need --supervise");
        requireUsage(
                faults == null || (crash == null && cycles == null && !supervise),
                "--faults goes with --json and --all");
        requireUsage(
                via.isEmulator() || (faults == null && cycles == null && !supervise),
                "--faults, --cycles and --supervise are the emulator's");
        requireUsage(
                !via.isCaptured() || (faults == null && cycles == null && !supervise),
                "--capture goes with neither --faults nor --cycles nor --supervise");
        requireUsage(seconds == null || seconds >= 1, "--for is at least 1");
    }

    private void requireUsage(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private Profile readProfile() throws BadInputException, IOException {
        return ViaOption.profile(profile);
    }

    private String profileName() {
        return isFile() ? String.valueOf(Path.of(profile).getFileName()).replaceFirst("\\.properties$", "") : profile;
    }

    private boolean isFile() {
        return !Profile.names().contains(profile) && Files.isRegularFile(Path.of(profile));
    }
}
