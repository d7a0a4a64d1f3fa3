package org.rtkit4j.web.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.rtkit4j.app.smc.Tools;

/// Debian's Firefox without a screen, over WebDriver BiDi, which it speaks by itself: Debian has no geckodriver.
///
/// Source: W3C WebDriver BiDi, sections on sessions, browsing contexts, scripts and logs.
final class Firefox implements AutoCloseable {
    private static final String LISTENING = "WebDriver BiDi listening on ";
    private static final int PATIENCE_SECONDS = 120;
    private static final JsonFactory JSON = new JsonFactory();

    private final Process process;
    private final Map<Integer, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final String context;
    private int asked;

    private Firefox(Process process, URI address) throws Exception {
        this.process = process;
        this.socket =
                client.newWebSocketBuilder().buildAsync(address, new Listener()).get();
        command("session.new", "{\"capabilities\": {}}");
        command("session.subscribe", "{\"events\": [\"log.entryAdded\", \"network.beforeRequestSent\"]}");
        this.context = valueOf(command("browsingContext.getTree", "{}"), "context");
    }

    /// Starts one with a profile of its own, or skips the test that asks where there is none.
    ///
    /// @param profile a folder that is there: without it Firefox would ask somebody
    static Firefox start(Path profile) throws Exception {
        Tools.require("firefox", "firefox-esr");
        var command = new ProcessBuilder(
                "firefox-esr",
                "--headless",
                "--remote-debugging-port",
                "0",
                "--no-remote",
                "--profile",
                profile.toString());
        command.environment().put("MOZ_CRASHREPORTER_DISABLE", "1");
        Process process = command.redirectErrorStream(true).start();
        try {
            return new Firefox(process, URI.create(listening(process) + "/session"));
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String listening(Process process) throws Exception {
        var address = new CompletableFuture<String>();
        // Or it would stop once nobody reads what it says.
        Thread.ofVirtual().start(() -> read(process, address));
        return address.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static void read(Process process, CompletableFuture<String> address) {
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            said.lines()
                    .filter(line -> line.startsWith(LISTENING))
                    .forEach(line -> address.complete(line.substring(LISTENING.length())));
        } catch (IOException | UncheckedIOException e) {
            // It has ended; who still waits for the address hears so.
            address.completeExceptionally(e);
        }
    }

    void open(URI address) throws Exception {
        command(
                "browsingContext.navigate",
                "{\"context\": %s, \"url\": %s, \"wait\": \"complete\"}"
                        .formatted(quoted(context), quoted(address.toString())));
    }

    /// Returns what an expression comes to, as a text.
    String script(String expression) throws Exception {
        String answer = command(
                "script.evaluate",
                "{\"expression\": %s, \"target\": {\"context\": %s}, \"awaitPromise\": true}"
                        .formatted(quoted("String(" + expression + ")"), quoted(context)));
        return valueOf(answer, "value");
    }

    /// Returns every request and every message of the console since the start.
    List<String> events() {
        return List.copyOf(events);
    }

    private String command(String method, String parameters) throws Exception {
        int number = ++asked;
        var answer = new CompletableFuture<String>();
        waiting.put(number, answer);
        socket.sendText(
                        "{\"id\": %d, \"method\": %s, \"params\": %s}".formatted(number, quoted(method), parameters),
                        true)
                .get();
        return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /// Returns the first text of a name, wherever it stands.
    private static String valueOf(String json, String name) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && name.equals(parser.currentName())) {
                    return parser.getText();
                }
            }
        }
        throw new IOException("no such value: name=" + name + ", answer=" + json);
    }

    /// Answers have a number, events have none.
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean isLast) {
            message.append(part);
            if (isLast) {
                take(message.toString());
                message.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void take(String json) {
            try (JsonParser parser = JSON.createParser(json)) {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    if (token == JsonToken.VALUE_NUMBER_INT
                            && parser.getParsingContext().getParent().inRoot()
                            && "id".equals(parser.currentName())) {
                        waiting.remove(parser.getIntValue()).complete(json);
                        return;
                    }
                    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                        if (!parser.getParsingContext().getParent().inRoot()) {
                            parser.skipChildren();
                        }
                    }
                }
            } catch (IOException e) {
                events.add(e + ": " + json);
                return;
            }
            events.add(json);
        }
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
