package org.rtkit4j.nbd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.LongSupplier;
import org.rtkit4j.drivers.disk.Disk;

/// A server on a thread of its own, until the test ends.
final class Serving implements AutoCloseable {
    final NbdServer server;
    private final Thread thread;
    private volatile Throwable problem;

    Serving(Disk disk) throws IOException {
        this(disk, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    Serving(Disk disk, SocketAddress address) throws IOException {
        this(disk, address, System::nanoTime);
    }

    /// @param nanoClock by which clients are waited for
    Serving(Disk disk, SocketAddress address, LongSupplier nanoClock) throws IOException {
        server = NbdServer.listen(disk, new NbdExport("disk", "for tests", disk.traits()), address, nanoClock);
        thread = Thread.ofPlatform().daemon().name("nbd").start(this::run);
    }

    private void run() {
        try {
            server.run();
        } catch (IOException | RuntimeException e) {
            problem = e;
        }
    }

    InetSocketAddress address() {
        try {
            return (InetSocketAddress) server.address();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Thread thread() {
        return thread;
    }

    RawClient client() throws IOException {
        return new RawClient(address());
    }

    @Override
    public void close() {
        server.close();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted while the server ends", e);
            }
        }
        if (problem != null) {
            throw new AssertionError("the server ended by itself", problem);
        }
    }
}
