package org.rtkit4j.app.smc;

import java.io.IOException;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.via.BootedIop;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.app.via.ProfileParameter;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.drivers.smc.Smc;
import org.rtkit4j.drivers.smc.SmcException;
import org.rtkit4j.drivers.smc.SmcOptions;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.port.Releases;

/// A controller within reach of a command, from boot to quiesce.
public final class SmcSession implements AutoCloseable {
    private static final String COPROCESSOR = CoprocessorKind.SMC.nodeName();

    private final Connection connection;
    private final BootedIop booted;
    private final Smc smc;

    private SmcSession(Connection connection, BootedIop booted, Smc smc) {
        this.connection = connection;
        this.booted = booted;
        this.smc = smc;
    }

    /// Wakes the controller behind a way in, and finds out which byte orders it has.
    static SmcSession open(ViaOption via)
            throws BadInputException, IOException, RtkitException, SmcException, InterruptedException {
        Connection connection = via.open(COPROCESSOR);
        try {
            requireController(connection);
            return on(connection);
        } catch (BadInputException | RtkitException | SmcException | InterruptedException | RuntimeException e) {
            Releases.after(e, connection::close);
            throw e;
        }
    }

    // Of what is emulated it is known before it is asked.
    private static void requireController(Connection connection) throws BadInputException {
        Coprocessor emulated = connection.emulated();
        if (emulated != null && emulated.profile().keys() == null) {
            throw ProfileParameter.lacks("system management controller", emulated.profile());
        }
    }

    /// Wakes the controller at the end of a connection.
    public static SmcSession on(Connection connection) throws RtkitException, SmcException, InterruptedException {
        BootedIop booted = BootedIop.behind(connection, COPROCESSOR);
        try {
            SmcOptions options = SmcOptions.DEFAULT.with(connection.clock());
            Smc smc = Smc.open(booted.iop(), connection.platform().memory(), options);
            smc.adaptByteOrders();
            return new SmcSession(connection, booted, smc);
        } catch (SmcException | InterruptedException | RuntimeException e) {
            Releases.after(e, booted::close);
            throw e;
        }
    }

    public Smc smc() {
        return smc;
    }

    /// Returns whether it can be talked to: neither closed nor crashed.
    boolean isRunning() {
        return booted.isRunning();
    }

    /// Returns whether it was closed.
    boolean isClosed() {
        return booted.isClosed();
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
        booted.closeBetween(smc::close, () -> {});
    }

    /// Leaves, and closes the connection.
    @Override
    public void close() {
        Releases.all(this::leave, connection::close);
    }
}
