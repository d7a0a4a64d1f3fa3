package org.rtkit4j.app.emulate;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.file.OutputFile;
import org.rtkit4j.app.input.HandsPage;
import org.rtkit4j.app.serve.LivePage;
import org.rtkit4j.app.serve.http.PageServer;
import org.rtkit4j.app.serve.live.Fleet;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.HostPort;
import org.rtkit4j.app.terminal.LoneOption;
import org.rtkit4j.app.terminal.Verbosity;
import org.rtkit4j.app.via.CaptureOption;
import org.rtkit4j.app.via.EmulatorRecording;
import org.rtkit4j.app.via.PluginOption;
import org.rtkit4j.app.via.ProfileNames;
import org.rtkit4j.app.via.ProfileParameter;
import org.rtkit4j.devicetree.fdt.FdtWriter;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.Watcher;
import org.rtkit4j.emulator.profile.Profile;
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
            "Emulates a Mac that other programs drive, until Ctrl-C.",
            "They drive it over m1n1's proxy protocol; a kernel in a process of its own,",
            "over the bridge of docs/bridge.md. Who can connect can do everything with it,",
            "and nothing with this computer.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rtkit emulate --proxy tcp:7000",
            "  rtkit emulate --proxy pty:/tmp/mac --profile smc",
            "  rtkit emulate --proxy tcp:7000 --dtb t8103-j274.dtb",
            "  rtkit emulate --proxy pty:/tmp/mac --capture mac.pcapng --capture-memory",
            "  rtkit emulate --proxy tcp:7000 --profile smc,mtp --page 9141",
            "  rtkit emulate --bridge unix:/tmp/mac.sock --write-dtb mac.dtb",
            "  rtkit emulate --bridge unix:/tmp/mac.sock --live 9140",
            "  M1N1DEVICE=/tmp/mac python3 proxyclient/tools/smccli.py   (m1n1's client, in another terminal)"
        })
public final class EmulateCommand implements Callable<Integer> {
    private static final int MOST_KEPT = 2_000_000;

    @Option(
            names = "--proxy",
            paramLabel = "WHERE",
            description = "Where it is reached: tcp:PORT (of this computer alone), tcp:HOST:PORT, or pty:PATH.")
    private @Nullable String proxy;

    @Option(
            names = "--bridge",
            paramLabel = "WHERE",
            description = "Where a kernel in another process reaches it: unix:PATH.")
    private @Nullable String bridge;

    @Option(
            names = "--write-dtb",
            paramLabel = "FILE",
            description = "Write the device tree of this Mac for Linux behind the bridge; enough by itself.")
    private @Nullable Path treeFile;

    @Option(
            names = "--profile",
            split = ",",
            paramLabel = "PROFILE",
            completionCandidates = ProfileNames.class,
            defaultValue = "ans,smc,dcp",
            description = "The co-processors that it has, names or files; default: ${DEFAULT-VALUE}.")
    private List<String> profiles = List.of();

    @Option(
            names = "--dtb",
            paramLabel = "FILE",
            description =
                    "Put them where this flattened device tree has them; those that it does not have are left out.")
    private @Nullable Path dtb;

    @Option(
            names = "--page",
            paramLabel = "[HOST:]PORT",
            description = "Serve a page with a keyboard and a trackpad; of this computer alone. Port 0: any.")
    private @Nullable String page;

    @Option(
            names = "--live",
            paramLabel = "[HOST:]PORT",
            description = "Serve the page of `rtkit serve` for what others drive here; of this computer alone.")
    private @Nullable String live;

    @Option(names = "--for", paramLabel = "SECONDS", description = "End after so many seconds.")
    private @Nullable Integer seconds;

    @Mixin
    private final PluginOption plugin = new PluginOption();

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
        boolean isTreeAlone = proxy == null && bridge == null && treeFile != null;
        List<Profile> placed = placed();
        if (isTreeAlone) {
            LoneOption.require(spec, "--write-dtb", "--profile", "--dtb", "--plugin");
        }
        sayOfYears(placed);
        if (isTreeAlone) {
            requireRoom(placed);
            writeTree(placed);
        } else {
            emulate(placed);
        }
        return ExitStatus.OK;
    }

    private void writeTree(List<Profile> placed) throws IOException, BadInputException {
        if (treeFile != null) {
            byte[] tree = FdtWriter.write(LinuxTree.of(placed));
            OutputFile.write(treeFile, part -> Files.write(part, tree));
        }
    }

    // The capture is made once nothing is left to refuse.
    private void emulate(List<Profile> placed) throws IOException, BadInputException, InterruptedException {
        try (var service = service(placed);
                var hands = page(placed);
                var fleet = live == null ? null : Fleet.watched(placed, MacTree::nodeName, MOST_KEPT);
                var watched =
                        fleet == null || live == null ? null : LivePage.serve(loopback("--live", live), null, fleet);
                var recording = capture.beginInEmulator(placed, MacTree::nodeName)) {
            if (Verbosity.isVerbose(spec)) {
                service.onFault(new AbsentPlaces(placed, spec.commandLine().getErr()));
            }
            service.onLife(coprocessors -> {
                hear(coprocessors, recording, fleet);
                if (hands != null) {
                    hands.follow(coprocessors);
                }
            });
            emulate(service, placed, hands, watched);
        }
    }

    private static void hear(
            List<Coprocessor> coprocessors, @Nullable EmulatorRecording recording, @Nullable Fleet fleet) {
        List<Watcher> kept = recording == null ? List.of() : recording.watchers(coprocessors);
        List<Watcher> shown = fleet == null ? List.of() : fleet.follow(coprocessors);
        for (int i = 0; i < coprocessors.size(); i++) {
            int which = i;
            Stream.of(kept, shown)
                    .filter(watchers -> !watchers.isEmpty())
                    .map(watchers -> watchers.get(which))
                    .reduce(Watcher::and)
                    .ifPresent(coprocessors.get(i)::watch);
        }
    }

    private static InetSocketAddress loopback(String option, String value) throws BadInputException {
        InetSocketAddress address = HostPort.toListen(option, value);
        if (!address.getAddress().isLoopbackAddress()) {
            throw new BadInputException("%s is for this computer alone: %s".formatted(option, value));
        }
        return address;
    }

    private @Nullable HandsPage page(List<Profile> placed) throws IOException, BadInputException {
        if (page == null) {
            return null;
        }
        if (placed.stream().allMatch(profile -> profile.mtp() == null)) {
            throw new BadInputException(
                    "--page is for a keyboard, which none of these has: --profile " + String.join(",", profiles));
        }
        return HandsPage.listen(loopback("--page", page));
    }

    private void emulate(
            MacService service, List<Profile> placed, @Nullable HandsPage hands, @Nullable PageServer watched)
            throws IOException, BadInputException, InterruptedException {
        var out = spec.commandLine().getOut();
        try (var door = service.listen(new Reporter(Verbosity.remarks(spec)))) {
            // Of a machine that can be had; whoever waits for it reads its tree then.
            writeTree(placed);
            placed.forEach(profile -> out.println(line(profile)));
            if (hands != null) {
                out.println("keyboard: http://127.0.0.1:%d/".formatted(hands.port()));
            }
            if (watched != null) {
                out.println("live: http://127.0.0.1:%d/".formatted(watched.port()));
            }
            out.println("listening: " + door.address());
            out.flush();
            awaitEnd();
        }
    }

    private MacService service(List<Profile> placed) throws BadInputException {
        if ((proxy == null) == (bridge == null)) {
            throw new ParameterException(spec.commandLine(), "one of --proxy and --bridge, or --write-dtb alone");
        }
        try {
            return proxy == null
                    ? BridgeService.at(Objects.requireNonNull(bridge), placed)
                    : ProxyService.at(proxy, placed);
        } catch (IllegalArgumentException e) {
            throw misplaced(e);
        }
    }

    private void requireRoom(List<Profile> placed) throws BadInputException {
        try {
            BridgedMac.requireRoom(placed);
        } catch (IllegalArgumentException e) {
            throw misplaced(e);
        }
    }

    private BadInputException misplaced(IllegalArgumentException e) {
        return new BadInputException("--profile %s: %s".formatted(String.join(",", profiles), e.getMessage()));
    }

    private List<Profile> placed() throws BadInputException, IOException {
        var read = new ArrayList<Profile>();
        for (String profile : profiles) {
            read.add(ProfileParameter.read(profile, plugin.kinds()));
        }
        requireOneOfEach(read);
        if (dtb == null) {
            return read;
        }
        List<Profile> placed = TreeProfiles.placed(read, dtb);
        sayLeftOut(read, placed, dtb);
        return placed;
    }

    // A tree has one node of a name. Two in one place are refused by the machine.
    private static void requireOneOfEach(List<Profile> read) throws BadInputException {
        var places = new HashMap<String, Long>();
        for (Profile profile : read) {
            String name = MacTree.nodeName(profile);
            Long other = places.putIfAbsent(name, profile.base());
            if (other != null && other != profile.base()) {
                throw new BadInputException("--profile: two co-processors would be one node of the tree: name=%s: %s"
                        .formatted(name, "`node = NAME` in a profile gives it another"));
            }
        }
    }

    private void sayLeftOut(List<Profile> wanted, List<Profile> placed, Path tree) {
        var names = new ArrayList<>(wanted.stream().map(Profile::name).toList());
        names.removeAll(placed.stream().map(Profile::name).toList());
        if (!names.isEmpty()) {
            var err = Verbosity.remarks(spec);
            err.println("rtkit: left out, not in %s: %s".formatted(tree, String.join(", ", names)));
            err.flush();
        }
    }

    // A Mac has one system firmware, and its tree says which. Such a machine is for trying hosts, and none that there
    // is.
    private void sayOfYears(List<Profile> placed) {
        List<Profile> dated = placed.stream()
                .filter(profile -> !profile.systemFirmware().isEmpty())
                .toList();
        if (dated.stream().map(Profile::systemFirmware).distinct().count() > 1) {
            String years = dated.stream()
                    .map(profile -> "%s of %s".formatted(profile.name(), profile.systemFirmware()))
                    .collect(Collectors.joining(", "));
            var err = Verbosity.remarks(spec);
            err.println("rtkit: firmware of several years in one machine: %s; its tree says %s"
                    .formatted(years, dated.getFirst().systemFirmware()));
            err.flush();
        }
    }

    private static String line(Profile profile) {
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
