package org.rtkit4j.app.serve.live;

import java.io.IOException;
import java.util.Map;
import org.rtkit4j.app.http.Handler;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;
import org.rtkit4j.app.http.Response;
import org.rtkit4j.forensics.page.ReadMessage;

/// `GET decode?coprocessor=DCP&direction=AP->IOP&endpoint=55&message=0x...`: a message of a report, field by field.
public final class Decode implements Handler {
    @Override
    public void handle(Request request, Response response) throws IOException, Refusal {
        request.requireReading();
        String answer = asked(request).json();
        response.json(json -> json.writeRawValue(answer));
    }

    private static ReadMessage asked(Request request) throws Refusal {
        Map<String, String> query = request.query();
        try {
            return ReadMessage.of(
                    query.getOrDefault("coprocessor", ""),
                    query.getOrDefault("direction", ""),
                    request.number("endpoint", -1),
                    query.getOrDefault("message", ""));
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }
}
