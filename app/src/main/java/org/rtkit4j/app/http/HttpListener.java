package org.rtkit4j.app.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.hardware.link.TcpLink;
import org.rtkit4j.wire.port.Releases;

/// Takes connections, and gives each that finds a place a virtual thread.
public final class HttpListener implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("org.rtkit4j.app.http");
    private static final int MOST_CONNECTIONS = 128;
    private static final int MOST_OF_ONE_PEER = 64;
    private static final long SWEEP_MILLIS = 100;
    private static final long PAUSE_MILLIS = 100;
    private static final byte[] NO_PLACE =
            "HTTP/1.1 503 \r\nConnection: close\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket socket;
    private final Places places = new Places(MOST_CONNECTIONS, MOST_OF_ONE_PEER);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private HttpListener(ServerSocket socket) {
        this.socket = socket;
    }

    /// Takes the address; clients that connect wait until [#start].
    ///
    /// @throws IOException if the address is taken, or is nobody's here
    public static HttpListener bind(InetSocketAddress address) throws IOException {
        try {
            return new HttpListener(new ServerSocket(address.getPort(), MOST_CONNECTIONS, address.getAddress()));
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen: address=%s, %s".formatted(TcpLink.describe(address), IoReason.of(e)), e);
        }
    }

    /// Begins to serve. Once.
    public HttpListener start(HttpService service) {
        Thread.ofPlatform().daemon().name("rtkit-http").start(() -> acceptAll(service));
        threads.execute(this::sweepAll);
        return this;
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void acceptAll(HttpService service) {
        while (!socket.isClosed()) {
            try {
                take(socket.accept(), service);
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                LOG.log(System.Logger.Level.DEBUG, "nobody could be taken in", e);
                pause();
            }
        }
    }

    // Out of descriptors or memory, or closed. To try again at once would take a whole core, and bring nothing back.
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Socket accepted, HttpService service) throws IOException {
        try {
            accepted.setTcpNoDelay(true);
            var connection = new HttpConnection(accepted, service);
            if (places.enter(connection)) {
                threads.execute(() -> serve(connection));
                return;
            }
            // One that is closing has nothing to say: to try again would be bad advice.
            if (!socket.isClosed()) {
                accepted.getOutputStream().write(NO_PLACE);
            }
        } catch (IOException _) {
            // The client has gone already.
        }
        accepted.close();
    }

    private void serve(HttpConnection connection) {
        try {
            connection.serve();
        } finally {
            places.leave(connection);
        }
    }

    private void sweepAll() {
        try {
            while (!socket.isClosed()) {
                places.sweep();
                TimeUnit.MILLISECONDS.sleep(SWEEP_MILLIS);
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    /// Ends all connections, whatever they do.
    @Override
    public void close() {
        Releases.all(this::closeSocket, places::close, threads::shutdownNow);
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
