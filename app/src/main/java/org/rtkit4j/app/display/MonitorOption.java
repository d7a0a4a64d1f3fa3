package org.rtkit4j.app.display;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.drivers.display.DisplayListener;
import org.rtkit4j.emulator.display.Monitor;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The way to a display, how it is asked, and what is plugged into an emulated one.
final class MonitorOption {
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
            return Stream.concat(Monitor.names().stream(), Stream.of("none")).iterator();
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

    /// Opens the display, switched on.
    DisplaySession open(DisplayListener listener) throws Exception {
        if (!monitor.isEmpty() && !monitor.equals("none") && !Monitor.names().contains(monitor)) {
            throw new BadInputException(
                    "--monitor %s: no such monitor, there are %s and none".formatted(monitor, Monitor.names()));
        }
        if (!monitor.isEmpty() && !via.isEmulator()) {
            throw new BadInputException("--monitor: only an emulated display has what one wants plugged in");
        }
        return DisplaySession.open(via, monitor, road(), listener);
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
            return new DisplayRoad(isIomfb, calls.isEmpty() ? null : IomfbVersion.of(calls));
        } catch (IllegalArgumentException e) {
            throw new BadInputException("--calls %s: neither 12.3 nor 13.5".formatted(calls));
        }
    }
}
