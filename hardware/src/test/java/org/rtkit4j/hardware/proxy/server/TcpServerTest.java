package org.rtkit4j.hardware.proxy.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who may connect, when, and what becomes of those who may not.
class TcpServerTest {
    private final FakeTarget target = new FakeTarget();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private ProxyServer server;

    @BeforeEach
    void listen() throws IOException {
        server = ProxyServer.tcp(target, 0, new ServerListener() {
            @Override
            public void onRefuse(String host) {
                heard.add("refused " + host);
            }
        });
    }

    @AfterEach
    void close() {
        server.close();
    }

    private int port() {
        return Integer.parseInt(server.address().replaceFirst(".*:", ""));
    }

    @Test
    void listensOnLoopbackUnlessToldOtherwise() throws IOException {
        assertTrue(
                server.address().startsWith("tcp:127.0.0.1:")
                        || server.address().startsWith("tcp:localhost:"),
                server.address());
        try (var open =
                ProxyServer.tcp(new FakeTarget(), new InetSocketAddress("0.0.0.0", 0), new ServerListener() {})) {
            assertFalse(open.address().contains("127."), open.address());
        }
    }

    @Test
    void aSecondHostIsRefusedWithAReason() throws IOException {
        try (var first = new RawHost(server.address())) {
            assertEquals(4, first.call(0x905));
            try (var second = new Socket(InetAddress.getLoopbackAddress(), port())) {
                second.getOutputStream().write(RawHost.request(0, 1));
                String reason = new String(second.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertTrue(reason.startsWith("rtkit: busy, one host at a time: connected=tcp:127.0.0.1:"), reason);
                assertTrue(reason.endsWith("\r\n"));
            }
            assertEquals(4, first.call(0x905));
            assertEquals(1, server.counters().refusedHosts());
            assertEquals(1, heard.size());
        }
    }

    @Test
    void aSilentHostGivesItsPlaceToOneThatComes() throws IOException {
        var nanos = new AtomicLong();
        try (var patient = new TcpServer(
                        target,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        new ServerListener() {},
                        nanos::get)
                .start()) {
            try (var silent = new RawHost(patient.address())) {
                assertEquals(4, silent.call(0x905));
                nanos.addAndGet(TcpServer.LONGEST_SILENCE.toNanos() - 1);
                assertThrows(IOException.class, () -> {
                    try (var early = new RawHost(patient.address())) {
                        early.call(0x905);
                    }
                });
                assertEquals(4, silent.call(0x905));
                nanos.addAndGet(TcpServer.LONGEST_SILENCE.toNanos());
                try (var next = new RawHost(patient.address())) {
                    assertEquals(4, next.call(0x905));
                }
                assertEquals("rtkit: silent for too long, another host has come\r\n", silent.rest());
            }
        }
    }

    @Test
    void theNextHostComesAfterTheFirst() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (var host = new RawHost(server.address())) {
                assertEquals(4, host.call(0x905));
            }
        }
        assertEquals(0, server.counters().refusedHosts());
    }

    @Test
    void aHostThatGoesInTheMiddleOfAFrameLeavesNothingBehind() throws IOException {
        try (var host = new RawHost(server.address())) {
            host.send(RawHost.request(0, 1));
            host.reply();
            host.send(java.util.Arrays.copyOf(RawHost.request(1, 0x103, FakeTarget.RAM, 7), 50));
        }
        try (var host = new RawHost(server.address())) {
            // With checksums again, as each host finds it.
            host.send(RawHost.request(2, FakeTarget.RAM, 16));
            assertTrue(host.reply().startsWith("ff55aa02" + "00000000" + "22885716"));
        }
        assertEquals(0, target.ram[0]);
    }

    @Test
    void aTargetThatThrowsIsAnsweredAsATransferThatFailed() throws IOException {
        var broken = new FakeTarget() {
            @Override
            public long load(long physAddr, int width) {
                throw new IllegalStateException("a mistake, made by the test");
            }
        };
        try (var other = ProxyServer.tcp(broken, 0, new ServerListener() {});
                var host = new RawHost(other.address())) {
            host.send(RawHost.request(1, 0x104, FakeTarget.RAM));
            assertTrue(host.reply().startsWith("ff55aa01" + "fdffffff"));
            assertEquals(4, host.call(0x905));
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        var failure = assertThrows(IOException.class, () -> ProxyServer.tcp(target, port(), new ServerListener() {}));
        assertTrue(failure.getMessage().contains(":" + port()), failure::getMessage);
        assertFalse(failure.getMessage().contains("null"));
    }
}
