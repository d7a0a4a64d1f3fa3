package org.rtkit4j.app.display;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.app.via.EmulatorConnection;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.drivers.display.Display;
import org.rtkit4j.drivers.display.DisplayException;
import org.rtkit4j.drivers.display.DisplayListener;
import org.rtkit4j.drivers.display.DisplayOptions;
import org.rtkit4j.drivers.display.IbootDisplay;
import org.rtkit4j.emulator.display.Screen;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.profile.ProfileException;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.port.Releases;

/// A display within reach of a command, from boot to rest.
final class DisplaySession implements AutoCloseable {
    private static final String COPROCESSOR = CoprocessorKind.DCP.nodeName();

    private final Connection connection;
    private final EventLoop loop;
    private final Iop iop;
    private final Display display;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private DisplaySession(Connection connection, EventLoop loop, Iop iop, Display display) {
        this.connection = connection;
        this.loop = loop;
        this.iop = iop;
        this.display = display;
    }

    /// Boots the co-processor behind a way in, and switches its display on.
    ///
    /// @param monitor what is plugged into an emulated one, or nothing: what its profile says
    static DisplaySession open(ViaOption via, String monitor, DisplayListener listener)
            throws BadInputException, IOException, RtkitException, DisplayException, InterruptedException {
        Connection connection = via.open(COPROCESSOR, profile -> withMonitor(profile, monitor));
        var loop = new EventLoop(connection.clock()).start();
        try {
            Platform platform = connection.platform();
            Iop iop = loop.attach(IopProfile.named(COPROCESSOR), platform, connection.listening(SessionListener.NONE));
            iop.boot();
            Display display =
                    IbootDisplay.open(iop, platform.memory(), DisplayOptions.DEFAULT.with(connection.clock()));
            display.listen(listener);
            display.power(true);
            return new DisplaySession(connection, loop, iop, display);
        } catch (RtkitException | DisplayException | InterruptedException | RuntimeException e) {
            Releases.after(e, loop::close, connection::close);
            throw e;
        }
    }

    private static Profile withMonitor(Profile profile, String monitor) {
        if (monitor.isEmpty()) {
            return profile;
        }
        if (profile.display() == null) {
            throw new ProfileException("no display: name=" + profile.name());
        }
        return profile.with("display.connector", "external").with("display.monitor", monitor);
    }

    Display display() {
        return display;
    }

    /// Returns the screen before it, where it is an emulated one.
    Optional<Screen> screen() {
        return connection instanceof EmulatorConnection emulator
                ? Optional.of(emulator.coprocessor().screen())
                : Optional.empty();
    }

    /// Returns whether its co-processor can be talked to.
    boolean isRunning() {
        return !isClosed.get() && iop.isRunning();
    }

    boolean isClosed() {
        return isClosed.get();
    }

    /// Closes it when the process is asked to end, for commands that run until then.
    void closeOnExit() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
    }

    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            Releases.all(display::close, iop::close, loop::close, connection::close);
        }
    }

    /// Returns the way in, as a person would name it.
    @Override
    public String toString() {
        return connection.toString();
    }
}
