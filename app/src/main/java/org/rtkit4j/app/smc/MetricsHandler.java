package org.rtkit4j.app.smc;

import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import org.rtkit4j.app.http.Handler;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;
import org.rtkit4j.app.http.Response;

/// `GET metrics`, in the format that the scraper asks for.
final class MetricsHandler implements Handler {
    private final PrometheusScrapeHandler metrics;

    MetricsHandler(PrometheusRegistry registry) {
        this.metrics = new PrometheusScrapeHandler(registry);
    }

    @Override
    public void handle(Request request, Response response) throws IOException, Refusal {
        request.requireReading();
        if (!request.path().equals("/metrics")) {
            throw new Refusal(Refusal.NOT_FOUND, "the metrics are at /metrics");
        }
        var scrape = new Scrape(request);
        metrics.handleRequest(scrape);
        scrape.answer(response);
    }
}
