package org.rtkit4j.app.via;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.app.terminal.Verbosity;
import org.rtkit4j.app.via.MappedConnection.MappedWay;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.profile.ProfileException;
import org.rtkit4j.hardware.proxy.client.ProxyListener;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `--via`, for every command that talks to a co-processor.
public final class ViaOption {
    private static final String EMULATOR = "emulator";
    private static final String M1N1 = "m1n1:";
    private static final String MMIO = "mmio:";
    private static final String UIO = "uio:";
    private static final String REPLAY = "replay:";

    @Option(
            names = "--via",
            paramLabel = "WAY",
            defaultValue = EMULATOR,
            description = {
                "The way to the co-processor; default: ${DEFAULT-VALUE}.",
                "  emulator[:PROFILE]     one in this process",
                "  m1n1:DEVICE[:BAUD]     a Mac that runs m1n1, by cable",
                "  m1n1:tcp:HOST:PORT     or over a network",
                "  m1n1:pty:PATH          or a pseudo-terminal",
                "  mmio:[FILE][,dtb=FILE][,ram=ADDRESS+SIZE]",
                "                         this machine's, by /dev/mem",
                "  uio:DEVICE[,dtb=FILE]  this machine's, by UIO",
                "  replay:FILE            one that was recorded with --capture"
            })
    private String way = EMULATOR;

    @Mixin
    private CaptureOption capture = new CaptureOption();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    /// Makes the option as if it had been given, for a way whose target says nothing on its console.
    public static ViaOption of(String way) {
        var option = new ViaOption();
        option.way = way;
        option.spec = CommandSpec.create();
        var _ = new CommandLine(option.spec).setErr(new PrintWriter(Writer.nullWriter()));
        return option;
    }

    /// Opens the way to a co-processor.
    ///
    /// @param coprocessor its short name, `smc` for example
    /// @throws BadInputException if there is no such way, or what it names cannot be read
    /// @throws IOException if the way cannot be opened
    public Connection open(String coprocessor) throws BadInputException, IOException {
        return open(coprocessor, UnaryOperator.identity());
    }

    /// As the other form.
    ///
    /// @param change makes the profile of an emulated co-processor another one
    public Connection open(String coprocessor, UnaryOperator<Profile> change) throws BadInputException, IOException {
        return recorded(way(coprocessor, change), coprocessor);
    }

    /// Records a connection that was opened otherwise, where `--capture` wants that.
    ///
    /// @throws BadInputException if the capture cannot be made; the connection is closed then
    public Connection recorded(Connection connection, String coprocessor) throws BadInputException {
        return capture.around(connection, coprocessor);
    }

    /// Begins to record emulated co-processors that are not reached by [#open], where `--capture` wants that; null:
    /// it does not.
    ///
    /// @throws BadInputException if the capture cannot be made
    public @Nullable EmulatorRecording recordedEmulator(List<Profile> profiles) throws BadInputException {
        return capture.beginInEmulator(profiles, Profile::name);
    }

    /// Returns whether `--capture` is given.
    public boolean isCaptured() {
        return capture.isWanted();
    }

    /// Returns the file of `--capture`, or null.
    public @Nullable Path capture() {
        return capture.file();
    }

    private Connection way(String coprocessor, UnaryOperator<Profile> change) throws BadInputException, IOException {
        if (isEmulator()) {
            return emulator(way.equals(EMULATOR) ? coprocessor : way.substring(EMULATOR.length() + 1), change);
        }
        if (way.startsWith(M1N1)) {
            return M1n1Connection.open(
                    way.substring(M1N1.length()), coprocessor, new Console(Verbosity.remarks(spec)), this::remark);
        }
        if (way.startsWith(MMIO)) {
            return MappedConnection.memory(
                    MappedWay.parse(way.substring(MMIO.length()), "/dev/mem"), coprocessor, this::remark);
        }
        if (way.startsWith(UIO)) {
            return MappedConnection.uio(
                    MappedWay.parse(way.substring(UIO.length()), "/dev/uio0"), coprocessor, this::remark);
        }
        if (way.startsWith(REPLAY)) {
            return ReplayConnection.open(way.substring(REPLAY.length()), coprocessor);
        }
        throw new BadInputException(
                "--via %s: no such way, there are emulator, m1n1:, mmio:, uio:, replay:".formatted(way));
    }

    private void remark(String sentence) {
        PrintWriter err = Verbosity.remarks(spec);
        err.println("rtkit: " + Terminal.escape(sentence));
        err.flush();
    }

    private static Connection emulator(String nameOrFile, UnaryOperator<Profile> change)
            throws BadInputException, IOException {
        try {
            return new EmulatorConnection(change.apply(ProfileParameter.read(nameOrFile)));
        } catch (ProfileException e) {
            throw new BadInputException(
                    e.getCause() instanceof FileSystemException disk ? unusable(disk) : String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            // Each device can be had, and two of them not beside each other.
            throw new BadInputException("%s: %s".formatted(nameOrFile, e.getMessage()));
        }
    }

    // A disk's image that can be read was refused because it is to be written.
    private static String unusable(FileSystemException disk) {
        Path image = Path.of(disk.getFile());
        boolean isForWriting = (Files.isRegularFile(image) && Files.isReadable(image))
                || (disk instanceof AccessDeniedException && Files.notExists(image));
        return isForWriting ? IoReason.unwritable(image, disk) : IoReason.unreadable(image, disk);
    }

    /// Returns whether the way is the emulator in this process.
    public boolean isEmulator() {
        return way.equals(EMULATOR) || way.startsWith(EMULATOR + ":");
    }

    /// Returns whether the way is a capture.
    public boolean isReplay() {
        return way.startsWith(REPLAY);
    }

    /// Returns whether the way says which profile is to be emulated.
    public boolean hasProfile() {
        return way.startsWith(EMULATOR + ":");
    }

    /// Returns the profile that the way names; `otherwise` where it names none.
    public ProfileParameter profileOr(ProfileParameter otherwise) {
        return hasProfile() ? otherwise.as(way.substring(EMULATOR.length() + 1)) : otherwise;
    }

    /// What the target prints goes to stderr, marked as the target's.
    private record Console(PrintWriter err) implements ProxyListener {
        @Override
        public void onConsole(String line) {
            err.println("m1n1| " + Terminal.escape(line));
            err.flush();
        }
    }
}
