package org.rtkit4j.app.smc;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.drivers.smc.Battery;
import org.rtkit4j.drivers.smc.SmcEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rtkit smc watch`: what the controller tells by itself.
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {"Prints events as they come: buttons, lid, pins, power; until Ctrl-C.", ""})
final class WatchCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 250;
    private static final double NANOS = 1e9;

    @Mixin
    private final SmcOutput output = new SmcOutput();

    @Option(names = "--count", paramLabel = "N", description = "End after so many events.")
    private long count = Long.MAX_VALUE;

    @Option(names = "--for", paramLabel = "SECONDS", description = "End after so many seconds.")
    private @Nullable Integer seconds;

    private final long startNanos = System.nanoTime();

    @Override
    public Integer call() throws Exception {
        try (var session = output.open()) {
            session.closeOnExit();
            var queue = new EventQueue();
            session.smc().events().subscribe(queue);
            // Asking once is what makes the controller tell of it.
            Battery.isCritical(session.smc());
            session.smc().listen(true);
            return watch(session, queue);
        }
    }

    private int watch(SmcSession session, EventQueue queue) throws Exception {
        long seen = 0;
        while (seen < count && !isOver() && session.isRunning()) {
            SmcEvent event = queue.next(LOOK_MILLIS);
            if (event != null) {
                print(event);
                seen++;
            }
        }
        if (!session.isRunning() && !session.isClosed()) {
            output.say("smc: the controller does not run any more");
            return ExitStatus.FAILED;
        }
        return ExitStatus.OK;
    }

    private boolean isOver() {
        return seconds != null && elapsed() >= TimeUnit.SECONDS.toNanos(seconds) / NANOS;
    }

    private double elapsed() {
        return (System.nanoTime() - startNanos) / NANOS;
    }

    private void print(SmcEvent event) throws Exception {
        var out = output.out();
        double at = elapsed();
        if (output.isJson()) {
            Json.printLine(out, document -> EventText.json(event, at, document));
        } else {
            out.println("%9.3f  0x%08x  %s".formatted(at, event.word(), EventText.of(event)));
            out.flush();
        }
    }
}
