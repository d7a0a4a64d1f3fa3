package org.rtkit4j.hardware.proxy.server;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.rtkit4j.hardware.link.PseudoTerminal;

/// Lets other programs' hosts drive a target, over TCP or a pseudo-terminal; one host at a time.
///
/// The target is called from the server's own thread, one host after the other. Whatever a host sends, the server
/// lives on. Nobody is asked for a name: whoever can connect drives the target.
public abstract sealed class ProxyServer implements AutoCloseable permits TcpServer, PtyServer {
    private static final System.Logger LOG = System.getLogger(ProxyServer.class.getName());

    final ProxyTarget target;
    final ServerListener listener;
    final ServerCounters counters = new ServerCounters();
    final ConsoleQueue console = new ConsoleQueue();

    ProxyServer(ProxyTarget target, ServerListener listener) {
        this.target = target;
        this.listener = listener;
        target.attach(console);
    }

    /// Serves hosts of this machine.
    ///
    /// @param port 0 for any that is free
    public static ProxyServer tcp(ProxyTarget target, int port, ServerListener listener) throws IOException {
        return tcp(target, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), listener);
    }

    /// Serves hosts that reach an address. Beyond the loopback, whoever can connect drives the target.
    public static ProxyServer tcp(ProxyTarget target, InetSocketAddress address, ServerListener listener)
            throws IOException {
        return new TcpServer(target, address, listener, System::nanoTime).start();
    }

    /// Serves hosts that open a pseudo-terminal. Linux only.
    ///
    /// @param path where a symbolic link to it is made, and removed at the end; a link that is there is replaced if
    /// it points nowhere
    /// @throws IOException if something else is there, or the system gives no pseudo-terminal
    public static ProxyServer pty(ProxyTarget target, Path path, ServerListener listener) throws IOException {
        return new PtyServer(target, PseudoTerminal.open(path), listener).start();
    }

    public ServerCounters counters() {
        return counters;
    }

    /// Returns where it is to be found, as `tcp:HOST:PORT` or `pty:PATH`.
    public abstract String address();

    /// Ends the server and the conversation that is going on; returns when the target is not called any more.
    @Override
    public abstract void close();

    static void closeQuietly(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing failed", e);
        }
    }

    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
