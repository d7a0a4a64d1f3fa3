package org.rtkit4j.app.serve.live;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.rtkit4j.app.http.Handler;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;
import org.rtkit4j.app.http.Response;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.json.JsonDocument;

/// `GET events`: server-sent events, as long as the page is open.
///
/// `hello` says which run of the server this is, `units` how the co-processors are, `kinds` the kinds of messages seen
/// since the last one, `messages` how many there are (the page then asks for those that it wants), `lines` what was
/// logged, `dismissed` that another page has taken this one's place. A page that does not keep up gets the latest, not
/// all that lies between; nothing waits for it.
public final class PageEvents implements Handler {
    private static final long HEARTBEAT_MILLIS = 5_000;
    private static final long SHORTEST_MILLIS = 40;

    private final Fleet fleet;
    private final UnitsJson units;
    private final Audience audience;

    public PageEvents(Fleet fleet) {
        this.fleet = fleet;
        this.units = new UnitsJson(fleet);
        this.audience = new Audience(fleet.pulse());
    }

    @Override
    public void handle(Request request, Response response) throws IOException, Refusal {
        request.require("GET");
        try (var listener = audience.join(request)) {
            new Page(listener, response.stream("text/event-stream")).tell();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// What one page has been told.
    private final class Page {
        private final Audience.Listener listener;
        private final OutputStream out;
        private byte[] toldUnits = {};
        private int toldKinds;
        private long toldEnd = -1;
        private long toldLines;

        Page(Audience.Listener listener, OutputStream out) {
            this.listener = listener;
            this.out = out;
        }

        /// Tells until the page is closed, which the next write finds out, or another takes its place.
        void tell() throws IOException, InterruptedException {
            event("hello", json -> {
                json.writeStartObject();
                json.writeNumberField("startedMillis", fleet.startedMillis());
                json.writeEndObject();
            });
            long seen = -1;
            while (!listener.isDismissed()) {
                seen = fleet.pulse().await(seen, HEARTBEAT_MILLIS);
                tellNews();
                out.flush();
                Thread.sleep(SHORTEST_MILLIS);
            }
            event("dismissed", JsonGenerator::writeNull);
            out.flush();
        }

        private void tellNews() throws IOException {
            byte[] now = Json.bytes(units);
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
                event("kinds", json -> fleet.kinds().write(from, json));
                toldKinds = kinds;
            }
            if (end != toldEnd) {
                toldEnd = end;
                event("messages", json -> {
                    json.writeStartObject();
                    json.writeNumberField("first", fleet.store().first());
                    json.writeNumberField("end", end);
                    json.writeEndObject();
                });
            }
        }

        private void tellLines() throws IOException {
            List<Log.Line> lines = fleet.log().from(toldLines);
            if (!lines.isEmpty()) {
                toldLines = lines.getLast().number() + 1;
                event("lines", new LinesJson(lines));
            }
        }

        private void event(String name, JsonDocument data) throws IOException {
            event(name, Json.bytes(data));
        }

        private void event(String name, byte[] data) throws IOException {
            out.write(("event: " + name + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
            out.write(data);
            out.write("\n\n".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
