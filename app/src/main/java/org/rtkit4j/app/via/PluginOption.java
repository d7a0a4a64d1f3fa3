package org.rtkit4j.app.via;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.emulator.firmware.EndpointKind;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.MailboxSpeech;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `--plugin`: endpoints of one's own from jars, for every command that makes co-processors of profiles, or puts
/// names to their messages.
public final class PluginOption {
    @Option(
            names = "--plugin",
            paramLabel = "JAR",
            description = "Endpoints of your own, for profiles to name and for messages to be read; may be repeated.")
    private List<Path> jars = List.of();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    private @Nullable List<EndpointKind> kinds;

    /// Returns the kinds of endpoint that the jars have, read once.
    ///
    /// @throws BadInputException if a jar cannot be used; the message is one line with its name
    public List<EndpointKind> kinds() throws BadInputException {
        List<EndpointKind> known = kinds;
        if (known == null) {
            known = read();
            kinds = known;
        }
        return known;
    }

    /// Returns what is known of the mailbox of a co-processor that is no profile's.
    ///
    /// @throws BadInputException as [#kinds]
    public MailboxSpeech speech(String coprocessor) throws BadInputException {
        return MailboxSpeech.of(coprocessor, kinds(), Map.of());
    }

    private List<EndpointKind> read() throws BadInputException {
        var all = new ArrayList<EndpointKind>();
        Set<String> taken = namesOfOurs();
        for (Path jar : jars) {
            for (PluginKind kind : PluginJar.read(jar, this::complain)) {
                if (!taken.add(kind.name())) {
                    throw new BadInputException(
                            "--plugin %s: the name of an endpoint is taken: %s".formatted(jar, kind.name()));
                }
                all.add(kind);
            }
        }
        return List.copyOf(all);
    }

    // What the system's endpoints are called, and by their numbers the others: nothing else may look like them.
    private static Set<String> namesOfOurs() {
        var names = new HashSet<>(Profile.endpointKinds());
        for (int endpoint = 0; endpoint < Endpoints.COUNT; endpoint++) {
            names.add(Endpoints.name(endpoint));
        }
        return names;
    }

    // From whichever thread the firmware runs on.
    private void complain(String trouble) {
        if (spec != null) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("rtkit: " + Terminal.escape(trouble));
            err.flush();
        }
    }
}
