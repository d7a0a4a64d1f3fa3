package org.rtkit4j.hardware.link;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.rtkit4j.wire.port.Releases;

/// A TCP connection. Small frames go out at once.
public final class TcpLink implements Link {
    private static final int IPV6_WORDS = 8;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private final String name;

    /// Takes a connection that is there, and closes it in the end.
    public TcpLink(SocketChannel channel) throws IOException {
        this.channel = channel;
        name = "tcp:" + describe((InetSocketAddress) channel.getRemoteAddress());
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        readable = Selector.open();
        writable = Selector.open();
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
    }

    /// Connects to a server.
    ///
    /// @throws IOException if that is not possible within `timeout`; the message names the address
    public static TcpLink connect(InetSocketAddress address, Duration timeout) throws IOException {
        if (address.isUnresolved()) {
            throw new ConnectException("no such host: " + address.getHostString());
        }
        var channel = SocketChannel.open();
        try {
            channel.socket().connect(address, Math.toIntExact(timeout.toMillis()));
            return new TcpLink(channel);
        } catch (SocketTimeoutException e) {
            throw Releases.after(named("no answer", address, e), channel::close);
        } catch (IOException e) {
            throw Releases.after(named(String.valueOf(e.getMessage()), address, e), channel::close);
        }
    }

    /// Returns an address as `HOST:PORT`, with brackets round a host that has colons of its own.
    public static String describe(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.indexOf(':') < 0 ? host : "[" + shortest(host) + "]") + ":" + address.getPort();
    }

    // The longest run of zeroes is left out: RFC 5952, 4.2.
    private static String shortest(String host) {
        for (int zeroes = IPV6_WORDS; zeroes > 1; zeroes--) {
            var run = Pattern.compile("(^|:)0(:0){%d}(:|$|(?=%%))".formatted(zeroes - 1))
                    .matcher(host);
            if (run.find()) {
                return run.replaceFirst("::");
            }
        }
        return host;
    }

    @Override
    public int read(byte[] into, int from, int length, long timeoutNanos) throws IOException {
        var buffer = ByteBuffer.wrap(into, from, length);
        int got = channel.read(buffer);
        if (got == 0 && timeoutNanos > 0) {
            await(readable, timeoutNanos);
            got = channel.read(buffer);
        }
        return got;
    }

    @Override
    public int write(byte[] bytes, int from, int length, long timeoutNanos) throws IOException {
        var buffer = ByteBuffer.wrap(bytes, from, length);
        channel.write(buffer);
        long start = System.nanoTime();
        long left = timeoutNanos;
        while (buffer.hasRemaining() && left > 0) {
            await(writable, left);
            channel.write(buffer);
            left = timeoutNanos - (System.nanoTime() - start);
        }
        return length - buffer.remaining();
    }

    private static void await(Selector selector, long timeoutNanos) throws IOException {
        try {
            selector.select(_ -> {}, Math.max(1, timeoutNanos / NANOS_PER_MILLI));
        } catch (ClosedSelectorException e) {
            throw new IOException("the link was closed", e);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while waiting for the other end");
        }
    }

    /// Tells the other end why it is not served, and closes the connection.
    ///
    /// What it has sent already is read and dropped for a moment: closing with unread bytes would make its system
    /// drop the reason.
    ///
    /// @param grace how long that may take
    public void refuse(byte[] reason, Duration grace) throws IOException {
        try (this) {
            long nanos = grace.toNanos();
            long start = System.nanoTime();
            write(reason, 0, reason.length, nanos);
            channel.shutdownOutput();
            byte[] dropped = Arrays.copyOf(reason, 4096);
            while (System.nanoTime() - start < nanos) {
                if (read(dropped, 0, dropped.length, nanos) < 0) {
                    return;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        Releases.all(channel::close, readable::close, writable::close);
    }

    @Override
    public String toString() {
        return name;
    }

    private static IOException named(String what, InetSocketAddress address, IOException cause) {
        return new IOException("cannot connect: %s: address=%s".formatted(what, describe(address)), cause);
    }
}
