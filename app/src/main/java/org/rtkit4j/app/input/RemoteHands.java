package org.rtkit4j.app.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.Terminal;

/// Hands on the keyboard of another process, `rtkit emulate --page` for example, by the requests that its page makes.
final class RemoteHands {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int MOST_ANSWER_BYTES = 1 << 16;
    private static final int HTTP_PORT = 80;
    private static final long LOOK_MILLIS = 50;
    private static final String BLANK = "\r\n\r\n";
    private static final String NO_PAGE = "no page of a keyboard answers";

    private final String host;
    private final int port;

    private RemoteHands(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /// Reads where the page is: `http://127.0.0.1:9141/`, or `127.0.0.1:9141`.
    ///
    /// @throws BadInputException if it is neither
    static RemoteHands at(String page) throws BadInputException {
        try {
            URI uri = new URI(page.contains("://") ? page : "http://" + page);
            boolean isPage = "http".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && (uri.getPath().isEmpty() || uri.getPath().equals("/"));
            if (isPage) {
                return known(uri.getHost(), uri.getPort() < 0 ? HTTP_PORT : uri.getPort());
            }
        } catch (URISyntaxException _) {
            // As any other text that is no address.
        }
        throw new BadInputException("--to is the address of a page, http://127.0.0.1:9141/ for example: " + page);
    }

    private static RemoteHands known(String host, int port) throws BadInputException {
        if (new InetSocketAddress(host, port).isUnresolved()) {
            throw new BadInputException("--to: there is no such host: " + host);
        }
        return new RemoteHands(host, port);
    }

    /// Does moves, in their order.
    ///
    /// @throws IOException if the page does not answer, or refuses; the message says why
    void make(List<HandMove> moves) throws IOException {
        request("POST", moves.stream().map(HandMove::toString).collect(Collectors.joining("\n")));
    }

    /// Waits until the keyboard has taken everything that was typed.
    ///
    /// @param stallNanos how long it may take nothing; what is left is dropped then
    /// @throws IOException if it has; the message says why
    void awaitTaken(long stallNanos) throws IOException, InterruptedException {
        int before = Integer.MAX_VALUE;
        long since = System.nanoTime();
        for (int waiting = request("GET", ""); waiting > 0; waiting = request("GET", "")) {
            if (waiting < before) {
                before = waiting;
                since = System.nanoTime();
            } else if (System.nanoTime() - since >= stallNanos) {
                make(List.of(new HandMove.Forget()));
                throw new IOException("%s: nobody listens to this keyboard, what was not taken is dropped: keys=%d"
                        .formatted(this, waiting));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    // Returns how many strokes wait.
    private int request(String method, String body) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String place = "%s:%d".formatted(host, port);
            String head = "%s /api/hands HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\nConnection: close\r\n"
                    .formatted(method, place, place);
            String length = method.equals("POST") ? "Content-Length: %d\r\n".formatted(bytes.length) : "";
            socket.getOutputStream().write((head + length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return waiting(socket.getInputStream());
        } catch (IOException e) {
            throw new IOException("%s: %s".formatted(this, e.getMessage()), e);
        }
    }

    private static int waiting(InputStream in) throws IOException {
        String answer = new String(in.readNBytes(MOST_ANSWER_BYTES), StandardCharsets.UTF_8);
        int body = answer.indexOf(BLANK);
        if (!answer.startsWith("HTTP/1.1 ") || body < 0) {
            throw new IOException(NO_PAGE);
        }
        try (JsonParser json = new JsonFactory().createParser(answer.substring(body + BLANK.length()))) {
            return answer.startsWith("HTTP/1.1 200 ") ? waiting(json) : refusal(json);
        } catch (JsonParseException _) {
            throw new IOException(NO_PAGE);
        }
    }

    private static int waiting(JsonParser json) throws IOException {
        while (json.nextToken() != null) {
            if (json.currentToken() == JsonToken.VALUE_NUMBER_INT && "waiting".equals(json.currentName())) {
                return json.getIntValue();
            }
        }
        throw new IOException(NO_PAGE);
    }

    private static int refusal(JsonParser json) throws IOException {
        while (json.nextToken() != null) {
            if (json.currentToken() == JsonToken.VALUE_STRING && "error".equals(json.currentName())) {
                throw new IOException(Terminal.escape(json.getText()));
            }
        }
        throw new IOException(NO_PAGE);
    }

    @Override
    public String toString() {
        return "http://%s:%d/".formatted(host, port);
    }
}
