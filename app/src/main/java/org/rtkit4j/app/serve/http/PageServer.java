package org.rtkit4j.app.serve.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The JDK's web server with a gate before it and bounds around it; a virtual thread for each request.
public final class PageServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("org.rtkit4j.app.serve");

    /// Nothing from elsewhere, nothing inline, nobody's frame, and no text that becomes markup.
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=()",
            "Cache-Control",
            "no-store");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Handler> handlers = new TreeMap<>();
    private final Gate gate;

    private PageServer(HttpServer server, Gate gate) {
        this.server = server;
        this.gate = gate;
    }

    /// Listens, and answers once [#start] is called.
    ///
    /// @param name of the host, as somebody gave it
    /// @param token that is to be shown, or null: none
    public static PageServer listen(InetSocketAddress address, String name, @Nullable String token) throws IOException {
        bound();
        try {
            HttpServer server = HttpServer.create(address, 0);
            return new PageServer(server, new Gate(name, server.getAddress().getPort(), token));
        } catch (IOException e) {
            throw new IOException("cannot listen: address=%s, %s".formatted(address, e.getMessage()), e);
        }
    }

    // The JDK's server reads them once, when it is first used; what somebody has set stays.
    private static void bound() {
        Map.of(
                        // What is refused is read all the same and thrown away: a browser hears no answer before it has
                        // sent everything.
                        "sun.net.httpserver.drainAmount", Integer.toString(256 << 20),
                        "jdk.httpserver.maxConnections", "128",
                        "sun.net.httpserver.maxReqTime", "300",
                        "sun.net.httpserver.maxReqHeaders", "64",
                        "sun.net.httpserver.maxReqHeaderSize", "16384",
                        "sun.net.httpserver.nodelay", "true")
                .forEach((name, value) -> {
                    if (System.getProperty(name) == null) {
                        System.setProperty(name, value);
                    }
                });
    }

    /// Has `handler` answer what begins with `/prefix/`; the longest prefix counts.
    public PageServer with(String prefix, Handler handler) {
        handlers.put(prefix, handler);
        return this;
    }

    public PageServer start() {
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
        return this;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Headers headers = exchange.getResponseHeaders();
            HEADERS.forEach(headers::set);
            try {
                answer(exchange);
            } catch (Refusal e) {
                refuse(exchange, e.status(), e.line());
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a request failed: " + exchange.getRequestURI(), e);
                refuse(exchange, 500, "the request failed: " + e.getClass().getSimpleName());
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException, Refusal {
        String path = exchange.getRequestURI().getPath();
        List<String> parts = Arrays.stream(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
        var call = new Call(exchange, parts);
        if (isLogin(call)) {
            return;
        }
        gate.check(call);
        for (int length = parts.size(); length >= 0; length--) {
            Handler handler = handlers.get(String.join("/", parts.subList(0, length)));
            if (handler != null) {
                handler.handle(new Call(exchange, parts.subList(length, parts.size())));
                return;
            }
        }
        throw new Refusal(Refusal.NOT_FOUND, "no such address");
    }

    /// The address that the command prints has the token; the browser keeps it as a cookie, out of sight of scripts.
    private boolean isLogin(Call call) throws IOException, Refusal {
        String shown = call.parts().isEmpty() ? call.query().get("token") : null;
        String cookie = shown == null ? null : gate.cookieFor(shown);
        if (cookie == null) {
            return false;
        }
        call.exchange().getResponseHeaders().set("Set-Cookie", cookie);
        call.exchange().getResponseHeaders().set("Location", "/");
        call.answer(303, "text/plain", new byte[0]);
        return true;
    }

    private static void refuse(HttpExchange exchange, int status, String line) throws IOException {
        if (exchange.getResponseCode() < 0) {
            exchange.getResponseHeaders().set("Connection", "close");
            new Call(exchange, List.of()).answer(status, "application/json", Call.bytes(json -> {
                json.writeStartObject();
                json.writeStringField("error", line);
                json.writeEndObject();
            }));
        }
    }
}
