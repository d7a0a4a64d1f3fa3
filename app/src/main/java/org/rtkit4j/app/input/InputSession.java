package org.rtkit4j.app.input;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.session.Timeouts;
import org.rtkit4j.core.supervise.Supervised;
import org.rtkit4j.core.supervise.Supervisor;
import org.rtkit4j.core.supervise.SupervisorConfig;
import org.rtkit4j.drivers.dockchannel.DockChannelWindows;
import org.rtkit4j.drivers.input.InputDriver;
import org.rtkit4j.drivers.input.InputListener;
import org.rtkit4j.drivers.input.InputOptions;
import org.rtkit4j.drivers.input.TouchFile;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.mtp.MtpHands;
import org.rtkit4j.wire.dockchannel.DockChannelRegisters;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.port.Releases;

/// Keyboard and trackpad within reach of a command; their co-processor is restarted when it crashes.
final class InputSession implements AutoCloseable {
    private static final String COPROCESSOR = CoprocessorKind.MTP.nodeName();

    private final Connection connection;
    private final EventLoop loop;
    private final Supervisor supervisor;
    private final Supervised supervised;
    private final InputDriver driver;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private int lit;

    private InputSession(Connection connection, EventLoop loop, InputListener listener, Optional<TouchFile> touchFile)
            throws BadInputException, IOException {
        this.connection = connection;
        this.loop = loop;
        Platform platform = connection.platform();
        InputOptions options = InputOptions.DEFAULT.with(connection.clock()).patient(connection.patience());
        driver = new InputDriver(
                loop,
                windows(connection),
                platform.memory(),
                touchFile.map(options::with).orElse(options),
                listener);
        supervisor = new Supervisor(loop, SupervisorConfig.DEFAULT);
        supervised = supervisor.add(profile(connection.patience()), platform, driver);
        supervisor.listen(driver);
    }

    private static IopProfile profile(int patience) {
        IopProfile usual = IopProfile.named(COPROCESSOR);
        return usual.with(usual.session()
                .withTimeouts(new Timeouts(
                        Timeouts.DEFAULT.managementNanos() * patience, Timeouts.DEFAULT.sendNanos() * patience)));
    }

    /// Returns the registers of keyboard and trackpad behind a way in.
    static DockChannelWindows windows(Connection connection) throws BadInputException, IOException {
        Coprocessor emulated = connection.emulated();
        if (emulated != null && emulated.profile().mtp() == null) {
            throw new BadInputException("%s has no keyboard and no trackpad".formatted(connection));
        }
        return new DockChannelWindows(
                connection.window("irq"),
                connection.window("config"),
                connection.window("data"),
                connection.interrupt("dockchannel"),
                DockChannelRegisters.MTP_CHANNEL,
                DockChannelWindows.FIFO_BYTES);
    }

    /// Starts the co-processor behind a way in.
    ///
    /// @param listener hears everything, on a thread that must not be held up
    static InputSession open(ViaOption via, InputListener listener, Optional<TouchFile> touchFile)
            throws BadInputException, IOException {
        if (via.isReplay()) {
            throw new BadInputException("--via replay: a capture has no registers of a keyboard to watch");
        }
        Connection connection = via.open(COPROCESSOR);
        var loop = new EventLoop(connection.clock()).start();
        try {
            var session = new InputSession(connection, loop, listener, touchFile);
            session.supervised.start();
            return session;
        } catch (BadInputException | IOException | RuntimeException e) {
            Releases.after(e, loop::close, connection::close);
            throw e;
        }
    }

    /// Returns the hands on it, or null where it is a real one.
    @Nullable
    MtpHands hands() {
        Coprocessor emulated = connection.emulated();
        return emulated == null ? null : emulated.hands();
    }

    /// Has the keyboard light these LEDs, where it does not yet.
    void lights(int leds) {
        if (leds != lit) {
            lit = leds;
            driver.leds(leds);
        }
    }

    /// Has something done after what the driver does just now.
    void afterThis(Runnable action) {
        loop.task(action).wake();
    }

    InputDriver driver() {
        return driver;
    }

    /// Returns why it cannot be used any more, or null.
    @Nullable
    String trouble() {
        return supervised.isGivenUp() ? "the co-processor is not restarted any more" : null;
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
            Releases.all(driver::close, supervisor::close, loop::close, connection::close);
        }
    }

    /// Returns the way in, as a person would name it.
    @Override
    public String toString() {
        return connection.toString();
    }
}
