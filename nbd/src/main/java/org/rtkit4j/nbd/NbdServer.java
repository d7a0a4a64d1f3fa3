package org.rtkit4j.nbd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.drivers.disk.Disk;
import org.rtkit4j.wire.file.SocketFile;
import org.rtkit4j.wire.port.Releases;

/// Serves a disk over NBD: newstyle, structured replies, several connections.
///
/// One thread does everything, sockets and disk: the one that calls [#run]. It sleeps while there is nothing to do,
/// until a socket or the disk wakes it. Replies leave in batches, and no request allocates.
///
/// A flush on one connection covers what was answered on all of them: there is one disk behind them.
public final class NbdServer implements AutoCloseable {
    /// So many clients at once; one more takes the place of one that has not chosen yet or stands still within a
    /// request, or is turned away.
    static final int MOST_CONNECTIONS = 16;

    // So many clients may wait to be let in; the JDK's own number is 50.
    private static final int MOST_WAITING = 128;

    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long MOST_STILL_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int TURNS = 64;
    private static final int UNIX_SEND_BYTES = 2 << 20;

    private final Disk disk;
    private final NbdExport export;
    private final CommandGate gate;
    private final BufferPool buffers;
    private final ServerSocketChannel listening;
    private final @Nullable SocketFile file;
    private final Selector selector;
    private final List<NbdConnection> connections = new ArrayList<>();
    private final Consumer<SelectionKey> onReady = this::onReady;
    private final Runnable wakeUp;
    private final LongSupplier nanoClock;
    private final Entrance entrance;
    // Its taker releases everything: the thread that serves, or the one that closes a server that never served.
    private final AtomicBoolean isTaken = new AtomicBoolean();
    private volatile boolean closed;
    private volatile @Nullable Thread serving;
    private boolean isClientWaiting;
    private boolean someDied;

    private NbdServer(
            Disk disk,
            NbdExport export,
            ServerSocketChannel listening,
            @Nullable SocketFile file,
            Selector selector,
            SelectionKey key,
            LongSupplier nanoClock) {
        this.disk = disk;
        this.export = export;
        this.listening = listening;
        this.file = file;
        this.selector = selector;
        gate = new CommandGate(disk);
        buffers = new BufferPool(MOST_CONNECTIONS * ConnectionMemory.mostBytes(export.traits()));
        this.nanoClock = nanoClock;
        wakeUp = this::wakeUp;
        entrance = new Entrance(new Socket(listening, key), nanoClock);
    }

    /// Listens at an address: an internet address, or a [UnixDomainSocketAddress] where no file is.
    ///
    /// @throws IOException if it is taken
    public static NbdServer listen(Disk disk, NbdExport export, SocketAddress address) throws IOException {
        return listen(disk, export, address, System::nanoTime);
    }

    /// Listens, with a clock by which clients are waited for.
    static NbdServer listen(Disk disk, NbdExport export, SocketAddress address, LongSupplier nanoClock)
            throws IOException {
        if (address instanceof InetSocketAddress inet && inet.isUnresolved()) {
            throw new IOException("cannot listen: address=%s, no such host".formatted(words(address)));
        }
        boolean isUnix = address instanceof UnixDomainSocketAddress;
        var listening = isUnix ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open();
        try {
            listening.bind(address, MOST_WAITING);
            listening.configureBlocking(false);
            return served(disk, export, listening, nanoClock);
        } catch (IOException e) {
            throw Releases.after(
                    new IOException("cannot listen: address=%s, %s".formatted(words(address), e.getMessage()), e),
                    listening::close);
        } catch (RuntimeException e) {
            throw Releases.after(e, listening::close);
        }
    }

    private static NbdServer served(Disk disk, NbdExport export, ServerSocketChannel listening, LongSupplier nanoClock)
            throws IOException {
        SocketFile file = file(listening);
        Selector selector = Selector.open();
        try {
            SelectionKey key = listening.register(selector, SelectionKey.OP_ACCEPT);
            return new NbdServer(disk, export, listening, file, selector, key, nanoClock);
        } catch (IOException | RuntimeException e) {
            Releases.after(e, selector::close, () -> delete(file));
            throw e;
        }
    }

    private static @Nullable SocketFile file(ServerSocketChannel listening) throws IOException {
        return listening.getLocalAddress() instanceof UnixDomainSocketAddress unix
                        && !unix.getPath().equals(Path.of(""))
                ? SocketFile.bound(unix.getPath())
                : null;
    }

    private static void delete(@Nullable SocketFile file) throws IOException {
        if (file != null) {
            file.delete();
        }
    }

    private static String words(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? inet.getHostString() + ":" + inet.getPort()
                : address.toString();
    }

    /// Has `listener` hear why clients cannot be let in, above all where no file descriptor is left: in a sentence,
    /// and once until one can be let in again. Those that are in are served on. To be called before [#run], on
    /// whose thread it hears.
    public void onTrouble(Consumer<String> listener) {
        entrance.onTrouble(listener);
    }

    /// Returns where it listens.
    public SocketAddress address() throws IOException {
        return listening.getLocalAddress();
    }

    /// Serves until [#close], or until the disk is gone for good; once.
    public void run() throws IOException {
        if (!isTaken.compareAndSet(false, true)) {
            return;
        }
        serving = Thread.currentThread();
        try {
            while (!closed && disk.failure() == null) {
                turn();
            }
            // What became of their requests is said to the clients before they are left.
            disk.poll();
            connections.forEach(NbdConnection::goOn);
        } finally {
            release();
        }
    }

    /// Ends [#run]: soon, and from any thread; where it was not called yet, gives back what it would have used.
    @Override
    public void close() {
        closed = true;
        if (!isTaken.compareAndSet(false, true)) {
            selector.wakeup();
            return;
        }
        try {
            release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // What happens on the thread that serves need not wake it.
    private void wakeUp() {
        if (Thread.currentThread() != serving) {
            selector.wakeup();
        }
    }

    private void turn() throws IOException {
        int completed = 0;
        for (int i = 0; i < TURNS && work(); i++) {
            completed++;
        }
        if (completed > 0) {
            selector.selectNow(onReady);
        } else {
            sleep();
        }
        if (someDied) {
            connections.removeIf(connection -> !connection.isOpen());
            someDied = false;
        }
        entrance.attend();
        // Last, so that a client that has left makes room for the one that comes.
        if (isClientWaiting) {
            isClientWaiting = false;
            accept();
        }
    }

    private void sleep() throws IOException {
        // A handler that runs at once runs on this thread, which it does not wake.
        serving = null;
        disk.arm(wakeUp);
        serving = Thread.currentThread();
        selector.select(onReady, timeoutMillis());
    }

    /// Completes commands, and goes on with the connections; returns whether there were any.
    private boolean work() {
        if (disk.poll() == 0 && !gate.takeRelease()) {
            return false;
        }
        for (int i = 0; i < connections.size(); i++) {
            goOn(connections.get(i));
        }
        return true;
    }

    private void goOn(NbdConnection connection) {
        if (connection.isOpen()) {
            connection.goOn();
        }
        someDied |= !connection.isOpen();
    }

    private long timeoutMillis() {
        long due = entrance.idleNanos(Math.min(disk.nextDueNanos(), LONGEST_WAIT_NANOS));
        return Math.max(TimeUnit.NANOSECONDS.toMillis(due), 0) + 1;
    }

    private void onReady(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof NbdConnection connection) {
            connection.onReady(key.readyOps());
            someDied |= !connection.isOpen();
        } else {
            isClientWaiting = true;
        }
    }

    private void accept() {
        SocketChannel client = entrance.next();
        if (client == null) {
            return;
        }
        try {
            if (connections.size() < MOST_CONNECTIONS || makeRoom()) {
                attach(client);
            } else {
                client.close();
            }
        } catch (IOException _) {
            // It is gone already, or there is no memory for it: the others are served on.
            closeQuietly(client);
        }
    }

    private static void closeQuietly(SocketChannel client) {
        try {
            client.close();
        } catch (IOException _) {
            // Closed all the same.
        }
    }

    private void attach(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } else {
            // By itself a Unix socket holds a fifth of a large reply, and its sender would be woken five times. TCP
            // finds its own size.
            channel.setOption(StandardSocketOptions.SO_SNDBUF, UNIX_SEND_BYTES);
        }
        SelectionKey key = channel.register(selector, 0);
        var connection = new NbdConnection(channel, key, gate, buffers, export, nanoClock);
        key.attach(connection);
        connections.add(connection);
        goOn(connection);
    }

    private boolean makeRoom() {
        connections.removeIf(connection -> !connection.isOpen());
        if (connections.size() < MOST_CONNECTIONS) {
            return true;
        }
        NbdConnection useless = leastUseful();
        if (useless != null) {
            useless.close();
            connections.remove(useless);
        }
        return useless != null;
    }

    // The one that has waited longest without choosing, or that has stood still longest within a request. Whoever is
    // silent between requests uses his disk all the same.
    private @Nullable NbdConnection leastUseful() {
        NbdConnection stillest = null;
        long mostNanos = MOST_STILL_NANOS - 1;
        for (NbdConnection connection : connections) {
            if (connection.isNegotiating()) {
                return connection;
            }
            if (connection.stillNanos() > mostNanos) {
                stillest = connection;
                mostNanos = connection.stillNanos();
            }
        }
        return stillest;
    }

    private void release() throws IOException {
        Releases.all(
                () -> Releases.each(connections, NbdConnection::close),
                connections::clear,
                buffers::close,
                () -> delete(file),
                listening::close,
                selector::close);
    }

    /// The socket that listens, with its key.
    private record Socket(ServerSocketChannel listening, SelectionKey key) implements Entrance.Door {
        @Override
        public @Nullable SocketChannel accept() throws IOException {
            return listening.accept();
        }

        @Override
        public void listen(boolean on) {
            key.interestOps(on ? SelectionKey.OP_ACCEPT : 0);
        }
    }
}
