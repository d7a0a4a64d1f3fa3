package org.rtkit4j.app.via;

import java.util.concurrent.atomic.AtomicBoolean;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.wire.port.Releases;

/// A co-processor at the end of a connection, from boot to rest, and the thread that serves it. The connection is its
/// caller's.
public final class BootedIop implements AutoCloseable {
    private final EventLoop loop;
    private final Iop iop;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private BootedIop(EventLoop loop, Iop iop) {
        this.loop = loop;
        this.iop = iop;
    }

    /// Boots it.
    ///
    /// @param name of the co-processor, which tells its kind
    public static BootedIop behind(Connection connection, String name) throws RtkitException, InterruptedException {
        var loop = new EventLoop(connection.clock()).start();
        try {
            SessionListener listener = connection.listening(SessionListener.NONE);
            Iop iop = loop.attach(connection.profile(name), connection.platform(), listener);
            connection.claim(iop);
            return new BootedIop(loop, iop);
        } catch (RtkitException | InterruptedException | RuntimeException e) {
            Releases.after(e, loop::close);
            throw e;
        }
    }

    public Iop iop() {
        return iop;
    }

    /// Returns whether it can be talked to: neither closed nor crashed.
    public boolean isRunning() {
        return !isClosed.get() && iop.isRunning();
    }

    /// Says why it cannot be talked to any more, where nobody has closed it.
    ///
    /// @throws RtkitException if it has crashed, does not answer, or the way to it is broken
    public void requireLife() throws RtkitException {
        if (!isClosed.get()) {
            switch (iop.phase()) {
                case Phase.Crashed crashed -> throw new RtkitException(iop.name(), new Fault.Crashed(crashed.dump()));
                case Phase.Failed(Fault fault) -> throw new RtkitException(iop.name(), fault);
                default -> {}
            }
        }
    }

    /// Returns whether it was closed, or is being closed.
    public boolean isClosed() {
        return isClosed.get();
    }

    /// Has it at rest again, and ends its thread. Only the first call does anything.
    ///
    /// @param before what goes before that: the end of a driver
    /// @param after what follows, whatever came of it: the end of the connection
    public void closeBetween(Runnable before, Runnable after) {
        if (isClosed.compareAndSet(false, true)) {
            Releases.all(before::run, iop::close, loop::close, after::run);
        }
    }

    /// Has it at rest again, and ends its thread. Idempotent.
    @Override
    public void close() {
        closeBetween(() -> {}, () -> {});
    }
}
