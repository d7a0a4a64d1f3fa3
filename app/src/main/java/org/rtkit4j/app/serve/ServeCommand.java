package org.rtkit4j.app.serve;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.display.PictureFile;
import org.rtkit4j.app.display.PixelFormatNames;
import org.rtkit4j.app.display.ShownPicture;
import org.rtkit4j.app.serve.live.Fleet;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.HostPort;
import org.rtkit4j.app.terminal.Verbosity;
import org.rtkit4j.app.via.PluginOption;
import org.rtkit4j.app.via.ProfileNames;
import org.rtkit4j.app.via.ProfileParameter;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.link.TcpLink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rtkit serve`: the page in the browser.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Serves a page in the browser: live co-processors, their messages, crash reports.",
            "The page loads nothing from elsewhere, and stores nothing.",
            ""
        },
        footer = {
            "",
            "Beyond loopback the page needs a token, which stands in the address that is",
            "printed. The connection is not encrypted: in a network that others use too,",
            "reach the page through ssh -L instead.",
            "",
            "Examples:",
            "  rtkit serve",
            "  rtkit serve ans smc --listen 127.0.0.1:0",
            "  rtkit serve dcp --picture photo.png --format w30r",
            "  rtkit serve smc --via m1n1:/dev/ttyACM0"
        })
public final class ServeCommand implements Callable<Integer> {
    private static final int TOKEN_BYTES = 16;
    private static final int FEWEST_KEPT = 1_000;
    private static final int MOST_KEPT = 50_000_000;

    @Parameters(
            arity = "0..*",
            paramLabel = "PROFILE",
            completionCandidates = ProfileNames.class,
            description = {
                "Co-processors to emulate, profiles' names or files; default: ans dcp mtp smc.",
                "With --via, the name of the one that it leads to."
            })
    private List<String> profiles = List.of("ans", "dcp", "mtp", "smc");

    @Option(
            names = "--listen",
            paramLabel = "[HOST:]PORT",
            defaultValue = "127.0.0.1:9140",
            description = "Where to listen; port 0 takes a free one; default: ${DEFAULT-VALUE}.")
    private String listen = "";

    @Option(names = "--token", description = "Ask for a token on loopback too, where others use this machine.")
    private boolean wantsToken;

    @Option(
            names = "--keep",
            paramLabel = "MESSAGES",
            defaultValue = "2000000",
            description = "How many messages are kept, about 40 bytes each; default: ${DEFAULT-VALUE}.")
    private int keep;

    @Option(
            names = "--picture",
            paramLabel = "IMAGE",
            description = {
                "What an emulated screen shows, whole and in its proportions: PNG, or PPM (P6);",
                "default: a landscape of our own."
            })
    private @Nullable Path picture;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "bgra",
            completionCandidates = PixelFormatNames.class,
            description = "How its pixels lie in memory: bgra, rgba or w30r; default: ${DEFAULT-VALUE}.")
    private String format = "bgra";

    @Option(names = "--for", paramLabel = "SECONDS", description = "End after so many seconds.")
    private @Nullable Integer seconds;

    @Mixin
    private final PluginOption plugin = new PluginOption();

    @Mixin
    private final ViaOption via = new ViaOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        InetSocketAddress address = HostPort.toListen("--listen", listen);
        if (keep < FEWEST_KEPT || keep > MOST_KEPT) {
            throw new BadInputException("--keep is %d to %d: %d".formatted(FEWEST_KEPT, MOST_KEPT, keep));
        }
        boolean isLocal = address.getAddress().isLoopbackAddress();
        String token = isLocal && !wantsToken ? null : newToken();
        try (var fleet = fleet().closeOnExit();
                var server = LivePage.serve(address, token, fleet)) {
            print(address, server.port(), token);
            await();
        }
        return ExitStatus.OK;
    }

    private Fleet fleet() throws BadInputException, IOException {
        if (via.isEmulator() && !via.hasProfile()) {
            List<Profile> read = readProfiles();
            return Fleet.emulated(read, picture(), keep, via.recordedEmulator(read));
        }
        if (picture != null) {
            throw new BadInputException("--picture: only an emulated display is there to show it");
        }
        if (profiles.size() != 1) {
            throw new BadInputException(
                    "--via leads to one co-processor: name it, for example rtkit serve smc --via ...");
        }
        String name = profiles.getFirst();
        return Fleet.through(via.open(name), name, plugin.speech(name), keep);
    }

    private ShownPicture picture() throws BadInputException {
        return new ShownPicture(picture == null ? null : PictureFile.read(picture), PixelFormatNames.parse(format));
    }

    private List<Profile> readProfiles() throws BadInputException, IOException {
        List<Profile> read = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String profile : profiles) {
            Profile one = ProfileParameter.read(profile, plugin.kinds());
            if (!names.add(one.name())) {
                throw new BadInputException("twice the same co-processor: " + one.name());
            }
            read.add(one);
        }
        return read;
    }

    private void print(InetSocketAddress address, int port, @Nullable String token) {
        String authority = TcpLink.describe(new InetSocketAddress(address.getAddress(), port));
        var out = spec.commandLine().getOut();
        out.println("http://" + authority + "/" + (token == null ? "" : "?token=" + token));
        out.flush();
        String hint = address.getAddress().isAnyLocalAddress() ? " at every address of this machine" : "";
        Verbosity.remarks(spec).println("rtkit: serving" + hint + " until Ctrl-C");
    }

    private void await() throws InterruptedException {
        if (seconds == null) {
            new CountDownLatch(1).await();
        } else {
            TimeUnit.SECONDS.sleep(seconds);
        }
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
