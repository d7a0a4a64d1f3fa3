package org.rtkit4j.app.sensors;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Verbosity;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.drivers.epic.EpicFault;
import org.rtkit4j.drivers.epic.EpicOptions;
import org.rtkit4j.drivers.sensor.LightListener;
import org.rtkit4j.drivers.sensor.LightSensor;
import org.rtkit4j.wire.message.CoprocessorKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `rtkit sensors als`: how bright it is.
@Command(
        name = "als",
        mixinStandardHelpOptions = true,
        description = {"Prints what the light sensor measures, until Ctrl-C.", ""})
final class LightCommand implements Callable<Integer> {
    private static final String COPROCESSOR = CoprocessorKind.AOP.nodeName();
    private static final int MOST_WAITING = 1024;
    private static final long LOOK_MILLIS = 250;
    private static final int SLOWEST_MILLIS = 60_000;

    @Mixin
    private final ViaOption via = new ViaOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(
            names = "--every",
            paramLabel = "MILLIS",
            defaultValue = "200",
            description = "From report to report; default: ${DEFAULT-VALUE}.")
    private int everyMillis;

    @Option(names = "--count", paramLabel = "N", description = "End after so many reports.")
    private long count = Long.MAX_VALUE;

    @Option(names = "--for", paramLabel = "SECONDS", description = "End after so many seconds.")
    private @Nullable Integer seconds;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final long startNanos = System.nanoTime();
    private final BlockingQueue<Light> reports = new ArrayBlockingQueue<>(MOST_WAITING);

    /// A report.
    private record Light(int sequence, float lux, long red, long green, long blue, long clear) {}

    @Override
    public Integer call() throws Exception {
        if (everyMillis < 1 || everyMillis > SLOWEST_MILLIS) {
            throw new BadInputException("--every is 1 to 60000: " + everyMillis);
        }
        try (Connection connection = via.open(COPROCESSOR);
                var loop = new EventLoop(connection.clock()).start()) {
            Platform platform = connection.platform();
            SessionListener listener = connection.listening(SessionListener.NONE);
            try (Iop iop = loop.attach(IopProfile.named(COPROCESSOR), platform, listener)) {
                iop.boot();
                EpicOptions options = EpicOptions.SENSOR.with(connection.clock());
                try (var sensor = LightSensor.open(iop, platform.memory(), options, new Reports())) {
                    sensor.report(Duration.ofMillis(everyMillis));
                    return watch(iop);
                }
            }
        }
    }

    private int watch(Iop iop) throws InterruptedException, IOException {
        long seen = 0;
        while (seen < count && !isOver()) {
            Light light = reports.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (light != null) {
                print(light);
                seen++;
            } else if (!iop.isRunning()) {
                spec.commandLine().getErr().println("rtkit: sensors: the co-processor does not run any more");
                return ExitStatus.FAILED;
            }
        }
        return ExitStatus.OK;
    }

    private boolean isOver() {
        return seconds != null && System.nanoTime() - startNanos >= TimeUnit.SECONDS.toNanos(seconds);
    }

    private void print(Light light) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json.isWanted()) {
            Json.printLine(out, generator -> {
                generator.writeStartObject();
                generator.writeNumberField("sequence", light.sequence);
                generator.writeNumberField("lux", light.lux);
                generator.writeNumberField("red", light.red);
                generator.writeNumberField("green", light.green);
                generator.writeNumberField("blue", light.blue);
                generator.writeNumberField("clear", light.clear);
                generator.writeEndObject();
            });
        } else {
            out.println(String.format(
                    Locale.ROOT,
                    "%8d  %8.1f lux  red %d, green %d, blue %d, clear %d",
                    light.sequence,
                    light.lux,
                    light.red,
                    light.green,
                    light.blue,
                    light.clear));
            out.flush();
        }
    }

    private final class Reports implements LightListener {
        @Override
        public void onLight(int sequence, float lux, long red, long green, long blue, long clear) {
            // One too many is lost: whoever prints is slower than the sensor.
            boolean _ = reports.offer(new Light(sequence, lux, red, green, blue, clear));
        }

        @Override
        public void onTrouble(EpicFault fault) {
            Verbosity.remarks(spec).println("rtkit: sensors: " + fault.message());
        }
    }
}
