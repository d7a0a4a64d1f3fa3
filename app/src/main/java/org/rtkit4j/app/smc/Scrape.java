package org.rtkit4j.app.smc;

import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.http.Request;
import org.rtkit4j.app.http.Response;

/// One scrape, as Prometheus's client library sees a request and its answer. The answer is kept until it is whole.
final class Scrape implements PrometheusHttpExchange, PrometheusHttpRequest, PrometheusHttpResponse {
    private static final String TYPE = "Content-Type";

    private final Request request;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;

    Scrape(Request request) {
        this.request = request;
    }

    /// Sends what the library has written.
    void answer(Response response) throws IOException {
        String type = headers.remove(TYPE);
        headers.remove("Content-Length");
        headers.forEach(response::header);
        response.answer(status, type == null ? "text/plain" : type, body.toByteArray());
    }

    @Override
    public PrometheusHttpRequest getRequest() {
        return this;
    }

    @Override
    public PrometheusHttpResponse getResponse() {
        return this;
    }

    @Override
    public @Nullable String getQueryString() {
        return request.rawQuery();
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        String value = request.header(name);
        return Collections.enumeration(value == null ? List.of() : List.of(withoutBinary(value)));
    }

    // The library would promise protocol buffers, and then not find the code for them, which is not in the archive.
    private static String withoutBinary(String accepted) {
        return Arrays.stream(accepted.split(",", -1))
                .filter(type -> !type.contains("protobuf"))
                .collect(Collectors.joining(","));
    }

    // Whether the body goes out is the web server's business.
    @Override
    public String getMethod() {
        return "GET";
    }

    @Override
    public String getRequestPath() {
        return request.path();
    }

    @Override
    public void setHeader(String name, String value) {
        headers.put(name, value);
    }

    @Override
    public OutputStream sendHeadersAndGetBody(int statusCode, int contentLength) {
        status = statusCode;
        return body;
    }

    @Override
    public void handleException(IOException e) throws IOException {
        throw e;
    }

    @Override
    public void handleException(RuntimeException e) {
        throw e;
    }

    @Override
    public void close() {
        // The answer is sent by the web server.
    }
}
