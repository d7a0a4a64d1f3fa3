package org.rtkit4j.app.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clients that take a place and give nothing for it, all from the good client's own address: it is served throughout.
///
/// No deadline helps here: none of these waits for one.
class LockoutTest {
    private static final int CROWD = 400;
    private static final int TIMEOUT_MILLIS = 60_000;

    private final List<Socket> crowd = new ArrayList<>();
    private Served served;

    @BeforeEach
    void start() throws Exception {
        served = Served.start("generic");
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : crowd) {
            socket.close();
        }
        served.close();
    }

    @Test
    void headsThatNeverEnd() throws Exception {
        crowd(CROWD, "GET /api/about HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        requireThatItServes();
    }

    @Test
    void connectionsThatSayNothing() throws Exception {
        crowd(CROWD, "");
        requireThatItServes();
    }

    @Test
    void connectionsThatStayOpenAfterTheirAnswer() throws Exception {
        crowd(CROWD, "GET /api/about HTTP/1.1\r\nHost: localhost\r\n\r\n");
        requireThatItServes();
    }

    @Test
    void bodiesThatNeverEnd() throws Exception {
        crowd(1, post(1_000) + "panic");
        requireThatItServes();
        crowd(CROWD, post(1_000) + "panic");
        requireThatItServes();
    }

    @Test
    void bodiesInChunksThatNeverEnd() throws Exception {
        String head = "POST /api/explain HTTP/1.1\r\nHost: localhost:" + served.port() + "\r\nOrigin: http://localhost:"
                + served.port() + "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\npanic\r\n";
        crowd(CROWD, head);
        requireThatItServes();
    }

    @Test
    void bodiesThatAreRefusedAndNeverEnd() throws Exception {
        crowd(CROWD, post(1_000_000_000) + "panic");
        requireThatItServes();
    }

    @Test
    void pagesThatNeverReadTheirEvents() throws Exception {
        crowd(CROWD, "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        requireThatItServes();
    }

    @Test
    void answersThatNobodyReads() throws Exception {
        crowd(CROWD, "GET /js/report.js HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(500));
        requireThatItServes();
    }

    private String post(int length) {
        return "POST /api/explain HTTP/1.1\r\nHost: localhost:" + served.port() + "\r\nOrigin: http://localhost:"
                + served.port() + "\r\nContent-Length: " + length + "\r\n\r\n";
    }

    // Each is a little later than the one before, as a crowd's are.
    private void crowd(int count, String sent) throws IOException {
        for (int i = 0; i < count; i++) {
            var socket = new Socket(InetAddress.getLoopbackAddress(), served.port());
            crowd.add(socket);
            try {
                socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException _) {
                // The server has closed it already, which is its right.
            }
        }
    }

    private void requireThatItServes() throws IOException {
        String own = "Host: localhost:" + served.port();
        RawHttp page = RawHttp.get(served.port(), "/", own);
        assertEquals(200, page.status(), page.text());
        RawHttp explained = RawHttp.post(
                served.port(),
                "/api/explain",
                Panics.named("worker"),
                own,
                "Origin: http://localhost:" + served.port());
        assertEquals(200, explained.status(), explained.text());
        requireThatItTells(own);
    }

    private void requireThatItTells(String own) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write(("GET /api/events HTTP/1.1\r\n" + own + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            var told = new StringBuilder();
            var buffer = new byte[1 << 14];
            while (told.indexOf("event: units") < 0) {
                int read = socket.getInputStream().read(buffer);
                assertTrue(read > 0, "the events have ended:\n" + told);
                told.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
        }
    }
}
