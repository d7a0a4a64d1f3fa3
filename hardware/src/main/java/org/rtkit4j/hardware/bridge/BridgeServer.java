package org.rtkit4j.hardware.bridge;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.hardware.link.AbandonedSocket;
import org.rtkit4j.hardware.proxy.server.ServerListener;
import org.rtkit4j.wire.file.SocketFile;
import org.rtkit4j.wire.port.Releases;

/// Lets kernels in other processes drive machines, over a Unix socket; one kernel at a time, each a machine of its own.
///
/// Who may open the socket may drive the machine. Whatever a kernel sends, the server lives on.
public final class BridgeServer implements AutoCloseable {
    /// The largest memory of a kernel, and of its machine.
    public static final long MOST_MEMORY_BYTES = 1L << 34;

    /// A kernel that comes back at once finds its old machine still there; it waits for that long.
    private static final long SEAT_MILLIS = 2_000;

    /// So long a kernel may keep the machine without a memory, or within a request, where another one wants it.
    private static final long MOST_SILENT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int MOST_CONNECTIONS = 16;

    // So many may wait to be let in; the JDK's own number is 50.
    private static final int MOST_WAITING = 128;

    private static final String KERNEL = "kernel";
    private static final System.Logger LOG = System.getLogger(BridgeServer.class.getName());

    private final BridgeTarget.PowerSwitch power;
    private final ServerListener listener;
    private final Path path;
    private final ServerSocketChannel socket;
    private final SocketFile file;
    private final SecureRandom keys = new SecureRandom();
    private final Semaphore seat = new Semaphore(1, true);
    private final LongSupplier nanoClock;
    private final Queue<RequestChannel> connections = new ConcurrentLinkedQueue<>();
    // Of these, the ones that have not said in full who they are; the oldest first.
    private final Queue<RequestChannel> strangers = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("bridge-", 0).factory());
    private volatile @Nullable KernelSession session;

    private BridgeServer(BridgeTarget.PowerSwitch power, Path path, ServerListener listener, LongSupplier nanoClock)
            throws IOException {
        this.power = power;
        this.nanoClock = nanoClock;
        this.path = path;
        this.listener = listener;
        socket = open(path);
        try {
            file = SocketFile.bound(path);
        } catch (IOException e) {
            throw Releases.after(e, socket::close);
        }
    }

    /// Starts to serve kernels.
    ///
    /// @param power makes each kernel its machine
    /// @param path where the socket is made, and removed at the end; one that nobody listens at is replaced
    /// @throws IOException if something else is there, or no socket can be made there
    public static BridgeServer listen(BridgeTarget.PowerSwitch power, Path path, ServerListener listener)
            throws IOException {
        return listen(power, path, listener, System::nanoTime);
    }

    /// Starts to serve kernels, with a clock by which they are waited for.
    static BridgeServer listen(
            BridgeTarget.PowerSwitch power, Path path, ServerListener listener, LongSupplier nanoClock)
            throws IOException {
        var server = new BridgeServer(power, path, listener, nanoClock);
        server.threads.execute(server::acceptAll);
        return server;
    }

    private static ServerSocketChannel open(Path path) throws IOException {
        AbandonedSocket.remove(path);
        var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            return socket.bind(UnixDomainSocketAddress.of(path), MOST_WAITING);
        } catch (IOException e) {
            socket.close();
            throw new IOException("cannot listen: address=%s, %s".formatted(path, reason(path, e)), e);
        }
    }

    // The system calls an address in use where any file has its name.
    private static String reason(Path path, IOException e) {
        boolean isOther = Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !SocketFile.isAt(path);
        return isOther ? "something else than a socket is there" : String.valueOf(e.getMessage());
    }

    /// Returns where it is to be found, as `unix:PATH`.
    public String address() {
        return "unix:" + path;
    }

    private void acceptAll() {
        while (socket.isOpen()) {
            try {
                accept(new RequestChannel(socket.accept(), nanoClock));
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "not accepted", e);
            }
        }
    }

    private void accept(RequestChannel channel) throws IOException {
        if (connections.size() >= MOST_CONNECTIONS && !makeRoom()) {
            channel.close();
            return;
        }
        strangers.add(channel);
        connections.add(channel);
        try {
            threads.execute(() -> receive(channel));
        } catch (RejectedExecutionException _) {
            channel.close();
        }
    }

    // Whoever connects and says nothing has no use for a place.
    private boolean makeRoom() {
        RequestChannel stranger = strangers.poll();
        if (stranger == null) {
            return false;
        }
        connections.remove(stranger);
        closeQuietly(stranger);
        return true;
    }

    private void receive(RequestChannel channel) {
        try (channel) {
            if (channel.receive()) {
                strangers.remove(channel);
                greet(channel);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection has ended", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            strangers.remove(channel);
            connections.remove(channel);
        }
    }

    private void greet(RequestChannel channel) throws IOException, InterruptedException {
        KernelSession sitting = session;
        if (channel.op() == BridgeOp.EVENTS.code() && sitting != null && sitting.hasKey(channel.value())) {
            sitting.tell(channel);
        } else if (channel.op() != BridgeOp.HELLO.code() || channel.value() != BridgeFormat.MAGIC) {
            channel.refuse("a connection begins with HELLO, or with EVENTS and the key", null);
        } else if (channel.address() != BridgeFormat.VERSION) {
            channel.answer(BridgeStatus.OTHER_VERSION, BridgeFormat.VERSION, null);
        } else if (takesSeat(sitting)) {
            serve(channel);
        } else {
            listener.onRefuse(KERNEL);
            channel.answer(BridgeStatus.BUSY, 0, null);
        }
    }

    private boolean takesSeat(@Nullable KernelSession sitting) throws IOException, InterruptedException {
        if (sitting != null) {
            sitting.endIfUseless(MOST_SILENT_NANOS);
        }
        return seat.tryAcquire(SEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void serve(RequestChannel channel) throws IOException {
        try (var sitting = new KernelSession(channel, power, keys.nextLong())) {
            session = sitting;
            listener.onConnect(KERNEL);
            sitting.run();
            listener.onDisconnect(KERNEL, "it has closed the connection");
        } catch (IOException e) {
            listener.onBreak(KERNEL, e);
        } finally {
            session = null;
            seat.release();
        }
    }

    /// Ends the server; returns when no machine is on any more.
    @Override
    public void close() {
        deleteFile();
        closeQuietly(socket);
        threads.shutdown();
        connections.forEach(BridgeServer::closeQuietly);
        threads.close();
    }

    private void deleteFile() {
        try {
            file.delete();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the socket stays: " + path, e);
        }
    }

    private static void closeQuietly(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing failed", e);
        }
    }
}
