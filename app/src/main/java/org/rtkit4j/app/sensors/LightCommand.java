package org.rtkit4j.app.sensors;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.Verbosity;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.drivers.epic.EpicException;
import org.rtkit4j.drivers.epic.EpicFault;
import org.rtkit4j.drivers.epic.EpicOptions;
import org.rtkit4j.drivers.sensor.LightListener;
import org.rtkit4j.drivers.sensor.LightSensor;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.Releases;
import org.rtkit4j.wire.sensor.LightSensorMsg;
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
    private static final int MOST_WAITING = 1024;
    private static final int SLOWEST_MILLIS = 60_000;

    @Mixin
    private final WatchOption watch = new WatchOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(
            names = "--every",
            paramLabel = "MILLIS",
            defaultValue = "200",
            description = "From report to report; default: ${DEFAULT-VALUE}.")
    private int everyMillis;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final BlockingQueue<Light> reports = new ArrayBlockingQueue<>(MOST_WAITING);

    /// A report.
    private record Light(int sequence, float lux, long red, long green, long blue, long clear) {}

    @Override
    public Integer call() throws Exception {
        if (everyMillis < 1 || everyMillis > SLOWEST_MILLIS) {
            throw new BadInputException("--every is 1 to 60000: " + everyMillis);
        }
        return watch.watch(LightSensorMsg.SERVICE, this::open, reports, this::print);
    }

    private LightSensor open(Iop iop, DeviceMemory memory, EpicOptions options)
            throws EpicException, InterruptedException {
        LightSensor sensor = LightSensor.open(iop, memory, options, new Reports());
        try {
            sensor.report(Duration.ofMillis(everyMillis));
            return sensor;
        } catch (EpicException | InterruptedException | RuntimeException e) {
            Releases.after(e, sensor::close);
            throw e;
        }
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
