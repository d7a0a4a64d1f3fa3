package org.rtkit4j.app.serve;

import java.io.IOException;
import org.rtkit4j.app.serve.explain.Explain;
import org.rtkit4j.app.serve.http.Call;
import org.rtkit4j.app.serve.http.Handler;
import org.rtkit4j.app.serve.http.Refusal;

/// `GET about`: what the page has to know of the server before it begins.
final class About implements Handler {
    @Override
    public void handle(Call call) throws IOException, Refusal {
        call.require("GET");
        call.json(json -> {
            json.writeStartObject();
            json.writeNumberField("reportLimitBytes", Explain.limitBytes());
            json.writeEndObject();
        });
    }
}
