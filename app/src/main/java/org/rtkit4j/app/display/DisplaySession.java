package org.rtkit4j.app.display;

import java.io.IOException;
import java.util.Optional;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.via.BootedIop;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.drivers.display.Display;
import org.rtkit4j.drivers.display.DisplayException;
import org.rtkit4j.drivers.display.DisplayListener;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.display.Screen;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.profile.ProfileException;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.port.Releases;

/// A display within reach of a command, from boot to rest.
final class DisplaySession implements AutoCloseable {
    private static final String COPROCESSOR = CoprocessorKind.DCP.nodeName();

    private final Connection connection;
    private final BootedIop booted;
    private final Display display;

    private DisplaySession(Connection connection, BootedIop booted, Display display) {
        this.connection = connection;
        this.booted = booted;
        this.display = display;
    }

    /// Boots the co-processor behind a way in, and switches its display on.
    ///
    /// @param monitor what is plugged into an emulated one, or nothing: what its profile says
    static DisplaySession open(ViaOption via, String monitor, DisplayRoad road, DisplayListener listener)
            throws BadInputException, IOException, RtkitException, DisplayException, InterruptedException {
        Connection connection = via.open(COPROCESSOR, profile -> withMonitor(profile, monitor));
        try {
            return on(connection, road, listener);
        } catch (BadInputException | RtkitException | DisplayException | InterruptedException | RuntimeException e) {
            Releases.after(e, connection::close);
            throw e;
        }
    }

    private static DisplaySession on(Connection connection, DisplayRoad road, DisplayListener listener)
            throws BadInputException, RtkitException, DisplayException, InterruptedException {
        BootedIop booted = BootedIop.behind(connection, COPROCESSOR);
        try {
            return new DisplaySession(connection, booted, lit(road.open(connection, booted.iop()), listener));
        } catch (BadInputException | DisplayException | InterruptedException | RuntimeException e) {
            Releases.after(e, booted::close);
            throw e;
        }
    }

    private static Display lit(Display display, DisplayListener listener)
            throws DisplayException, InterruptedException {
        try {
            display.listen(listener);
            display.power(true);
            return display;
        } catch (DisplayException | InterruptedException | RuntimeException e) {
            Releases.after(e, display::close);
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
        return Optional.ofNullable(connection.emulated()).map(Coprocessor::screen);
    }

    /// Returns whether its co-processor can be talked to.
    boolean isRunning() {
        return booted.isRunning();
    }

    boolean isClosed() {
        return booted.isClosed();
    }

    /// Closes it when the process is asked to end, for commands that run until then.
    void closeOnExit() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
    }

    @Override
    public void close() {
        booted.closeBetween(display::close, connection::close);
    }

    /// Returns the way in, as a person would name it.
    @Override
    public String toString() {
        return connection.toString();
    }
}
