package org.rtkit4j.app.serve.live;

import java.io.IOException;
import java.util.Map;
import org.rtkit4j.app.http.Handler;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;
import org.rtkit4j.app.http.Response;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.message.Endpoints;

/// `GET decode?coprocessor=DCP&direction=AP->IOP&endpoint=55&message=0x...`: a message of a report, field by field.
public final class Decode implements Handler {
    @Override
    public void handle(Request request, Response response) throws IOException, Refusal {
        request.require("GET");
        Map<String, String> query = request.query();
        int endpoint = (int) request.number("endpoint", -1);
        String word = query.getOrDefault("message", "");
        if (endpoint < 0 || endpoint >= Endpoints.COUNT || !word.matches("0x[0-9a-f]{1,16}")) {
            throw new Refusal(Refusal.BAD_REQUEST, "not an endpoint, or not a message");
        }
        long message = Long.parseUnsignedLong(word.substring(2), 16);
        Layout layout = CoprocessorKind.of(query.getOrDefault("coprocessor", ""))
                .vocabulary()
                .layoutOf(direction(query.getOrDefault("direction", "")), endpoint, message);
        response.json(json -> {
            json.writeStartObject();
            Fields.write(layout, message, json);
            json.writeEndObject();
        });
    }

    private static Direction direction(String text) {
        return switch (text) {
            case "AP->IOP" -> Direction.AP_TO_IOP;
            case "IOP->AP" -> Direction.IOP_TO_AP;
            default -> Direction.BOTH;
        };
    }
}
