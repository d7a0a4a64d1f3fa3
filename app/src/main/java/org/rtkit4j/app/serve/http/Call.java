package org.rtkit4j.app.serve.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request and its answer.
///
/// @param exchange of the web server
/// @param parts of the path, without the prefix under which its handler was registered
public record Call(HttpExchange exchange, List<String> parts) {
    private static final JsonFactory JSON = new JsonFactory();

    /// Fills a JSON document.
    @FunctionalInterface
    public interface Document {
        void write(JsonGenerator json) throws IOException;
    }

    public boolean isPost() {
        return exchange.getRequestMethod().equals("POST");
    }

    /// Refuses every method but this one.
    public void require(String method) throws Refusal {
        if (!exchange.getRequestMethod().equals(method)) {
            throw new Refusal(Refusal.NOT_ALLOWED, "the method is not allowed here: method=" + method());
        }
    }

    private String method() {
        return exchange.getRequestMethod();
    }

    /// Returns the part of the path at this place.
    ///
    /// @throws Refusal if there is none
    public String part(int index) throws Refusal {
        if (index >= parts.size()) {
            throw new Refusal(Refusal.NOT_FOUND, "no such address");
        }
        return parts.get(index);
    }

    /// Returns a number of the query.
    ///
    /// @param otherwise where the query does not have it
    public long number(String name, long otherwise) throws Refusal {
        String text = query().get(name);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new Refusal(Refusal.BAD_REQUEST, "not a number: " + name);
        }
    }

    /// Returns what follows the `?`, decoded; of a name that comes twice, the last.
    public Map<String, String> query() throws Refusal {
        Map<String, String> values = new HashMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            values.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return values;
    }

    private static String decode(String text) throws Refusal {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new Refusal(Refusal.BAD_REQUEST, "the query is not well formed");
        }
    }

    /// Returns the first header of this name, or null.
    public @Nullable String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /// Answers with bytes.
    public void answer(int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /// Answers with a JSON document.
    public void json(Document document) throws IOException {
        answer(200, "application/json", bytes(document));
    }

    /// Answers with bytes that the browser keeps as a file.
    public void file(byte[] body) throws IOException {
        answer(200, "application/octet-stream", body);
    }

    /// Returns a document as UTF-8.
    public static byte[] bytes(Document document) throws IOException {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            document.write(json);
        }
        return out.toByteArray();
    }
}
