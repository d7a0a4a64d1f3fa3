package org.rtkit4j.app.serve.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.http.Handler;
import org.rtkit4j.app.http.HttpListener;
import org.rtkit4j.app.http.HttpService;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;
import org.rtkit4j.app.http.Response;

/// The page's web server: a gate, and the handlers behind it.
public final class PageServer implements AutoCloseable {
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

    private final HttpListener listener;
    private final Map<String, Handler> handlers = new TreeMap<>();
    private final Gate gate;

    private PageServer(HttpListener listener, Gate gate) {
        this.listener = listener;
        this.gate = gate;
    }

    /// Listens, and answers once [#start] is called.
    ///
    /// @param name of the host, as somebody gave it
    /// @param token that is to be shown, or null: none
    public static PageServer listen(InetSocketAddress address, String name, @Nullable String token) throws IOException {
        HttpListener listener = HttpListener.bind(address);
        return new PageServer(listener, new Gate(name, listener.port(), token));
    }

    /// Has `handler` answer what begins with `/prefix/`; the longest prefix counts.
    public PageServer with(String prefix, Handler handler) {
        handlers.put(prefix, handler);
        return this;
    }

    public PageServer start() {
        listener.start(new HttpService(this::serve, HEADERS));
        return this;
    }

    public int port() {
        return listener.port();
    }

    @Override
    public void close() {
        listener.close();
    }

    private void serve(Request request, Response response) throws IOException, Refusal {
        if (isLogin(request, response)) {
            return;
        }
        gate.check(request);
        List<String> parts = request.parts();
        for (int length = parts.size(); length >= 0; length--) {
            Handler handler = handlers.get(String.join("/", parts.subList(0, length)));
            if (handler != null) {
                handler.handle(request.below(length), response);
                return;
            }
        }
        throw new Refusal(Refusal.NOT_FOUND, "no such address");
    }

    /// The address that the command prints has the token; the browser keeps it as a cookie, out of sight of scripts.
    private boolean isLogin(Request request, Response response) throws IOException, Refusal {
        String shown = request.parts().isEmpty() ? request.query().get("token") : null;
        String cookie = shown == null ? null : gate.cookieFor(shown);
        if (cookie == null) {
            return false;
        }
        response.header("Set-Cookie", cookie);
        response.header("Location", "/");
        response.answer(303, "text/plain", new byte[0]);
        return true;
    }
}
