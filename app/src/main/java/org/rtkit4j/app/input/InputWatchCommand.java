package org.rtkit4j.app.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Verbosity;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.drivers.input.TouchFile;
import org.rtkit4j.hardware.uinput.UinputDevice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `rtkit input watch`: what is done on keyboard and trackpad.
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Prints keys, moves and touches as they come, until Ctrl-C; with --text what is typed.",
            "Where the co-processor crashes, it is restarted, and what was held down is released.",
            ""
        })
final class InputWatchCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 250;

    @Mixin
    private final ViaOption via = new ViaOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--text", description = "Print the text that is typed, and nothing else.")
    private boolean isText;

    @Option(names = "--record", paramLabel = "FILE", description = "Record for `rtkit input type --recording`.")
    private @Nullable Path record;

    @Option(
            names = "--touch-firmware",
            paramLabel = "FILE",
            description = "Load this into the touch surface, where it needs firmware.")
    private @Nullable Path touchFirmware;

    @Option(
            names = "--uinput",
            description = "Make input devices of this Linux machine of them, for every program here.")
    private boolean isUinput;

    @Option(names = "--count", paramLabel = "N", description = "End after so many events, troubles not counted.")
    private long count = Long.MAX_VALUE;

    @Option(names = "--for", paramLabel = "SECONDS", description = "End after so many seconds.")
    private @Nullable Integer seconds;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final long startNanos = System.nanoTime();

    @Override
    public Integer call() throws Exception {
        if (isText && json.isWanted()) {
            throw new ParameterException(spec.commandLine(), "either --text or --json");
        }
        Optional<TouchFile> firmware = readFirmware();
        var queue = new InputQueue();
        try (var devices = isUinput ? KernelDevices.open(UinputDevice::create, queue) : null;
                var session = InputSession.open(via, devices == null ? queue : devices, firmware);
                var recorder = record == null ? null : new HandRecorder(record)) {
            session.closeOnExit();
            Verbosity.remarks(spec).println("rtkit: watching " + session);
            hint();
            return watch(session, queue, recorder, devices);
        }
    }

    // The keyboard in this process has no hands on it.
    private void hint() {
        if (via.isEmulator()) {
            Verbosity.remarks(spec)
                    .println("rtkit: nobody can type on this one; on a keyboard in the browser: rtkit emulate"
                            + " --proxy tcp:7000 --profile mtp --page 9141, rtkit input watch --via"
                            + " m1n1:tcp:127.0.0.1:7000");
        }
    }

    private Optional<TouchFile> readFirmware() throws BadInputException {
        if (touchFirmware == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(TouchFile.read(Files.readAllBytes(touchFirmware)));
        } catch (IOException e) {
            throw new BadInputException(IoReason.unreadable(touchFirmware, e));
        } catch (IllegalArgumentException e) {
            throw new BadInputException("%s: %s".formatted(touchFirmware, e.getMessage()));
        }
    }

    private int watch(
            InputSession session, InputQueue queue, @Nullable HandRecorder recorder, @Nullable KernelDevices devices)
            throws Exception {
        var printer = new InputPrinter(spec.commandLine().getOut(), json.isWanted(), isText, session.driver());
        long seen = 0;
        while (seen < count && !isOver() && !session.isClosed()) {
            InputEvent event = queue.next(LOOK_MILLIS);
            if (event != null) {
                long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos);
                if (recorder != null) {
                    recorder.write(event, micros);
                }
                seen += printer.print(event, micros) ? 1 : 0;
            }
            String trouble = trouble(session, devices);
            if (trouble != null) {
                spec.commandLine().getErr().println("rtkit: input: " + trouble);
                return ExitStatus.FAILED;
            }
        }
        if (queue.dropped() > 0) {
            spec.commandLine().getErr().println("rtkit: too slow, events were lost: count=" + queue.dropped());
        }
        return ExitStatus.OK;
    }

    // What is to be done besides printing: the LEDs of the devices here are those of the keyboard there.
    private static @Nullable String trouble(InputSession session, @Nullable KernelDevices devices) {
        if (devices == null) {
            return session.trouble();
        }
        session.lights(devices.leds());
        return devices.trouble() == null ? session.trouble() : devices.trouble();
    }

    private boolean isOver() {
        return seconds != null && System.nanoTime() - startNanos >= TimeUnit.SECONDS.toNanos(seconds);
    }
}
