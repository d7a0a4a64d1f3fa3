package org.rtkit4j.app.smc;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.drivers.smc.Smc;
import org.rtkit4j.drivers.smc.SmcException;
import org.rtkit4j.drivers.smc.SmcOptions;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.port.Releases;

/// A controller within reach of a command, from boot to quiesce.
public final class SmcSession implements AutoCloseable {
    private static final String COPROCESSOR = CoprocessorKind.SMC.nodeName();

    private final Connection connection;
    private final EventLoop loop;
    private final Iop iop;
    private final Smc smc;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private SmcSession(Connection connection, EventLoop loop, Iop iop, Smc smc) {
        this.connection = connection;
        this.loop = loop;
        this.iop = iop;
        this.smc = smc;
    }

    /// Wakes the controller behind a way in, and finds out which byte orders it has.
    static SmcSession open(ViaOption via)
            throws BadInputException, IOException, RtkitException, SmcException, InterruptedException {
        Connection connection = via.open(COPROCESSOR);
        try {
            return on(connection);
        } catch (RtkitException | SmcException | InterruptedException | RuntimeException e) {
            Releases.after(e, connection::close);
            throw e;
        }
    }

    /// Wakes the controller at the end of a connection.
    public static SmcSession on(Connection connection) throws RtkitException, SmcException, InterruptedException {
        var loop = new EventLoop(connection.clock()).start();
        try {
            var platform = connection.platform();
            Iop iop = loop.attach(IopProfile.named(COPROCESSOR), platform, connection.listening(SessionListener.NONE));
            iop.boot();
            Smc smc = Smc.open(iop, platform.memory(), SmcOptions.DEFAULT.with(connection.clock()));
            smc.adaptByteOrders();
            return new SmcSession(connection, loop, iop, smc);
        } catch (RtkitException | SmcException | InterruptedException | RuntimeException e) {
            Releases.after(e, loop::close);
            throw e;
        }
    }

    public Smc smc() {
        return smc;
    }

    /// Returns whether it can be talked to: neither closed nor crashed.
    boolean isRunning() {
        return !isClosed.get() && iop.isRunning();
    }

    /// Returns whether it was closed.
    boolean isClosed() {
        return isClosed.get();
    }

    /// Closes it when the process is asked to end, for commands that run until then.
    void closeOnExit() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
    }

    /// Returns the way in, as a person would name it.
    @Override
    public String toString() {
        return connection.toString();
    }

    /// Quiesces the controller; the connection stays. Idempotent.
    public void leave() {
        if (isClosed.compareAndSet(false, true)) {
            Releases.all(smc::close, iop::close, loop::close);
        }
    }

    /// Leaves, and closes the connection.
    @Override
    public void close() {
        Releases.all(this::leave, connection::close);
    }
}
