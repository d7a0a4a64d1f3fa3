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
/// not echoed. Once a program had it open and none has it any more, what nobody has read is dropped, as the last close
/// of a serial line does; and what goes out then is lost.
public final class PseudoTerminal implements Link {
    private final Path path;
    private final Path device;
    private final Descriptor controller;
    private final Descriptor held;
    private final TerminalUsers users;
    private volatile Runnable onLastClose = () -> {};

    private PseudoTerminal(Path path, Path device, Descriptor controller, Descriptor held, TerminalUsers users) {
        this.path = path;
        this.device = device;
        this.controller = controller;
        this.held = held;
        this.users = users;
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
                return linked(path, device, controller, held);
            } catch (IOException e) {
                throw Releases.after(e, held::close);
            }
        } catch (IOException e) {
            throw Releases.after(e, controller::close);
        }
    }

    private static PseudoTerminal linked(Path path, Path device, Descriptor controller, Descriptor held)
            throws IOException {
        var users = TerminalUsers.of(device.toString());
        try {
            replaceStale(path);
            Files.createSymbolicLink(path, device);
            controller.wakeBy(users.events());
            return new PseudoTerminal(path, device, controller, held, users);
        } catch (IOException e) {
            var failure = new IOException(
                    "cannot make a link to the pseudo-terminal: path=%s, %s".formatted(path, reason(e)), e);
            throw Releases.after(failure, users::close);
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

    /// Has `listener` hear, on the thread that reads or writes here, that the last program has closed its other side;
    /// what that program had not read is gone by then.
    public void onLastClose(Runnable listener) {
        onLastClose = listener;
    }

    public boolean isOpen() {
        return controller.isOpen();
    }

    @Override
    public int read(byte[] into, int from, int length, long timeoutNanos) throws IOException {
        long start = System.nanoTime();
        while (true) {
            long left = timeoutNanos - (System.nanoTime() - start);
            int got = controller.read(into, from, length, left);
            dropUnread();
            if (got != 0 || left <= 0) {
                return got;
            }
        }
    }

    @Override
    public int write(byte[] bytes, int from, int length, long timeoutNanos) throws IOException {
        dropUnread();
        return users.haveGone() ? length : controller.write(bytes, from, length, timeoutNanos);
    }

    private void dropUnread() throws IOException {
        if (users.takeLastClose()) {
            held.discardInput();
            onLastClose.run();
        }
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
        Releases.<IOException>all(controller::close, users::close, held::close, this::unlink);
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
