package org.rtkit4j.app.display;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.TimingMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `rtkit display modes`: what the monitor can show.
@Command(
        name = "modes",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the modes of the monitor that is plugged in, the best first.",
            "Exit status: 1 if there is no monitor, or none of its modes makes sense.",
            ""
        })
final class ModesCommand implements Callable<Integer> {
    @Mixin
    private final MonitorOption monitor = new MonitorOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<TimingMode> timings;
        List<ColorMode> colors;
        @Nullable NoMonitorException missing;
        boolean isConnected;
        try (var session = monitor.open()) {
            isConnected = session.display().isConnected();
            timings = session.display().timings();
            colors = session.display().colors();
            missing = timings.isEmpty() ? session.withoutModes() : null;
        }
        if (json.isWanted()) {
            Json.print(spec.commandLine().getOut(), generator -> write(generator, isConnected, timings, colors));
        } else {
            print(timings, colors);
        }
        if (missing != null) {
            throw missing;
        }
        return ExitStatus.OK;
    }

    private void print(List<TimingMode> timings, List<ColorMode> colors) {
        PrintWriter out = spec.commandLine().getOut();
        timings.forEach(out::println);
        if (!colors.isEmpty()) {
            out.println();
        }
        colors.forEach(out::println);
        out.flush();
    }

    private static void write(JsonGenerator json, boolean isConnected, List<TimingMode> timings, List<ColorMode> colors)
            throws IOException {
        json.writeStartObject();
        json.writeBooleanField("connected", isConnected);
        json.writeArrayFieldStart("timings");
        for (TimingMode timing : timings) {
            json.writeStartObject();
            json.writeStringField("mode", timing.toString());
            json.writeNumberField("width", timing.width());
            json.writeNumberField("height", timing.height());
            json.writeNumberField("refresh", timing.refresh() / 65536.0);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("colors");
        for (ColorMode color : colors) {
            json.writeStartObject();
            json.writeStringField("mode", color.toString());
            json.writeNumberField("colorimetry", color.colorimetry());
            json.writeNumberField("eotf", color.eotf());
            json.writeNumberField("encoding", color.encoding());
            json.writeNumberField("bitsPerPixel", color.bitsPerPixel());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
