package org.rtkit4j.app.smc;

import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.rtkit4j.app.http.Handler;
import org.rtkit4j.app.http.OwnName;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;
import org.rtkit4j.app.http.Response;

/// `GET metrics`, in the format that the scraper asks for; and a page for a person who has come to the wrong door.
final class MetricsHandler implements Handler {
    private final PrometheusScrapeHandler metrics;
    private final byte[] start;
    private final OwnName name;

    /// @param name by which the server may be asked
    /// @param version of the command, for the start page
    MetricsHandler(PrometheusRegistry registry, OwnName name, String version) {
        this.name = name;
        this.start = startPage(version).getBytes(StandardCharsets.UTF_8);
        this.metrics = new PrometheusScrapeHandler(registry);
    }

    private static String startPage(String version) {
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <title>rtkit smc export</title>
                <h1>rtkit smc export</h1>
                <p>Sensors and battery of the system management controller, for Prometheus: <a href="/metrics">metrics</a>.</p>
                <p>Version %s</p>
                </html>
                """.formatted(version);
    }

    @Override
    public void handle(Request request, Response response) throws IOException, Refusal {
        name.require(request);
        request.requireReading();
        switch (request.path()) {
            case "/" -> response.answer(200, "text/html; charset=utf-8", start);
            case "/metrics" -> {
                var scrape = new Scrape(request);
                metrics.handleRequest(scrape);
                scrape.answer(response);
            }
            default -> throw new Refusal(Refusal.NOT_FOUND, "the metrics are at /metrics");
        }
    }
}
