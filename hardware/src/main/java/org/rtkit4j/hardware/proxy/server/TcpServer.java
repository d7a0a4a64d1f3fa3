package org.rtkit4j.hardware.proxy.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.hardware.link.TcpLink;
import org.rtkit4j.wire.port.Releases;

/// A server on a TCP port: a thread that accepts, and one for each of the few connections, of which one is served.
final class TcpServer extends ProxyServer {
    /// A host that comes back at once finds its old connection still served; it waits for that long.
    private static final long SEAT_MILLIS = 300;

    /// A host that has said nothing for so long gives its place to one that comes: a terminal that was left open
    /// would keep everybody out. A tool at a prompt is silent for minutes, and comes back.
    static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);

    /// How long a conversation takes to end.
    private static final long LEAVE_MILLIS = 5_000;

    private static final byte[] TAKEN_OVER =
            "rtkit: silent for too long, another host has come\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Duration REFUSAL = Duration.ofMillis(500);
    private static final int MOST_CONNECTIONS = 16;
    private static final long PAUSE_NANOS = 50_000_000L;
    private static final long WRITE_TIMEOUT_NANOS = 30_000_000_000L;

    private final ServerSocketChannel socket;
    private final String address;
    private final Semaphore seat = new Semaphore(1, true);
    private final Map<Thread, TcpLink> connections = new ConcurrentHashMap<>();
    private final Thread acceptor;
    private final LongSupplier clock;
    private volatile String guest = "";
    private volatile @Nullable Conversation conversation;

    /// @param clock in nanoseconds, of the hosts' silence
    TcpServer(ProxyTarget target, InetSocketAddress where, ServerListener listener, LongSupplier clock)
            throws IOException {
        super(target, listener);
        this.clock = clock;
        socket = ServerSocketChannel.open();
        try {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(where);
        } catch (IOException e) {
            var failure = new IOException(
                    "cannot listen: address=%s, %s".formatted(TcpLink.describe(where), e.getMessage()), e);
            throw Releases.after(failure, socket::close);
        }
        address = "tcp:" + TcpLink.describe((InetSocketAddress) socket.getLocalAddress());
        acceptor = Thread.ofPlatform().daemon().name("proxy " + address).unstarted(this::acceptAll);
    }

    /// Begins to accept; apart from the constructor, which must not hand out an unfinished server.
    TcpServer start() {
        acceptor.start();
        return this;
    }

    private void acceptAll() {
        while (socket.isOpen()) {
            try {
                accept(socket.accept());
            } catch (IOException e) {
                if (socket.isOpen()) {
                    listener.onDisconnect(address, "not accepted: " + e.getMessage());
                    // Without descriptors every attempt fails at once.
                    LockSupport.parkNanos(this, PAUSE_NANOS);
                }
            }
        }
    }

    private void accept(SocketChannel channel) throws IOException {
        if (connections.size() >= MOST_CONNECTIONS) {
            channel.close();
            counters.onRefused();
            return;
        }
        TcpLink link = linked(channel);
        Thread thread = Thread.ofPlatform().daemon().name("proxy " + link).unstarted(() -> receive(link));
        connections.put(thread, link);
        thread.start();
    }

    private static TcpLink linked(SocketChannel channel) throws IOException {
        try {
            return new TcpLink(channel);
        } catch (IOException e) {
            throw Releases.after(e, channel::close);
        }
    }

    private void receive(TcpLink link) {
        try (link) {
            if (seat.tryAcquire(SEAT_MILLIS, TimeUnit.MILLISECONDS) || takeOver()) {
                serve(link);
            } else {
                refuse(link);
            }
        } catch (IOException e) {
            listener.onBreak(link.toString(), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(Thread.currentThread());
        }
    }

    private void serve(TcpLink link) throws IOException {
        try {
            guest = link.toString();
            listener.onConnect(guest);
            var now = new Conversation(link, target, console, counters, WRITE_TIMEOUT_NANOS, clock);
            conversation = now;
            now.run();
            if (now.isOver()) {
                link.refuse(TAKEN_OVER, REFUSAL);
            }
            listener.onDisconnect(
                    link.toString(),
                    now.isOver() ? "it was silent, and another host has come" : "the host has closed the connection");
        } finally {
            seat.release();
        }
    }

    private boolean takeOver() throws InterruptedException {
        Conversation idle = conversation;
        if (idle == null || idle.silenceNanos() < LONGEST_SILENCE.toNanos()) {
            return false;
        }
        idle.end();
        return seat.tryAcquire(LEAVE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void refuse(TcpLink link) throws IOException {
        counters.onRefused();
        listener.onRefuse(link.toString());
        String reason = "rtkit: busy, one host at a time: connected=%s\r\n".formatted(guest);
        link.refuse(reason.getBytes(StandardCharsets.US_ASCII), REFUSAL);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void close() {
        closeQuietly(socket);
        join(acceptor);
        connections.forEach((thread, link) -> {
            closeQuietly(link);
            join(thread);
        });
    }
}
