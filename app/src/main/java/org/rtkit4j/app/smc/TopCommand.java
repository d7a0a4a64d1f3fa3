package org.rtkit4j.app.smc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.drivers.smc.Sensor;
import org.rtkit4j.drivers.smc.Sensors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rtkit smc top`: the sensors, live.
@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the sensors live, each with a line of its last samples.",
            "",
            "Keys: q or Ctrl-C quits; arrows, PgUp, PgDn, j, k, g, G scroll; t f v c p show one kind, a all; space pauses."
        })
final class TopCommand implements Callable<Integer> {
    private static final long KEY_MILLIS = 100;

    @Mixin
    private final SmcWay way = new SmcWay();

    @Option(
            names = "--interval",
            paramLabel = "MILLIS",
            defaultValue = "1000",
            description = "Between samples; default: ${DEFAULT-VALUE}.")
    private int intervalMillis = 1000;

    @Override
    public Integer call() throws Exception {
        requireTerminal();
        try (var session = way.open()) {
            session.closeOnExit();
            var model = new TopModel("rtkit smc top  " + session, Sensors.find(session.smc()));
            try (var screen = TopScreen.open()) {
                closeOnExit(screen);
                return run(session, model, screen);
            }
        }
    }

    @SuppressWarnings("SystemConsoleNull") // never null since JDK 22, but the null checker does not know
    private static void requireTerminal() throws BadInputException {
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new BadInputException("top needs a terminal; `rtkit smc sensors` prints once");
        }
    }

    private int run(SmcSession session, TopModel model, TopScreen screen) throws Exception {
        long next = System.nanoTime();
        boolean goesOn = true;
        while (goesOn && session.isRunning()) {
            if (System.nanoTime() - next >= 0) {
                next = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.max(50, intervalMillis));
                sample(session, model);
                screen.show(model);
            }
            TopKey key = screen.read(KEY_MILLIS);
            goesOn = model.onKey(key);
            if (goesOn && (key != TopKey.NONE || screen.isStale())) {
                screen.show(model);
            }
        }
        return goesOn && !session.isClosed() ? ExitStatus.FAILED : ExitStatus.OK;
    }

    private static void sample(SmcSession session, TopModel model) throws Exception {
        if (model.isPaused()) {
            return;
        }
        for (Sensor sensor : model.sensors()) {
            model.add(Reading.of(session.smc(), sensor));
        }
    }

    private static void closeOnExit(TopScreen screen) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            try {
                screen.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }
}
