package org.rtkit4j.app.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Clients that send anything and leave in any way, to the page's server and to the exporter; a good one is served
/// throughout.
class HostileClientsTest {
    private static final int CLIENTS = Integer.getInteger("clients", 400);
    private static final int CLIENTS_A_LOOK = 40;

    /// More than one address may have: the server has to choose.
    private static final int MOST_LINGERING = 80;

    private static long clients;
    private static long looks;

    private SplittableRandom random;
    private final Deque<Socket> lingering = new ArrayDeque<>();

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void aGoodClientOfThePageIsServedMeanwhile(long seed) throws Exception {
        try (Served served = Served.start("generic")) {
            attack(seed, served.port(), () -> requireThatThePageServes(served.port()));
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void aGoodClientOfTheExporterIsServedMeanwhile(long seed) throws Exception {
        try (Served served = Served.command("smc", "export", "--listen", "127.0.0.1:0")) {
            attack(seed, served.port(), () -> requireThatTheExporterServes(served.port()));
        }
    }

    @AfterAll
    static void say() {
        System.out.printf("hostile HTTP: %,d clients, a good one served %,d of %,d times%n", clients, looks, looks);
    }

    private interface Look {
        void take() throws IOException;
    }

    private void attack(long seed, int port, Look look) throws IOException {
        random = new SplittableRandom(seed);
        try {
            for (int i = 1; i <= CLIENTS; i++) {
                client(port);
                clients++;
                if (i % CLIENTS_A_LOOK == 0) {
                    look.take();
                    looks++;
                }
            }
        } finally {
            while (!lingering.isEmpty()) {
                lingering.remove().close();
            }
        }
    }

    // ---- What they do ----

    private void client(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        byte[] said = said(port);
        try {
            socket.getOutputStream().write(said);
        } catch (IOException _) {
            // The server has had enough, which is its right.
        }
        leave(socket);
    }

    private void leave(Socket socket) throws IOException {
        switch (random.nextInt(4)) {
            case 0 -> linger(socket);
            case 1 -> {
                // As a program that is killed: no end of input, but a reset.
                socket.setSoLinger(true, 0);
                socket.close();
            }
            case 2 -> {
                shutdownOutput(socket);
                linger(socket);
            }
            default -> socket.close();
        }
    }

    private static void shutdownOutput(Socket socket) {
        try {
            socket.shutdownOutput();
        } catch (IOException _) {
            // The server was first.
        }
    }

    private void linger(Socket socket) throws IOException {
        lingering.add(socket);
        if (lingering.size() > MOST_LINGERING) {
            lingering.remove().close();
        }
    }

    // ---- What they say ----

    private byte[] said(int port) throws IOException {
        var said = new ByteArrayOutputStream();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            said.writeBytes(random.nextInt(8) == 0 ? noise(random.nextInt(3000)) : request(port));
        }
        byte[] bytes = said.toByteArray();
        damage(bytes);
        return random.nextInt(3) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private byte[] request(int port) throws IOException {
        byte[] body = random.nextInt(3) == 0 ? noise(random.nextInt(20_000)) : Panics.named("worker");
        var request = new StringBuilder(oneOf("GET", "POST", "HEAD", "PUT", "OPTIONS", "G\0T", ""));
        request.append(' ').append(path()).append(oneOf(" HTTP/1.1", " HTTP/1.0", " HTTP/9", "", " HTTP/1.1 x"));
        request.append("\r\nHost: ").append(oneOf("localhost:" + port, "127.0.0.1:" + port, "evil.example", ""));
        request.append("\r\nOrigin: http://").append(oneOf("localhost:" + port, "evil.example"));
        for (int i = random.nextInt(3) == 0 ? random.nextInt(90) : 0; i > 0; i--) {
            request.append("\r\nX-").append(i).append(": ").append("y".repeat(random.nextInt(300)));
        }
        request.append(length(body.length)).append("\r\n\r\n");
        byte[] head = request.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    private String length(int bytes) {
        return switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> "\r\nContent-Length: " + random.nextLong();
            case 2 -> "\r\nTransfer-Encoding: chunked";
            case 3 -> "\r\nContent-Length: " + bytes + "\r\nTransfer-Encoding: chunked";
            case 4 -> "\r\nContent-Length: " + bytes + "\r\nContent-Length: " + (bytes + 1);
            default -> "\r\nContent-Length: " + bytes;
        };
    }

    private String path() {
        return oneOf(
                "/",
                "/metrics",
                "/api/about",
                "/api/explain",
                "/api/explain/core?crash=" + random.nextLong(),
                "/api/events",
                "/api/messages?from=" + random.nextLong() + "&to=" + random.nextLong(),
                "/api/decode?endpoint=" + random.nextInt() + "&message=0x" + Long.toHexString(random.nextLong()),
                "/api/coprocessors/generic/crash",
                "/api/coprocessors/%00/start",
                "/../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/js/%ff",
                "/" + "a".repeat(random.nextInt(20_000)),
                "http://evil.example/",
                "*");
    }

    private String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private byte[] noise(int length) {
        var noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private void damage(byte[] bytes) {
        for (int i = random.nextInt(2) * random.nextInt(20); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    // ---- The good one ----

    private static void requireThatThePageServes(int port) throws IOException {
        String own = "Host: localhost:" + port;
        RawHttp page = RawHttp.get(port, "/", own);
        assertEquals(200, page.status(), page.text());
        byte[] report = Panics.named("worker");
        RawHttp explained = RawHttp.post(port, "/api/explain", report, own, "Origin: http://localhost:" + port);
        assertEquals(200, explained.status(), explained.text());
    }

    private static void requireThatTheExporterServes(int port) throws IOException {
        RawHttp metrics = RawHttp.get(port, "/metrics", "Host: localhost:" + port);
        assertEquals(200, metrics.status(), metrics.text());
    }
}
