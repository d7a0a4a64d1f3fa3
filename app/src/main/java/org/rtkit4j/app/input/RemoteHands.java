package org.rtkit4j.app.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.rtkit4j.app.http.PageClient;
import org.rtkit4j.app.terminal.BadInputException;

/// Hands on the keyboard of another process, `rtkit emulate --page` for example, by the requests that its page makes.
final class RemoteHands {
    private static final long LOOK_MILLIS = 50;

    private final PageClient page;

    private RemoteHands(PageClient page) {
        this.page = page;
    }

    /// Reads where the page is: `http://127.0.0.1:9141/`, or `127.0.0.1:9141`.
    ///
    /// @throws BadInputException if it is neither
    static RemoteHands at(String page) throws BadInputException {
        return new RemoteHands(PageClient.at(page, "http://127.0.0.1:9141/", "a keyboard"));
    }

    /// Does moves, in their order.
    ///
    /// @throws IOException if the page does not answer, or refuses; the message says why
    void make(List<HandMove> moves) throws IOException {
        request("POST", moves.stream().map(HandMove::toString).collect(Collectors.joining("\n")));
    }

    /// Waits until the keyboard has taken everything that was typed.
    ///
    /// @param stallNanos how long it may take nothing; what is left is dropped then
    /// @throws IOException if it has; the message says why
    void awaitTaken(long stallNanos) throws IOException, InterruptedException {
        int before = Integer.MAX_VALUE;
        long since = System.nanoTime();
        for (int waiting = request("GET", ""); waiting > 0; waiting = request("GET", "")) {
            if (waiting < before) {
                before = waiting;
                since = System.nanoTime();
            } else if (System.nanoTime() - since >= stallNanos) {
                make(List.of(new HandMove.Forget()));
                throw new IOException("%s: nobody listens to this keyboard, what was not taken is dropped: keys=%d"
                        .formatted(this, waiting));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    // Returns how many strokes wait.
    private int request(String method, String body) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(page.ask(method, "/api/hands", body))) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_NUMBER_INT && "waiting".equals(json.currentName())) {
                    return json.getIntValue();
                }
            }
        } catch (JsonParseException _) {
            // As an answer without that number.
        }
        throw new IOException("%s: %s".formatted(page, page.stranger()));
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
