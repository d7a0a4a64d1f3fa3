package org.rtkit4j.hardware.proxy.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtkit4j.hardware.interrupt.LinePoller;
import org.rtkit4j.hardware.link.TcpLink;
import org.rtkit4j.hardware.proxy.server.FakeTarget;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ProxyTarget;
import org.rtkit4j.hardware.proxy.server.ServerListener;
import org.rtkit4j.hardware.proxy.server.TargetFacts;
import org.rtkit4j.hardware.proxy.server.TargetFaultException;
import org.rtkit4j.wire.register.MailboxRegisters;

/// A mailbox whose registers are at the other end of a wire. Offsets and bits by hand: ASC v4.
class ProxyMailboxTest {
    private static final long WINDOW = 0x2_0800_8000L;
    private static final long EMPTY = 1 << 17;
    private static final long FULL = 1 << 16;

    private final Fifo fifo = new Fifo();
    private final LinePoller poller = new LinePoller(Duration.ofMillis(1));
    private final List<String> got = new ArrayList<>();
    private ProxyServer server;
    private ProxyClient client;
    private ProxyMailbox mailbox;

    /// The hardware: two FIFOs of two messages each.
    private static final class Fifo implements ProxyTarget {
        final Queue<Long> toAp = new ArrayDeque<>();
        final List<String> toIop = new ArrayList<>();
        volatile int waiting;
        long latched;
        long half;

        @Override
        public TargetFacts facts() {
            return new FakeTarget().facts();
        }

        @Override
        public synchronized long load(long physAddr, int width) throws TargetFaultException {
            return switch ((int) (physAddr - WINDOW)) {
                case 0x110 -> waiting == 0 ? EMPTY : waiting == 2 ? FULL : 0;
                case 0x114 -> toAp.isEmpty() ? EMPTY : 0;
                case 0x830 -> {
                    latched = toAp.remove();
                    yield latched;
                }
                case 0x838 -> latched + 0x20;
                default -> throw new TargetFaultException(physAddr);
            };
        }

        @Override
        public synchronized void store(long physAddr, int width, long value) throws TargetFaultException {
            switch ((int) (physAddr - WINDOW)) {
                case 0x800 -> half = value;
                case 0x808 -> {
                    waiting++;
                    toIop.add("%x:%x".formatted(half, value));
                }
                default -> throw new TargetFaultException(physAddr);
            }
        }

        @Override
        public void read(long physAddr, byte[] into, int from, int length) throws TargetFaultException {
            throw new TargetFaultException(physAddr);
        }

        @Override
        public void write(long physAddr, byte[] bytes, int from, int length) throws TargetFaultException {
            throw new TargetFaultException(physAddr);
        }

        @Override
        public void reboot() {}

        synchronized void arrive(long message) {
            toAp.add(message);
        }
    }

    @BeforeEach
    void connect() throws IOException {
        server = ProxyServer.tcp(fifo, 0, new ServerListener() {});
        int port = Integer.parseInt(server.address().replaceFirst(".*:", ""));
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        client = ProxyClient.connect(
                TcpLink.connect(address, Duration.ofSeconds(5)), ProxyOptions.DEFAULT, new ProxyListener() {});
        mailbox = new ProxyMailbox(client, WINDOW, MailboxRegisters.ASC_V4, poller);
    }

    @AfterEach
    void close() {
        poller.close();
        client.close();
        server.close();
    }

    private boolean poll() {
        return mailbox.poll((msg0, msg1) -> got.add("%x:%x".formatted(msg0, msg1)));
    }

    @Test
    void aSeriesOfMessagesTakesOneExchangeEach() {
        for (int i = 0; i < 5; i++) {
            fifo.arrive(0x100 + i);
        }
        long before = client.counters().exchanges();
        for (int i = 0; i < 5; i++) {
            assertTrue(poll());
        }
        assertEquals(List.of("100:120", "101:121", "102:122", "103:123", "104:124"), got);
        assertEquals(6, client.counters().exchanges() - before);
        assertFalse(poll());
        assertEquals(7, client.counters().exchanges() - before);
    }

    @Test
    void aFullFifoIsNotWritten() {
        long before = client.counters().exchanges();
        assertTrue(mailbox.offer(1, 2));
        assertTrue(mailbox.offer(3, 4));
        assertEquals(3, client.counters().exchanges() - before);
        assertFalse(mailbox.offer(5, 6));
        fifo.waiting = 1;
        assertTrue(mailbox.offer(5, 6));
        assertEquals(List.of("1:2", "3:4", "5:6"), fifo.toIop);
    }

    @Test
    void linesFollowTheFifos() throws Exception {
        assertFalse(mailbox.receiveNotEmpty().isAsserted());
        assertTrue(mailbox.sendEmpty().isAsserted());
        Thread.ofVirtual().start(() -> fifo.arrive(7));
        assertTrue(mailbox.receiveNotEmpty().await(60_000_000_000L));
        assertTrue(poll());
        assertFalse(mailbox.receiveNotEmpty().isAsserted());
        fifo.waiting = 1;
        assertFalse(mailbox.sendEmpty().isAsserted());
    }

    @Test
    void whoWaitsLearnsThatTheWireIsBroken() {
        server.close();
        var fired = new java.util.concurrent.CountDownLatch(1);
        mailbox.receiveNotEmpty().arm(fired::countDown);
        assertEquals(0, fired.getCount());
        assertThrows(UncheckedIOException.class, this::poll);
    }
}
