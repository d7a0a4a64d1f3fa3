package org.rtkit4j.app.boot;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.LoneOption;
import org.rtkit4j.app.terminal.OptionalWord;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.app.via.EmulatorConnection;
import org.rtkit4j.app.via.ProfileParameter;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.wire.message.MailboxSpeech;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
            "Profiles: generic, ans (storage), smc (system management), dcp (display),",
            "mtp (keyboard), aop, a file; --list has those with firmware of other years and",
            "chips.",
            "Examples:",
            "  rtkit boot",
            "  rtkit boot --list",
            "  rtkit boot ans-15",
            "  rtkit boot ans --crash",
            "  rtkit boot smc --json",
            "  rtkit boot smc --via m1n1:/dev/ttyACM0",
            "  rtkit boot ans --crash --capture ans.pcapng --capture-memory",
            "  rtkit boot ans --via replay:ans.pcapng"
        })
public final class BootCommand implements Callable<Integer> {
    @Mixin
    private final ProfileParameter profile = new ProfileParameter();

    @Option(
            names = "--crash",
            arity = "0..1",
            paramLabel = "KIND",
            fallbackValue = "hard",
            preprocessor = OptionalWord.class,
            description =
                    "Make the firmware crash, and explain its crash log: ${COMPLETION-CANDIDATES}; default: hard.")
    private @Nullable ProvokedCrash crash;

    @Mixin
    private final ViaOption via = new ViaOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--list", description = "Print the profiles instead, and in what firmware of other years differs.")
    private boolean list;

    @Option(names = "--all", description = "Print the whole mailbox history of a crash.")
    private boolean all;

    @Mixin
    private final FormerOptions former = new FormerOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        former.requireNone();
        if (list) {
            LoneOption.require(spec, "--list", "--json");
            json.print(spec.commandLine().getOut(), ProfileList::json, ProfileList::text);
            return ExitStatus.OK;
        }
        BootResult result = boot();
        json.print(spec.commandLine().getOut(), new BootJson(result), () -> text(result));
        return result.wentDown() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private String text(BootResult result) {
        return new BootText(Terminal.hasColour(), all).of(result);
    }

    private BootResult boot() throws Exception {
        ProfileParameter chosen = via.profileOr(profile);
        try (Connection connection = connect(chosen)) {
            return Boot.run(connection, chosen.name(), speech(connection, chosen), crash);
        }
    }

    private static MailboxSpeech speech(Connection connection, ProfileParameter chosen) throws BadInputException {
        Coprocessor emulated = connection.emulated();
        return emulated == null ? chosen.speechElsewhere() : emulated.profile().speech();
    }

    // The profile's file is the emulator's; other ways take the name.
    private Connection connect(ProfileParameter chosen) throws Exception {
        return via.isEmulator()
                ? via.recorded(new EmulatorConnection(chosen.read()), chosen.name())
                : via.open(chosen.name());
    }
}
