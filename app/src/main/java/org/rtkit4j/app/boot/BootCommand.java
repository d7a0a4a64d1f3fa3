package org.rtkit4j.app.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.profile.ProfileException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rtkit boot`: brings an emulated co-processor up and shows what it says.
@Command(
        name = "boot",
        mixinStandardHelpOptions = true,
        description = {
            "Brings an emulated co-processor up: every step with its time, versions, endpoints, power, system log.",
            ""
        },
        footer = {
            "",
            "Profiles: generic, ans (storage), smc (system management), dcp (display), mtp (keyboard), or a file.",
            "Examples:",
            "  rtkit boot",
            "  rtkit boot ans --crash",
            "  rtkit boot smc --json"
        })
public final class BootCommand implements Callable<Integer> {
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

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(names = "--all", description = "Print the whole mailbox history of a crash.")
    private boolean all;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        BootResult result = EmulatedBoot.run(readProfile(), profileName(), crash);
        if (json) {
            BootJson.write(result, out);
        } else {
            out.print(new BootText(Terminal.hasColour(), all).of(result));
        }
        out.flush();
        return ExitStatus.OK;
    }

    private Profile readProfile() throws BadInputException, IOException {
        try {
            return isFile() ? Profile.load(Path.of(profile)) : Profile.named(profile);
        } catch (ProfileException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    private String profileName() {
        return isFile() ? String.valueOf(Path.of(profile).getFileName()).replaceFirst("\\.properties$", "") : profile;
    }

    private boolean isFile() {
        return !Profile.names().contains(profile) && Files.isRegularFile(Path.of(profile));
    }
}
