package org.rtkit4j.app.display;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.Verbosity;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.drivers.display.DisplayException;
import org.rtkit4j.drivers.display.PortTarget;
import org.rtkit4j.emulator.display.Monitor;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The way to a display, how it is asked, and what is plugged into an emulated one.
final class MonitorOption {
    /// What is plugged in where nothing is.
    static final String NONE = "none";

    private static final String NUMBER = "([0-9]|1[0-5])";
    private static final Pattern TARGET = Pattern.compile(String.join(":", NUMBER, NUMBER, NUMBER));

    @Mixin
    private final ViaOption via = new ViaOption();

    @Option(
            names = "--monitor",
            paramLabel = "NAME",
            defaultValue = "",
            completionCandidates = MonitorNames.class,
            description = {
                "What is plugged into an emulated display: notebook, full-hd, ultra-hd,",
                "fail-safe, or none; default: the panel of a notebook."
            })
    private String monitor = "";

    @Option(
            names = "--of",
            paramLabel = "NAME",
            defaultValue = "dcp",
            description = {
                "Whose display: dcp, that of the panel, or that of a port as the Mac's device",
                "tree names it, dcpext or dcpext0; default: ${DEFAULT-VALUE}."
            })
    private String of = "dcp";

    @Option(
            names = "--port",
            paramLabel = "CORE:PORT:DIE",
            defaultValue = "",
            description = {
                "The display is behind a port, HDMI or USB-C, whose lines the AP drives: they",
                "lead there, are switched on, and what is plugged in is looked for."
            })
    private String port = "";

    @Option(
            names = "--by",
            paramLabel = "WAY",
            defaultValue = "iboot",
            completionCandidates = WayNames.class,
            description = {
                "How it is asked: as boot loaders do (iboot), or as operating systems do (iomfb);",
                "default: ${DEFAULT-VALUE}."
            })
    private String by = "iboot";

    @Option(
            names = "--calls",
            paramLabel = "VERSION",
            defaultValue = "",
            completionCandidates = CallVersions.class,
            description = {
                "With --by iomfb: of which system the firmware has its calls, 12.3 or 13.5;",
                "an emulated one says so."
            })
    private String calls = "";

    /// What shells offer.
    static final class MonitorNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(Monitor.names().stream(), Stream.of(NONE)).iterator();
        }
    }

    /// What shells offer for `--by`.
    static final class WayNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("iboot", "iomfb").iterator();
        }
    }

    /// What shells offer for `--calls`.
    static final class CallVersions implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(IomfbVersion.values()).map(IomfbVersion::label).iterator();
        }
    }

    /// Returns whether this is the name of a monitor, or of none.
    static boolean isOne(String name) {
        return name.equals(NONE) || Monitor.names().contains(name);
    }

    /// Returns whether it is an emulated display, of this process.
    boolean isEmulated() {
        return via.isEmulator();
    }

    /// Returns the file into which the mailbox is recorded, or null.
    @Nullable
    Path capture() {
        return via.capture();
    }

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    /// Opens the display, switched on. What it does wrong and survives is said on stderr.
    DisplaySession open() throws Exception {
        if (!monitor.isEmpty() && !isOne(monitor)) {
            throw new BadInputException(
                    "--monitor %s: no such monitor, there are %s and none".formatted(monitor, Monitor.names()));
        }
        if (!monitor.isEmpty() && !via.isEmulator()) {
            throw new BadInputException("--monitor: only an emulated display has what one wants plugged in");
        }
        boolean isNoProfile = via.hasProfile() || !Profile.names().contains(of);
        if (!of.equals(DisplayRoad.PANEL) && via.isEmulator() && isNoProfile) {
            throw new BadInputException("--of: of an emulated display the profile says it, --via emulator:PROFILE");
        }
        DisplayRoad road = road();
        try {
            return DisplaySession.open(via, monitor, road, new DisplayTroubles(spec));
        } catch (DisplayException e) {
            hint(road.version());
            throw e;
        }
    }

    // Nothing that a firmware says tells which calls it has; asked for those of another system it fails somehow.
    private void hint(@Nullable IomfbVersion tried) {
        if (tried != null && !via.isEmulator()) {
            String others = Stream.of(IomfbVersion.values())
                    .filter(version -> version != tried)
                    .map(version -> "--calls " + version.label())
                    .collect(Collectors.joining(" or "));
            Verbosity.remarks(spec)
                    .println("rtkit: display: the firmware may have the calls of another system than %s: %s"
                            .formatted(tried.label(), others));
        }
    }

    private DisplayRoad road() throws BadInputException {
        boolean isIomfb = by.equals("iomfb");
        if (!isIomfb && !by.equals("iboot")) {
            throw new BadInputException("--by %s: neither iboot nor iomfb".formatted(by));
        }
        if (!isIomfb && !calls.isEmpty()) {
            throw new BadInputException("--calls: only with --by iomfb");
        }
        try {
            return new DisplayRoad(of, target(), isIomfb, calls.isEmpty() ? null : IomfbVersion.of(calls));
        } catch (IllegalArgumentException e) {
            throw new BadInputException("--calls %s: neither 12.3 nor 13.5".formatted(calls));
        }
    }

    private @Nullable PortTarget target() throws BadInputException {
        if (port.isEmpty()) {
            return null;
        }
        Matcher numbers = TARGET.matcher(port);
        if (!numbers.matches()) {
            throw new BadInputException("--port %s: not CORE:PORT:DIE, each of them 0 to 15".formatted(port));
        }
        return new PortTarget(number(numbers, 1), number(numbers, 2), number(numbers, 3));
    }

    private static int number(Matcher numbers, int group) {
        return Integer.parseInt(numbers.group(group));
    }
}
