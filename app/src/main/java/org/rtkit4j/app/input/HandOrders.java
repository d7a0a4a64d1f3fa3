package org.rtkit4j.app.input;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.http.Handler;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;
import org.rtkit4j.app.http.Response;
import org.rtkit4j.emulator.mtp.MtpHands;

/// `POST hands`: lines of [HandMove], all of which are done, or none. Each answer has the LEDs of
/// the keyboard, and how often its keys were let go of.
public final class HandOrders implements Handler {
    private static final int MOST_BYTES = 1 << 16;

    private final Supplier<@Nullable MtpHands> hands;

    /// @param hands on the keyboard that there is now, or none
    public HandOrders(Supplier<@Nullable MtpHands> hands) {
        this.hands = hands;
    }

    @Override
    public void handle(Request request, Response response) throws IOException, Refusal {
        MtpHands on = hands.get();
        if (on == null) {
            throw new Refusal(Refusal.CONFLICT, "there is no keyboard");
        }
        if (request.isPost()) {
            moves(request).forEach(move -> move.on(on));
        }
        response.json(json -> {
            json.writeStartObject();
            json.writeNumberField("leds", on.leds());
            json.writeNumberField("waiting", on.waiting());
            json.writeNumberField("releases", on.releases());
            json.writeEndObject();
        });
    }

    private static List<HandMove> moves(Request request) throws IOException, Refusal {
        if (request.bodyBytes() > MOST_BYTES) {
            throw new Refusal(Refusal.TOO_LARGE, "too much at once: limit=" + MOST_BYTES);
        }
        byte[] body = request.body().readNBytes(MOST_BYTES);
        try {
            return new String(body, StandardCharsets.UTF_8)
                    .lines()
                    .map(HandMove::parse)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }
}
