package org.rtkit4j.app.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;

/// A file that a command writes: it appears under its name when it is published, and not before.
///
/// It is written beside the name that it gets, so a full disk or a refusal leaves what was there before. What is
/// written may hold memory of the machine or words of its owner: only the owner may read it. A symbolic link is
/// refused, since nobody who names a file means to overwrite another one. Pipes, terminals and other devices are
/// written to as they are. Not thread-safe.
public final class OutputFile implements Closeable {
    private static final Path DEVICES = Path.of("/dev");

    private final Path file;
    private final Path part;
    private boolean isPublished;

    private OutputFile(Path file, Path part) {
        this.file = file;
        this.part = part;
        this.isPublished = part.equals(file);
    }

    /// Fills a file.
    @FunctionalInterface
    public interface Content {
        void write(Path file) throws IOException, BadInputException;
    }

    /// Begins a file.
    ///
    /// @throws BadInputException if it cannot be written there; the message names the file and the reason
    public static OutputFile begin(Path file) throws BadInputException {
        if (Files.isDirectory(file)) {
            throw refused(file, "is a folder");
        }
        if (isDevice(file)) {
            return new OutputFile(file, file);
        }
        if (Files.isSymbolicLink(file)) {
            throw refused(file, "is a symbolic link, name the file itself");
        }
        return beside(file);
    }

    /// Refuses to write one file over another that the same command reads or writes, by whatever names.
    ///
    /// @param name what the user calls the file that is to be written
    /// @param file null: there is none
    /// @param otherName what the user calls the other
    /// @param other null: there is none
    /// @throws BadInputException if both are one file, which is no device
    public static void requireApart(String name, @Nullable Path file, String otherName, @Nullable Path other)
            throws BadInputException {
        if (file != null && other != null && !isDevice(file) && isSame(file, other)) {
            throw refused(file, "%s and %s are the same file".formatted(name, otherName));
        }
    }

    private static boolean isSame(Path file, Path other) {
        try {
            return Files.isSameFile(file, other);
        } catch (IOException _) {
            // One of them is not there yet.
            return file.toAbsolutePath()
                    .normalize()
                    .equals(other.toAbsolutePath().normalize());
        }
    }

    /// Writes a whole file.
    ///
    /// @throws BadInputException if it cannot be written there
    /// @throws IOException if it could not be written to its end; the message names the file
    public static void write(Path file, Content content) throws IOException, BadInputException {
        try (var output = begin(file)) {
            output.fill(content);
            output.publish();
        }
    }

    /// Writes to what is to become the file.
    ///
    /// @throws IOException if that fails; the message names the file
    public void fill(Content content) throws IOException, BadInputException {
        try {
            content.write(part);
        } catch (UncheckedIOException e) {
            throw failed(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Opens what is to become the file. The channel stays good when it is published; what it throws names the file.
    public WritableByteChannel open() throws IOException {
        return new NamedChannel(FileChannel.open(part, StandardOpenOption.WRITE));
    }

    /// Returns what is written to until the file is published, for those who open it themselves.
    public Path part() {
        return part;
    }

    /// Returns whether it has its name, which a device has from the start.
    public boolean isPublished() {
        return isPublished;
    }

    /// Gives the file its name, in place of what has it.
    ///
    /// @throws IOException if that fails; the message names the file
    public void publish() throws IOException {
        if (!isPublished) {
            try {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw failed(e);
            }
            isPublished = true;
        }
    }

    /// Returns what says that a file could not be written to its end.
    public IOException failed(IOException e) {
        return new IOException(IoReason.unwritable(file, e), e);
    }

    /// Removes what was not published.
    @Override
    public void close() throws IOException {
        if (!isPublished) {
            Files.deleteIfExists(part);
        }
    }

    // The temporary file is its owner's alone, wherever files can be.
    private static OutputFile beside(Path file) throws BadInputException {
        Path folder = file.toAbsolutePath().getParent();
        Path name = file.getFileName();
        if (folder == null || name == null) {
            throw refused(file, "is no name of a file");
        }
        try {
            return new OutputFile(file, Files.createTempFile(folder, "." + name, ".part"));
        } catch (NoSuchFileException _) {
            throw refused(file, IoReason.ofMissing(folder));
        } catch (IOException e) {
            throw refused(file, IoReason.of(e));
        }
    }

    // The links below /dev are the system's own: /dev/stdout is one.
    private static boolean isDevice(Path file) {
        boolean isPlain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        return Files.exists(file)
                && !isPlain
                && (!Files.isRegularFile(file) || file.toAbsolutePath().startsWith(DEVICES));
    }

    private final class NamedChannel implements WritableByteChannel {
        private final FileChannel channel;

        NamedChannel(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            try {
                return channel.write(bytes);
            } catch (IOException e) {
                throw failed(e);
            }
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static BadInputException refused(Path file, String why) {
        return new BadInputException("%s: cannot be written: %s".formatted(file, why));
    }
}
