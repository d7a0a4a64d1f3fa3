package org.rtkit4j.app.serve;

import java.io.IOException;
import org.rtkit4j.app.http.Handler;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;
import org.rtkit4j.app.http.Response;
import org.rtkit4j.app.serve.explain.Explain;

/// `GET about`: what the page has to know of the server before it begins.
final class About implements Handler {
    @Override
    public void handle(Request request, Response response) throws IOException, Refusal {
        request.requireReading();
        response.json(json -> {
            json.writeStartObject();
            json.writeNumberField("reportLimitBytes", Explain.limitBytes());
            json.writeEndObject();
        });
    }
}
