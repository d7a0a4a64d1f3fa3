package org.rtkit4j.app.supervise;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.boot.ProvokedCrash;
import org.rtkit4j.app.file.OutputFolder;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.observe.FlightRecording;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.OptionalWord;
import org.rtkit4j.app.via.ProfileParameter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `rtkit supervise`: keeps an emulated co-processor running.
@Command(
        name = "supervise",
        mixinStandardHelpOptions = true,
        description = {"Keeps an emulated co-processor running until Ctrl-C, and prints a line for each change.", ""},
        footer = {
            "",
            "While it runs, jconsole and its like see it as org.rtkit4j:type=Supervisor.",
            "Exit status 1 where it does not run in the end, or does not let itself be shut down then.",
            "Examples:",
            "  rtkit supervise ans --crash",
            "  rtkit supervise ans --crash=soft --crash-dir logs --for 60 --json"
        })
public final class SuperviseCommand implements Callable<Integer> {
    @Mixin
    private final ProfileParameter profile = new ProfileParameter();

    @Option(
            names = "--crash",
            arity = "0..1",
            paramLabel = "KIND",
            fallbackValue = "hard",
            preprocessor = OptionalWord.class,
            description = "Make the firmware crash at random: ${COMPLETION-CANDIDATES}; default: hard.")
    private @Nullable ProvokedCrash crash;

    @Option(
            names = "--crash-dir",
            paramLabel = "DIR",
            description = "Where crash logs are kept: the newest 256, and 64 MiB of them at most.")
    private @Nullable Path crashFolder;

    @Option(
            names = "--jfr",
            paramLabel = "FILE",
            description = "Record for JDK Mission Control and `jfr print`, messages included.")
    private @Nullable Path recorded;

    @Option(names = "--for", paramLabel = "SECONDS", description = "End after so many seconds.")
    private @Nullable Integer seconds;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (seconds != null && seconds < 1) {
            throw new BadInputException("--for is at least 1: " + seconds);
        }
        Path crashes = crashFolder == null ? null : OutputFolder.ready(crashFolder);
        var output = new SupervisionOutput(spec.commandLine().getOut(), json.isWanted());
        var supervision = new EmulatedSupervision(profile.read(), profile.name(), crash, crashes);
        try (var recording = recorded == null ? null : FlightRecording.start(recorded)) {
            boolean runs = supervision.run(output, recording, seconds == null ? null : Duration.ofSeconds(seconds));
            return runs ? ExitStatus.OK : ExitStatus.FAILED;
        }
    }
}
