package org.rtkit4j.app.http;

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
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.Terminal;

/// The page of another process, asked by the requests that it makes itself; answers are JSON.
public final class PageClient {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int MOST_ANSWER_BYTES = 1 << 16;
    private static final int HTTP_PORT = 80;
    private static final int LAST_PORT = 0xffff;
    private static final String BLANK = "\r\n\r\n";
    private static final String TOKEN = "token=";

    private final String host;
    private final int port;
    private final String token;
    private final String whose;

    private PageClient(String host, int port, String token, String whose) {
        this.host = host;
        this.port = port;
        this.token = token;
        this.whose = whose;
    }

    /// Reads where the page is: `http://127.0.0.1:9141/`, `127.0.0.1:9141`, or an address with a token, as
    /// `rtkit serve` prints it.
    ///
    /// @param page the value of `--to`
    /// @param example such an address, for messages
    /// @param whose page it is, for messages
    /// @throws BadInputException if it is none of them
    public static PageClient at(String page, String example, String whose) throws BadInputException {
        try {
            URI uri = new URI(page.contains("://") ? page : "http://" + page);
            String query = uri.getQuery() == null ? TOKEN : uri.getQuery();
            boolean isPage = "http".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && (uri.getPath().isEmpty() || uri.getPath().equals("/"))
                    && uri.getPort() != 0
                    && uri.getPort() <= LAST_PORT;
            if (isPage && query.matches(TOKEN + "[0-9A-Za-z]*")) {
                int port = uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
                return known(uri.getHost(), port, query.substring(TOKEN.length()), whose);
            }
        } catch (URISyntaxException _) {
            // As any other text that is no address.
        }
        throw new BadInputException("--to is the address of a page, %s for example: %s".formatted(example, page));
    }

    private static PageClient known(String host, int port, String token, String whose) throws BadInputException {
        if (new InetSocketAddress(host, port).isUnresolved()) {
            throw new BadInputException("--to: there is no such host: " + host);
        }
        return new PageClient(host, port, token, whose);
    }

    /// Makes a request, and returns the answer's text.
    ///
    /// @param method `GET` or `POST`
    /// @param path such as `/api/hands`
    /// @throws IOException if the page does not answer, or refuses; the message says who, and why
    public String ask(String method, String path, String body) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream().write(head(method, path, bytes.length).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return answer(socket.getInputStream());
        } catch (IOException e) {
            throw new IOException("%s: %s".formatted(this, e.getMessage()), e);
        }
    }

    private String head(String method, String path, int length) {
        String place = "%s:%d".formatted(host, port);
        var head = new StringBuilder("%s %s HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\nConnection: close\r\n"
                .formatted(method, path, place, place));
        if (!token.isEmpty()) {
            head.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        if (method.equals("POST")) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private String answer(InputStream in) throws IOException {
        String answer = new String(in.readNBytes(MOST_ANSWER_BYTES), StandardCharsets.UTF_8);
        int body = answer.indexOf(BLANK);
        if (!answer.startsWith("HTTP/1.1 ") || body < 0) {
            throw new IOException(stranger());
        }
        String text = answer.substring(body + BLANK.length());
        if (!answer.startsWith("HTTP/1.1 200 ")) {
            throw new IOException(refusal(text));
        }
        return text;
    }

    private String refusal(String text) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING && "error".equals(json.currentName())) {
                    return Terminal.escape(json.getText());
                }
            }
        } catch (JsonParseException _) {
            // Somebody else's page.
        }
        return stranger();
    }

    /// Returns what is wrong where somebody else answers.
    public String stranger() {
        return "no page of %s answers".formatted(whose);
    }

    @Override
    public String toString() {
        return "http://%s:%d/".formatted(host, port);
    }
}
