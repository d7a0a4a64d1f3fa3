package org.rtkit4j.app.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What somebody asks. For one thread at a time.
public final class Request {
    private final HttpConnection connection;
    private final RequestHead head;
    private final RequestBody body;
    private final List<String> parts;

    Request(HttpConnection connection, RequestHead head, RequestBody body) {
        this(connection, head, body, parts(head.target().getPath()));
    }

    private Request(HttpConnection connection, RequestHead head, RequestBody body, List<String> parts) {
        this.connection = connection;
        this.head = head;
        this.body = body;
        this.parts = parts;
    }

    private static List<String> parts(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /// Returns the same request without the first parts of its path, for the handler of what lies below them.
    public Request below(int count) {
        return new Request(connection, head, body, parts.subList(count, parts.size()));
    }

    public String method() {
        return head.method();
    }

    public boolean isPost() {
        return method().equals("POST");
    }

    /// Refuses every method but those that only read: GET, and HEAD, which wants no more than the head of the answer.
    public void requireReading() throws Refusal {
        if (!head.isHead()) {
            require("GET");
        }
    }

    /// Refuses every method but this one.
    public void require(String method) throws Refusal {
        if (!method().equals(method)) {
            throw new Refusal(Refusal.NOT_ALLOWED, "the method is not allowed here: method=" + method());
        }
    }

    /// Returns the whole path, decoded.
    public String path() {
        return head.target().getPath();
    }

    /// Returns the path's parts, decoded, without those that led to the handler.
    public List<String> parts() {
        return parts;
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
        String query = rawQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            values.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return values;
    }

    /// Returns what follows the `?` as it was sent, or null where nothing does.
    public @Nullable String rawQuery() {
        return head.target().getRawQuery();
    }

    private static String decode(String text) throws Refusal {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new Refusal(Refusal.BAD_REQUEST, "the query is not well formed");
        }
    }

    /// Returns the value of a header, or null; of one that came several times, all, with commas between.
    public @Nullable String header(String name) {
        return head.header(name);
    }

    /// Returns the body. Reading it throws `IOException` where the client is too slow, or breaks the framing.
    public InputStream body() throws IOException {
        if (head.isContinueExpected()) {
            connection.tellToContinue();
        }
        return body;
    }

    /// Returns how long the body is as its head says, or -1 where it does not.
    public long bodyBytes() {
        return head.isChunked() ? -1 : head.bodyBytes();
    }

    /// Returns who asks.
    public PeerNetwork peer() {
        return connection.peer();
    }

    /// Returns whether the server waits for the client just now. Any thread may ask.
    public boolean isAwaited() {
        return connection.peerWait().isUnderWay();
    }

    /// The connection's place may be given to another from now on, before the answer has ended. Any thread may say so.
    public void yieldPlace() {
        connection.yieldPlace();
    }

    /// Ends the connection, whatever it does. Any thread may.
    public void abandon() {
        connection.close();
    }
}
