package org.rtkit4j.app.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.json.JsonDocument;

/// What somebody is answered: once, whole or as a stream. For one thread at a time.
public final class Response {
    private final OutputStream out;
    private final boolean isHeadOnly;
    private final BooleanSupplier isLast;
    private final Map<String, String> headers;
    private boolean isBegun;
    private boolean isStream;

    /// @param headers that every answer has
    /// @param isHeadOnly whether the client wants to know about the answer, and not to have it
    /// @param isLast asked when the answer begins: whether the connection ends with it
    Response(OutputStream out, Map<String, String> headers, boolean isHeadOnly, BooleanSupplier isLast) {
        this.out = new BufferedOutputStream(out);
        this.headers = new LinkedHashMap<>(headers);
        this.isHeadOnly = isHeadOnly;
        this.isLast = isLast;
    }

    /// Adds a header, before the answer begins.
    ///
    /// @param value of ours, never somebody else's text
    public void header(String name, String value) {
        headers.put(name, value);
    }

    /// Answers with bytes.
    public void answer(int status, String type, byte[] body) throws IOException {
        header("Content-Length", Integer.toString(body.length));
        begin(status, type);
        if (!isHeadOnly) {
            out.write(body);
        }
        out.flush();
    }

    /// Answers with a JSON document.
    public void json(JsonDocument document) throws IOException {
        answer(200, "application/json", Json.bytes(document));
    }

    /// Answers with bytes that the browser keeps as a file.
    public void file(byte[] body) throws IOException {
        answer(200, "application/octet-stream", body);
    }

    /// Begins an answer that lasts as long as the connection.
    ///
    /// @return where it goes, as soon as that is flushed
    public OutputStream stream(String type) throws IOException {
        isStream = true;
        begin(200, type);
        return out;
    }

    /// Says why there is no answer; says nothing where one has begun.
    void refuse(Refusal refusal) throws IOException {
        if (!isBegun) {
            answer(refusal.status(), "application/json", Json.bytes(json -> {
                json.writeStartObject();
                json.writeStringField("error", refusal.line());
                json.writeEndObject();
            }));
        }
    }

    /// Sends what is left of a stream.
    ///
    /// @return whether the connection may go on after it
    boolean end() throws IOException {
        out.flush();
        return isBegun && !isStream;
    }

    private void begin(int status, String type) throws IOException {
        if (isBegun) {
            throw new IllegalStateException("answered already");
        }
        isBegun = true;
        header("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        header("Content-Type", type);
        if (isStream || isLast.getAsBoolean()) {
            header("Connection", "close");
        }
        var head = new StringBuilder("HTTP/1.1 ").append(status).append(" \r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
