package org.rtkit4j.app.display;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Verbosity;
import org.rtkit4j.drivers.display.Display;
import org.rtkit4j.wire.display.TimingMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `rtkit display watch`: monitors that come and go.
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {"Prints when a monitor is plugged in or pulled out, until Ctrl-C.", ""})
final class WatchPlugsCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(100);

    @Mixin
    private final MonitorOption monitor = new MonitorOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--count", paramLabel = "N", description = "End after so many events.")
    private long count = Long.MAX_VALUE;

    @Option(names = "--for", paramLabel = "SECONDS", description = "End after so many seconds.")
    private @Nullable Integer seconds;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final long startNanos = System.nanoTime();

    @Override
    public Integer call() throws Exception {
        try (var session = monitor.open()) {
            session.closeOnExit();
            Verbosity.remarks(spec).println("rtkit: watching " + session);
            return watch(session);
        }
    }

    private int watch(DisplaySession session) throws Exception {
        Display display = session.display();
        boolean wasConnected = false;
        long seen = 0;
        boolean goesOn = true;
        while (goesOn && seen < count && !isOver()) {
            boolean isConnected = display.isConnected();
            if (isConnected != wasConnected || seen == 0) {
                wasConnected = isConnected;
                seen++;
                print(isConnected, isConnected ? display.timings() : List.of());
            }
            goesOn = session.pause(LOOK);
        }
        return ExitStatus.OK;
    }

    private boolean isOver() {
        return seconds != null && System.nanoTime() - startNanos >= TimeUnit.SECONDS.toNanos(seconds);
    }

    private static String plugged(List<TimingMode> modes) {
        return modes.isEmpty() ? "plugged in, without a mode that it could show" : "plugged in: " + modes;
    }

    private void print(boolean isConnected, List<TimingMode> modes) {
        PrintWriter out = spec.commandLine().getOut();
        double at = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos) / 1000.0;
        if (json.isWanted()) {
            Json.printLine(out, generator -> {
                generator.writeStartObject();
                generator.writeNumberField("seconds", at);
                generator.writeStringField("event", isConnected ? "plugged" : "unplugged");
                generator.writeArrayFieldStart("modes");
                for (TimingMode mode : modes) {
                    generator.writeString(mode.toString());
                }
                generator.writeEndArray();
                generator.writeEndObject();
            });
        } else {
            out.printf("%9.3f  %s%n", at, isConnected ? plugged(modes) : "no monitor");
            out.flush();
        }
    }
}
