package org.rtkit4j.app.display;

import java.util.Iterator;
import java.util.stream.Stream;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.drivers.display.DisplayListener;
import org.rtkit4j.emulator.display.Monitor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The way to a display, and what is plugged into an emulated one.
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

    /// What shells offer.
    static final class MonitorNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(Monitor.names().stream(), Stream.of("none")).iterator();
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
        return DisplaySession.open(via, monitor, listener);
    }
}
