package org.rtkit4j.app.serve.live;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.rtkit4j.app.serve.http.Call;
import org.rtkit4j.app.serve.http.Handler;
import org.rtkit4j.app.serve.http.Refusal;

/// `GET events`: server-sent events, as long as the page is open.
///
/// `hello` says which run of the server this is, `units` how the co-processors are, `kinds` the kinds of messages seen
/// since the last one, `messages` how many there are (the page then asks for those that it wants), `lines` what was
/// logged. A page that does not keep up gets the latest, not all that lies between; nothing waits for it.
public final class EventStream implements Handler {
    private static final int MOST_PAGES = 16;
    private static final long HEARTBEAT_MILLIS = 5_000;
    private static final long SHORTEST_MILLIS = 40;

    private final Fleet fleet;
    private final UnitsJson units;
    private final Semaphore pages = new Semaphore(MOST_PAGES);

    public EventStream(Fleet fleet) {
        this.fleet = fleet;
        this.units = new UnitsJson(fleet);
    }

    @Override
    public void handle(Call call) throws IOException, Refusal {
        call.require("GET");
        if (!pages.tryAcquire()) {
            throw new Refusal(Refusal.BUSY, "too many pages are open: limit=" + MOST_PAGES);
        }
        HttpExchange exchange = call.exchange();
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        try {
            exchange.sendResponseHeaders(200, 0);
            new Page(exchange.getResponseBody()).tell();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            pages.release();
        }
    }

    /// What one page has been told.
    private final class Page {
        private final OutputStream out;
        private byte[] toldUnits = {};
        private int toldKinds;
        private long toldEnd = -1;
        private long toldLines;

        Page(OutputStream out) {
            this.out = out;
        }

        /// Tells until the page is closed, which the next write finds out.
        void tell() throws IOException, InterruptedException {
            event("hello", Call.bytes(json -> {
                json.writeStartObject();
                json.writeNumberField("startedMillis", fleet.startedMillis());
                json.writeEndObject();
            }));
            long seen = -1;
            while (true) {
                seen = fleet.pulse().await(seen, HEARTBEAT_MILLIS);
                tellNews();
                out.flush();
                Thread.sleep(SHORTEST_MILLIS);
            }
        }

        private void tellNews() throws IOException {
            byte[] now = Call.bytes(units);
            if (!Arrays.equals(now, toldUnits)) {
                toldUnits = now;
                event("units", now);
            }
            tellMessages();
            tellLines();
            // A comment: whether somebody still listens shows when something is written.
            out.write(":\n\n".getBytes(StandardCharsets.US_ASCII));
        }

        // Kinds before the messages that are of them.
        private void tellMessages() throws IOException {
            long end = fleet.store().end();
            int kinds = fleet.kinds().size();
            if (kinds > toldKinds) {
                int from = toldKinds;
                event("kinds", Call.bytes(json -> fleet.kinds().write(from, json)));
                toldKinds = kinds;
            }
            if (end != toldEnd) {
                toldEnd = end;
                event("messages", Call.bytes(json -> {
                    json.writeStartObject();
                    json.writeNumberField("first", fleet.store().first());
                    json.writeNumberField("end", end);
                    json.writeEndObject();
                }));
            }
        }

        private void tellLines() throws IOException {
            List<Log.Line> lines = fleet.log().from(toldLines);
            if (!lines.isEmpty()) {
                toldLines = lines.getLast().number() + 1;
                event("lines", Call.bytes(new LinesJson(lines)));
            }
        }

        private void event(String name, byte[] data) throws IOException {
            out.write(("event: " + name + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
            out.write(data);
            out.write("\n\n".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
