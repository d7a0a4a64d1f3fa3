package org.rtkit4j.app.serve.live;

import java.io.IOException;
import org.rtkit4j.app.http.Handler;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;
import org.rtkit4j.app.http.Response;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.supervise.Supervised;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.display.Monitor;
import org.rtkit4j.emulator.display.Screen;

/// `POST coprocessors/NAME/ORDER`: what somebody at the page wants of a co-processor. What comes of it, the events
/// tell.
public final class Orders implements Handler {
    private static final int MOST_MESSAGES = 2_000_000;

    private final Fleet fleet;

    public Orders(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public void handle(Request request, Response response) throws IOException, Refusal {
        request.require("POST");
        Unit unit = fleet.find(request.part(0));
        if (unit == null) {
            throw new Refusal(Refusal.NOT_FOUND, "no such co-processor: name=" + request.part(0));
        }
        Overheard overheard = unit.overheard();
        if (overheard == null) {
            obey(unit, request);
        } else {
            obey(overheard, unit, request);
        }
        fleet.pulse().beat();
        response.json(json -> {
            json.writeStartObject();
            json.writeStringField("done", unit.name());
            json.writeEndObject();
        });
    }

    private static void obey(Unit unit, Request request) throws Refusal {
        Supervised supervised = unit.supervised();
        switch (request.part(1)) {
            case "start" -> supervised.start();
            case "stop" -> supervised.stop();
            case "suspend" -> supervised.suspend();
            case "restart" -> supervised.restart();
            case "crash" -> crash(supervised, true);
            case "assert" -> crash(supervised, false);
            case "keep-running" -> supervised.recovery(true);
            case "leave-crashed" -> supervised.recovery(false);
            case "plug" -> plug(unit, request);
            case "unplug" -> screen(unit).unplug();
            case "exercise" -> exercise(unit, request.number("count", 1000));
            default -> throw new Refusal(Refusal.NOT_FOUND, "no such order: " + request.part(1));
        }
    }

    // Its driver is another program's, so all that can be done is what firmware does by itself, and what hands do.
    private static void obey(Overheard overheard, Unit unit, Request request) throws Refusal {
        switch (request.part(1)) {
            case "crash" -> crash(overheard, new CrashCause.DataAbort(0, true));
            case "assert" -> crash(overheard, new CrashCause.FailedAssert("page.c", 1, "provoked"));
            case "plug" -> plug(unit, request);
            case "unplug" -> screen(unit).unplug();
            default ->
                throw new Refusal(Refusal.CONFLICT, "another program drives it: coprocessor=" + overheard.name());
        }
    }

    private static void crash(Overheard overheard, CrashCause cause) throws Refusal {
        if (!overheard.crash(cause)) {
            throw new Refusal(Refusal.CONFLICT, "it is not up: coprocessor=" + overheard.name());
        }
    }

    private static void crash(Supervised supervised, boolean hard) throws Refusal {
        try {
            supervised.iop().provokeCrash(hard);
        } catch (RtkitException e) {
            throw new Refusal(Refusal.CONFLICT, String.valueOf(e.getMessage()));
        }
    }

    private static void plug(Unit unit, Request request) throws Refusal {
        String monitor = request.query().getOrDefault("monitor", "");
        if (!Monitor.names().contains(monitor)) {
            throw new Refusal(Refusal.BAD_REQUEST, "no such monitor, there are " + Monitor.names());
        }
        screen(unit).plug(Monitor.named(monitor));
    }

    private static Screen screen(Unit unit) throws Refusal {
        WatchedScreen watched = unit.screen();
        if (watched == null) {
            throw new Refusal(Refusal.CONFLICT, "it has no emulated screen: coprocessor=" + unit.name());
        }
        return watched.screen()
                .orElseThrow(() -> new Refusal(Refusal.CONFLICT, "the machine is off: coprocessor=" + unit.name()));
    }

    private static void exercise(Unit unit, long count) throws Refusal {
        if (!unit.isEmulated()) {
            throw new Refusal(Refusal.CONFLICT, "only an emulated co-processor is sent messages without a meaning");
        }
        if (count < 1 || count > MOST_MESSAGES) {
            throw new Refusal(Refusal.BAD_REQUEST, "out of range, 1 to 2000000: count=" + count);
        }
        Exercise.begin(unit, (int) count);
    }
}
