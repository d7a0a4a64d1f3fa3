package org.rtkit4j.core.supervise;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/// Keeps crash logs as files in a folder, one each.
///
/// A file appears under its name whole or not at all, also where the power fails: it is written under another name,
/// flushed to the disk, renamed. No file is ever overwritten. Several processes may use one folder.
public final class CrashFolder implements CrashStore {
    private static final System.Logger LOG = System.getLogger("org.rtkit4j.core.supervise");
    private static final int TRIES = 1000;

    // A crash log holds the firmware's memory, keys included.
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /// Writes a new file and flushes it to the disk.
    @FunctionalInterface
    interface FileWriter {
        void write(Path file, byte[] bytes) throws IOException;
    }

    private final Path folder;
    private final FolderRetention retention;
    private final FileWriter writer;

    CrashFolder(Path folder, Retention retention, FileWriter writer) {
        this.folder = folder;
        this.retention = new FolderRetention(folder, retention);
        this.writer = writer;
    }

    /// Keeps crash logs in `folder`, made where it is missing, as many as [Retention#DEFAULT] says.
    public static CrashFolder in(Path folder) {
        return in(folder, Retention.DEFAULT);
    }

    /// Keeps crash logs in `folder`, made where it is missing.
    public static CrashFolder in(Path folder, Retention retention) {
        return new CrashFolder(folder, retention, CrashFolder::writeNew);
    }

    @Override
    public synchronized Path save(String coprocessor, Instant time, byte[] log) throws IOException {
        Files.createDirectories(folder);
        for (int counter = 0; counter < TRIES; counter++) {
            Path file = folder.resolve(CrashFileName.of(coprocessor, time, counter));
            Path part = folder.resolve(file.getFileName() + CrashFileName.PART);
            if (!Files.exists(file) && reserve(part) && write(part, file, log)) {
                tidy(file);
                return file;
            }
        }
        throw new FileAlreadyExistsException(folder.toString(), null, "too many crash logs of the same time");
    }

    // Whoever makes the part owns the name: two writers of the same one cannot both get past this.
    private boolean reserve(Path part) throws IOException {
        try {
            Files.createFile(part, isPosix() ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0]);
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        }
    }

    /// Returns false where another process has taken the name just before the part was made.
    private boolean write(Path part, Path file, byte[] log) throws IOException {
        boolean moved = false;
        try {
            writer.write(part, log);
            if (!Files.exists(file)) {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                moved = true;
            }
            return moved;
        } finally {
            // Once it is moved, a part of this name is somebody else's.
            if (!moved) {
                Files.deleteIfExists(part);
            }
        }
    }

    // The log is safe by now: what goes wrong here must not say that it is lost.
    private void tidy(Path newest) {
        try {
            flushFolder();
            retention.apply(newest);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.log(System.Logger.Level.WARNING, "crash logs cannot be tidied: folder=" + folder, e);
        }
    }

    private static void writeNew(Path file, byte[] bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    // So that the new name is on the disk too. Elsewhere than on POSIX systems a folder cannot be opened.
    private void flushFolder() throws IOException {
        if (isPosix()) {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private boolean isPosix() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
