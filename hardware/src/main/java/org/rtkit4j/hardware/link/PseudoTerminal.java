package org.rtkit4j.hardware.link;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.rtkit4j.wire.port.Releases;

/// A pseudo-terminal of ours: another program opens its other side as it would a serial line. Linux only.
///
/// Its other side is held open and raw here. So what goes out before a program opens it waits for that program and is
/// not echoed, and that programs come and go is not seen.
public final class PseudoTerminal implements Link {
    private final Path path;
    private final Path device;
    private final Descriptor controller;
    private final Descriptor held;

    private PseudoTerminal(Path path, Path device, Descriptor controller, Descriptor held) {
        this.path = path;
        this.device = device;
        this.controller = controller;
        this.held = held;
    }

    /// Makes one.
    ///
    /// @param path where a symbolic link to its other side is made; one that points nowhere is replaced
    /// @throws IOException if something else is there, or the system gives no pseudo-terminal
    public static PseudoTerminal open(Path path) throws IOException {
        var controller = new Descriptor(Terminals.openController());
        try {
            Path device = Path.of(controller.terminalName());
            var held = new Descriptor(Terminals.open(device.toString()));
            try {
                replaceStale(path);
                Files.createSymbolicLink(path, device);
                return new PseudoTerminal(path, device, controller, held);
            } catch (IOException e) {
                var failure = new IOException(
                        "cannot make a link to the pseudo-terminal: path=%s, %s".formatted(path, reason(e)), e);
                throw Releases.after(failure, held::close);
            }
        } catch (IOException e) {
            throw Releases.after(e, controller::close);
        }
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case FileAlreadyExistsException _ -> "something is there already";
            case NoSuchFileException _ -> "no such folder";
            case AccessDeniedException _ -> "not permitted";
            default -> failure.toString();
        };
    }

    private static void replaceStale(Path path) throws IOException {
        if (Files.isSymbolicLink(path) && !Files.exists(path)) {
            Files.delete(path);
        }
    }

    /// Returns the path of the symbolic link.
    public Path path() {
        return path;
    }

    /// Returns the path of the terminal itself, such as `/dev/pts/3`.
    public Path device() {
        return device;
    }

    public boolean isOpen() {
        return controller.isOpen();
    }

    @Override
    public int read(byte[] into, int from, int length, long timeoutNanos) throws IOException {
        return controller.read(into, from, length, timeoutNanos);
    }

    @Override
    public int write(byte[] bytes, int from, int length, long timeoutNanos) throws IOException {
        return controller.write(bytes, from, length, timeoutNanos);
    }

    /// Drops what nobody has read yet, in both directions.
    public void discard() throws IOException {
        held.discard();
    }

    @Override
    public void close() throws IOException {
        if (!controller.isOpen()) {
            return;
        }
        Releases.<IOException>all(controller::close, held::close, this::unlink);
    }

    private void unlink() throws IOException {
        if (Files.isSymbolicLink(path) && Files.readSymbolicLink(path).equals(device)) {
            Files.delete(path);
        }
    }

    @Override
    public String toString() {
        return "pty:" + path;
    }
}
