package org.rtkit4j.app.display;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.via.BootedIop;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.drivers.display.Display;
import org.rtkit4j.drivers.display.DisplayException;
import org.rtkit4j.drivers.display.DisplayListener;
import org.rtkit4j.drivers.display.DisplayOptions;
import org.rtkit4j.drivers.display.DisplayPort;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.display.DisplayConfig;
import org.rtkit4j.emulator.display.Screen;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.profile.ProfileException;
import org.rtkit4j.wire.display.TimingMode;
import org.rtkit4j.wire.port.Releases;

/// A display within reach of a command, from boot to rest.
final class DisplaySession implements AutoCloseable {
    private static final long LOOK_MILLIS = 5;
    private static final long PAUSE_NANOS = 100_000_000;

    private final Connection connection;
    private final DisplayRoad road;
    private final BootedIop booted;
    private final @Nullable DisplayPort port;
    private final Display display;

    private DisplaySession(
            Connection connection, DisplayRoad road, BootedIop booted, @Nullable DisplayPort port, Display display) {
        this.connection = connection;
        this.road = road;
        this.booted = booted;
        this.port = port;
        this.display = display;
    }

    /// Boots the co-processor behind a way in, and switches its display on.
    ///
    /// @param monitor what is plugged into an emulated one, or nothing: what its profile says
    static DisplaySession open(ViaOption via, String monitor, DisplayRoad road, DisplayListener listener)
            throws BadInputException, IOException, RtkitException, DisplayException, InterruptedException {
        Connection connection = via.open(road.coprocessor(), profile -> emulated(profile, monitor, road));
        try {
            return on(connection, road, listener);
        } catch (BadInputException | RtkitException | DisplayException | InterruptedException | RuntimeException e) {
            Releases.after(e, connection::close);
            throw e;
        }
    }

    private static DisplaySession on(Connection connection, DisplayRoad road, DisplayListener listener)
            throws BadInputException, RtkitException, DisplayException, InterruptedException {
        BootedIop booted = BootedIop.behind(connection, road.coprocessor());
        try {
            return plugged(connection, booted, road, listener);
        } catch (BadInputException | DisplayException | InterruptedException | RuntimeException e) {
            Releases.after(e, booted::close);
            throw e;
        }
    }

    private static DisplaySession plugged(
            Connection connection, BootedIop booted, DisplayRoad road, DisplayListener listener)
            throws BadInputException, DisplayException, InterruptedException {
        DisplayPort port = road.plug(connection, booted.iop());
        try {
            Display display = road.open(connection, booted.iop(), listener);
            return new DisplaySession(connection, road, booted, port, lit(display, port != null, connection));
        } catch (BadInputException | DisplayException | InterruptedException | RuntimeException e) {
            Releases.after(e, () -> close(port));
            throw e;
        }
    }

    private static Display lit(Display display, boolean isBehindPort, Connection connection)
            throws DisplayException, InterruptedException {
        try {
            display.power(true);
            if (isBehindPort) {
                awaitMonitor(display, connection);
            }
            return display;
        } catch (DisplayException | InterruptedException | RuntimeException e) {
            Releases.after(e, display::close);
            throw e;
        }
    }

    // Behind a port the lines are set first, call by call, and a monitor is told of before its modes are. That nothing
    // is plugged in is no error.
    private static void awaitMonitor(Display display, Connection connection)
            throws DisplayException, InterruptedException {
        long limitNanos = DisplayOptions.DEFAULT.monitorTimeoutNanos() * connection.patience();
        LongSupplier clock = connection.clock();
        long start = clock.getAsLong();
        while (!hasModes(display) && clock.getAsLong() - start < limitNanos) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private static boolean hasModes(Display display) throws DisplayException, InterruptedException {
        return !display.timings().isEmpty() && !display.colors().isEmpty();
    }

    private static Profile emulated(Profile profile, String monitor, DisplayRoad road) {
        if (profile.display() == null) {
            throw new ProfileException("no display: name=" + profile.name());
        }
        if (monitor.isEmpty() && road.port() == null) {
            return profile;
        }
        Profile external = profile.with("display.connector", "external");
        Profile ported = road.port() == null ? external : external.with("display.port", "remote");
        return monitor.isEmpty() ? ported : ported.with("display.monitor", monitor);
    }

    Display display() {
        return display;
    }

    /// Returns the modes of its monitor, the one that it likes best first.
    ///
    /// @throws NoMonitorException if there is none
    List<TimingMode> timings() throws DisplayException, InterruptedException, NoMonitorException {
        List<TimingMode> timings = display.timings();
        if (timings.isEmpty()) {
            throw withoutModes();
        }
        return timings;
    }

    /// Returns what to throw where something was to be shown and there is no mode for it.
    NoMonitorException withoutModes() throws DisplayException, InterruptedException {
        if (display.isConnected()) {
            return NoMonitorException.withoutModes();
        }
        return road.port() == null && isBehindPort() ? NoMonitorException.behindPort() : new NoMonitorException();
    }

    private boolean isBehindPort() {
        Coprocessor emulated = connection.emulated();
        DisplayConfig display = emulated == null ? null : emulated.profile().display();
        return display == null ? !road.coprocessor().equals(DisplayRoad.PANEL) : display.isRemote();
    }

    /// Returns the screen before it, where it is an emulated one.
    Optional<Screen> screen() {
        return Optional.ofNullable(connection.emulated()).map(Coprocessor::screen);
    }

    /// Does nothing for so long, unless the process is asked to end.
    ///
    /// @return whether the process goes on
    /// @throws RtkitException as soon as the display cannot be talked to any more
    boolean pause(Duration time) throws RtkitException, InterruptedException {
        long start = System.nanoTime();
        long left = time.toNanos();
        while (left > 0 && !booted.isClosed()) {
            booted.requireLife();
            TimeUnit.NANOSECONDS.sleep(Math.min(left, PAUSE_NANOS));
            left = time.toNanos() - (System.nanoTime() - start);
        }
        return !booted.isClosed();
    }

    /// Closes it when the process is asked to end, for commands that run until then.
    void closeOnExit() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
    }

    @Override
    public void close() {
        booted.closeBetween(() -> Releases.all(display::close, () -> close(port)), connection::close);
    }

    private static void close(@Nullable DisplayPort port) {
        if (port != null) {
            port.close();
        }
    }

    /// Returns the way in, as a person would name it.
    @Override
    public String toString() {
        return connection.toString();
    }
}
