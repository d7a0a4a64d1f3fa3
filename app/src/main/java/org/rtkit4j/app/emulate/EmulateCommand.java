package org.rtkit4j.app.emulate;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.HostPort;
import org.rtkit4j.app.via.CaptureOption;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `rtkit emulate`: a Mac that other programs' drivers boot co-processors on.
@Command(
        name = "emulate",
        mixinStandardHelpOptions = true,
        description = {
            "Emulates a Mac that other programs drive over m1n1's proxy protocol, until Ctrl-C.",
            "Who can connect can do everything with it, and nothing with this computer.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rtkit emulate --proxy tcp:7000",
            "  rtkit emulate --proxy pty:/tmp/mac --profile smc",
            "  rtkit emulate --proxy tcp:7000 --dtb t8103-j274.dtb",
            "  rtkit emulate --proxy pty:/tmp/mac --capture mac.pcapng --capture-memory",
            "  M1N1DEVICE=/tmp/mac python3 proxyclient/tools/smccli.py   (m1n1's client, in another terminal)"
        })
public final class EmulateCommand implements Callable<Integer> {
    private static final String TCP = "tcp:";
    private static final String PTY = "pty:";

    @Option(
            names = "--proxy",
            required = true,
            paramLabel = "WHERE",
            description = "Where it is reached: tcp:PORT (of this computer alone), tcp:HOST:PORT, or pty:PATH.")
    private String proxy = "";

    @Option(
            names = "--profile",
            split = ",",
            paramLabel = "PROFILE",
            defaultValue = "ans,smc,dcp",
            description = "The co-processors that it has, names or files; default: ${DEFAULT-VALUE}.")
    private List<String> profiles = List.of();

    @Option(
            names = "--dtb",
            paramLabel = "FILE",
            description =
                    "Put them where this flattened device tree has them; those that it does not have are left out.")
    private @Nullable Path dtb;

    @Option(names = "--for", paramLabel = "SECONDS", description = "End after so many seconds.")
    private @Nullable Integer seconds;

    @Mixin
    private CaptureOption capture = new CaptureOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (seconds != null && seconds < 1) {
            throw new ParameterException(spec.commandLine(), "--for is at least 1");
        }
        InetSocketAddress address = address();
        List<Profile> placed = placed();
        // The capture is made once nothing is left to refuse.
        try (var mac = mac(placed);
                var recording = capture.beginInEmulator(placed, MacTree::nodeName)) {
            if (recording != null) {
                mac.onLife(recording::follow);
            }
            emulate(mac, address);
        }
        return ExitStatus.OK;
    }

    private void emulate(EmulatedMac mac, @Nullable InetSocketAddress address)
            throws IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        try (var server = serve(mac, address, new Reporter(spec.commandLine().getErr()))) {
            mac.coprocessors().forEach(coprocessor -> out.println(line(coprocessor)));
            out.println("listening: " + server.address());
            out.flush();
            awaitEnd();
        }
    }

    private List<Profile> placed() throws BadInputException, IOException {
        var read = new ArrayList<Profile>();
        for (String profile : profiles) {
            read.add(ViaOption.profile(profile));
        }
        if (dtb == null) {
            return read;
        }
        List<Profile> placed = TreeProfiles.placed(read, dtb);
        sayLeftOut(read, placed, dtb);
        return placed;
    }

    private EmulatedMac mac(List<Profile> placed) throws BadInputException {
        try {
            return new EmulatedMac(placed);
        } catch (IllegalArgumentException e) {
            throw new BadInputException("--profile %s: %s".formatted(String.join(",", profiles), e.getMessage()));
        }
    }

    private void sayLeftOut(List<Profile> wanted, List<Profile> placed, Path tree) {
        var names = new ArrayList<>(wanted.stream().map(Profile::name).toList());
        names.removeAll(placed.stream().map(Profile::name).toList());
        if (!names.isEmpty()) {
            var err = spec.commandLine().getErr();
            err.println("rtkit: left out, not in %s: %s".formatted(tree, String.join(", ", names)));
            err.flush();
        }
    }

    /// Returns where to listen, or null for a pseudo-terminal.
    private @Nullable InetSocketAddress address() throws BadInputException {
        if (proxy.startsWith(PTY) && proxy.length() > PTY.length()) {
            return null;
        }
        if (proxy.startsWith(TCP)) {
            return HostPort.toListen("--proxy " + proxy, proxy.substring(TCP.length()));
        }
        throw usage();
    }

    private ProxyServer serve(EmulatedMac mac, @Nullable InetSocketAddress address, ServerListener listener)
            throws IOException {
        return address == null
                ? ProxyServer.pty(mac, Path.of(proxy.substring(PTY.length())), listener)
                : ProxyServer.tcp(mac, address, listener);
    }

    private ParameterException usage() {
        return new ParameterException(
                spec.commandLine(), "--proxy %s: not tcp:PORT, tcp:HOST:PORT or pty:PATH".formatted(proxy));
    }

    private static String line(Coprocessor coprocessor) {
        Profile profile = coprocessor.profile();
        return "/arm-io/%-5s 0x%09x  %s".formatted(MacTree.nodeName(profile), profile.base(), profile.description());
    }

    // A signal ends the JVM without coming back here: the hook waits until everything is closed.
    private void awaitEnd() throws InterruptedException {
        var end = new CountDownLatch(1);
        Thread waiter = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            end.countDown();
            joinBriefly(waiter);
        }));
        if (seconds == null) {
            end.await();
        } else {
            var _ = end.await(seconds, TimeUnit.SECONDS);
        }
    }

    private static void joinBriefly(Thread waiter) {
        try {
            waiter.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Says on stderr who comes and goes.
    private record Reporter(PrintWriter err) implements ServerListener {
        @Override
        public void onConnect(String host) {
            say("connected: " + host);
        }

        @Override
        public void onDisconnect(String host, String reason) {
            say("gone: %s: %s".formatted(host, reason));
        }

        @Override
        public void onRefuse(String host) {
            say("turned away, another host is connected: " + host);
        }

        private void say(String what) {
            err.println("rtkit: " + what);
            err.flush();
        }
    }
}
