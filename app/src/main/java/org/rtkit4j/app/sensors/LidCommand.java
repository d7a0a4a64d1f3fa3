package org.rtkit4j.app.sensors;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.Verbosity;
import org.rtkit4j.drivers.epic.EpicFault;
import org.rtkit4j.drivers.sensor.LidListener;
import org.rtkit4j.drivers.sensor.LidSensor;
import org.rtkit4j.wire.sensor.LidSensorMsg;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `rtkit sensors las`: how far the lid is open.
@Command(
        name = "las",
        mixinStandardHelpOptions = true,
        description = {"Prints the angle of the lid whenever that has changed, until Ctrl-C.", ""})
final class LidCommand implements Callable<Integer> {
    private static final int MOST_WAITING = 1024;

    @Mixin
    private final WatchOption watch = new WatchOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final BlockingQueue<Integer> angles = new ArrayBlockingQueue<>(MOST_WAITING);

    @Override
    public Integer call() throws Exception {
        return watch.watch(
                LidSensorMsg.SERVICE,
                (iop, memory, options) -> LidSensor.open(iop, memory, options, new Reports()),
                angles,
                this::print);
    }

    private void print(int degrees) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json.isWanted()) {
            Json.printLine(out, generator -> {
                generator.writeStartObject();
                generator.writeNumberField("degrees", degrees);
                generator.writeEndObject();
            });
        } else {
            out.println(degrees + " degrees");
            out.flush();
        }
    }

    private final class Reports implements LidListener {
        @Override
        public void onAngle(int degrees) {
            // One too many is lost: whoever prints is slower than the lid.
            boolean _ = angles.offer(degrees);
        }

        @Override
        public void onTrouble(EpicFault fault) {
            Verbosity.remarks(spec).println("rtkit: sensors: " + fault.message());
        }
    }
}
