package org.rtkit4j.app.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The web server over real connections, on a clock of the test's own.
class HttpListenerTest {
    private static final String HOST = "Host: localhost\r\n";
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int LOOK_MILLIS = 200;
    private static final int LARGE_BYTES = 64 << 20;

    private final CountDownLatch isSentAway = new CountDownLatch(1);

    private final AtomicLong nowNanos = new AtomicLong(Long.MIN_VALUE);
    private HttpListener listener;

    @BeforeEach
    void start() throws Exception {
        listener = HttpListener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start(new HttpService(this::answer, Map.of("X-Own", "yes"), Patience.STANDARD, nowNanos::get));
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    // `/echo` gives the body back, `/large` more than any buffer between holds, everything else its own path.
    private void answer(Request request, Response response) throws IOException, Refusal {
        switch (request.path()) {
            case "/echo" -> response.answer(200, "text/plain", request.body().readAllBytes());
            case "/large" -> large(response);
            case "/refuse" -> throw new Refusal(Refusal.CONFLICT, "not now");
            case "/break" -> throw new IllegalStateException("broken");
            case "/stream" -> response.stream("text/plain").write('s');
            default -> response.answer(200, "text/plain", request.path().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void large(Response response) throws IOException {
        try {
            response.answer(200, "text/plain", new byte[LARGE_BYTES]);
        } catch (IOException e) {
            isSentAway.countDown();
            throw e;
        }
    }

    @Test
    void oneConnectionCarriesManyRequests() throws Exception {
        try (var socket = connect("GET /a HTTP/1.1\r\n" + HOST + "\r\nPOST /echo HTTP/1.1\r\n" + HOST
                + "Content-Length: 5\r\n\r\nhelloGET /b HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n")) {
            String all = readAll(socket);
            assertEquals(4, all.split("HTTP/1.1 200 ", -1).length, all);
            assertTrue(all.contains("\r\n\r\n/a") && all.contains("\r\n\r\nhello") && all.endsWith("\r\n\r\n/b"), all);
            assertEquals(4, all.split("X-Own: yes", -1).length, all);
        }
    }

    @Test
    void whoWantsTheHeadGetsItAlone() throws Exception {
        try (var socket = connect("HEAD /abc HTTP/1.1\r\n" + HOST + "\r\nHEAD /refuse HTTP/1.1\r\n" + HOST
                + "\r\nGET /b HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n")) {
            String all = readAll(socket);
            assertTrue(all.startsWith("HTTP/1.1 200 ") && all.contains("Content-Length: 4\r\n"), all);
            assertTrue(all.contains("\r\n\r\nHTTP/1.1 409 ") && all.contains("Content-Length: 19\r\n"), all);
            assertTrue(all.contains("\r\n\r\nHTTP/1.1 200 ") && all.endsWith("\r\n\r\n/b"), all);
        }
    }

    @Test
    void whoWaitsForAWordBeforeTheBodyGetsIt() throws Exception {
        try (var socket = connect("POST /echo HTTP/1.1\r\n" + HOST
                + "Expect: 100-continue\r\nConnection: close\r\nContent-Length: 5\r\n\r\n")) {
            assertEquals(
                    "HTTP/1.1 100 \r\n\r\n",
                    new String(socket.getInputStream().readNBytes(17), StandardCharsets.US_ASCII));
            send(socket, "hello");
            assertTrue(readAll(socket).endsWith("hello"));
        }
    }

    @Test
    void whatIsRefusedIsSaidWhereTheBodyStillComes() throws Exception {
        try (var socket = connect("POST /refuse HTTP/1.1\r\n" + HOST + "Content-Length: 20000000\r\n\r\n")) {
            socket.getOutputStream().write(new byte[20_000_000]);
            String answer = readAll(socket);
            assertTrue(answer.startsWith("HTTP/1.1 409 ") && answer.endsWith("{\"error\":\"not now\"}"), answer);
        }
    }

    @Test
    void aMistakeOfOursIsSaidToBeOne() throws Exception {
        try (var socket = connect("GET /break HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n")) {
            assertTrue(readAll(socket).startsWith("HTTP/1.1 500 "));
        }
    }

    @Test
    void aStreamEndsWithItsConnection() throws Exception {
        try (var socket = connect("GET /stream HTTP/1.1\r\n" + HOST + "\r\n")) {
            String answer = readAll(socket);
            assertTrue(answer.contains("Connection: close") && answer.endsWith("\r\n\r\ns"), answer);
        }
    }

    @Test
    void noRequestAndNoBodyAreAnsweredAsSuch() throws Exception {
        try (var socket = connect("nonsense\r\n\r\n")) {
            assertTrue(readAll(socket).startsWith("HTTP/1.1 400 "));
        }
        try (var socket = connect("POST /echo HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\nx\r\n")) {
            assertTrue(readAll(socket).startsWith("HTTP/1.1 400 "));
        }
    }

    @Test
    void aHeadHasItsTime() throws Exception {
        requireClosedAsTimeGoesOn(connect(""));
        requireClosedAsTimeGoesOn(connect("GET / HTTP/1.1\r\nX"));
    }

    @Test
    void aBodyHasItsTime() throws Exception {
        requireClosedAsTimeGoesOn(connect("POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\n\r\nhel"));
        requireClosedAsTimeGoesOn(connect("POST /refuse HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\n\r\nhel"));
    }

    @Test
    void theNextRequestHasItsTime() throws Exception {
        requireClosedAsTimeGoesOn(connect("GET /a HTTP/1.1\r\n" + HOST + "\r\n"));
    }

    @Test
    void anAnswerHasItsTime() throws Exception {
        try (var socket = connect("GET /large HTTP/1.1\r\n" + HOST + "\r\n")) {
            // Nobody takes it: the handler, which is in the midst of it, hears that the client was sent away.
            for (int looks = 0; !isSentAway.await(LOOK_MILLIS, TimeUnit.MILLISECONDS); looks++) {
                nowNanos.addAndGet(Patience.STANDARD.stretchNanos());
                assertTrue(looks < TIMEOUT_MILLIS / LOOK_MILLIS, "never sent away");
            }
            assertTrue(drain(socket) < LARGE_BYTES);
        }
    }

    @Test
    void whileTimeStandsStillNobodyIsSentAway() throws Exception {
        try (var waiting = connect("GET /a HT")) {
            for (int i = 0; i < 20; i++) {
                try (var other = connect("GET /b HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n")) {
                    assertTrue(readAll(other).endsWith("/b"));
                }
            }
            send(waiting, "TP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
            assertTrue(readAll(waiting).endsWith("/a"));
        }
    }

    // The wait begins a little after the connection: so time goes on until it is over.
    private void requireClosedAsTimeGoesOn(Socket socket) throws IOException {
        try (socket) {
            socket.setSoTimeout(LOOK_MILLIS);
            int looks = 0;
            while (!isAtEnd(socket.getInputStream())) {
                nowNanos.addAndGet(Patience.STANDARD.idleNanos());
                assertTrue(looks++ < TIMEOUT_MILLIS / LOOK_MILLIS, "never closed");
            }
        }
    }

    private static boolean isAtEnd(InputStream in) throws IOException {
        try {
            in.readAllBytes();
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (SocketException _) {
            return true;
        }
    }

    private static long drain(Socket socket) throws IOException {
        var buffer = new byte[1 << 16];
        long bytes = 0;
        try {
            for (int count = 0; count >= 0; count = socket.getInputStream().read(buffer)) {
                bytes += count;
            }
        } catch (SocketException _) {
            // Reset, which is an end too.
        }
        return bytes;
    }

    private Socket connect(String sent) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        send(socket, sent);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
