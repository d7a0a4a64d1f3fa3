package org.rtkit4j.emulator.nvme;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/// A disk image that is open, and the right to it: one writer at a time, of all in this process and in others.
///
/// The right is a lock of the operating system on the file itself, under whatever name it is reached, and ends with
/// its holder, however that ends. Locks of QEMU's tools exclude it, and it excludes them. A second lock says who
/// holds it: on one byte far behind the end of any file, whose place is the number of the holder's process. So
/// whoever is refused finds it, and nothing is left that could be out of date. Those who may only read
/// it share it with each other.
final class ImageLock implements AutoCloseable {
    // What one holder has: all that a file can have, and more than QEMU's bytes, which begin at 100.
    private static final long CONTENT_BYTES = 1L << 62;
    private static final long PROCESSES = 1L << 32;

    // Of this process: closing any channel of a file gives up the process's locks on it, so that none is opened
    // twice.
    private static final Set<Object> HELD = new HashSet<>();

    private final RandomAccessFile file;
    private final Object key;
    private final boolean isNew;

    private ImageLock(RandomAccessFile file, Object key, boolean isNew) {
        this.file = file;
        this.key = key;
        this.isNew = isNew;
    }

    /// Opens an image, and makes it, empty, where there is none and it may be written.
    ///
    /// @throws ImageInUseException if somebody else has it
    /// @throws IOException if it cannot be opened, or the file system knows no locks
    static ImageLock open(DiskImage image) throws IOException {
        synchronized (HELD) {
            return image.isReadOnly() ? existing(image) : openOrMake(image);
        }
    }

    private static ImageLock openOrMake(DiskImage image) throws IOException {
        try {
            Files.createFile(image.file());
            return lock(image.file(), false, true);
        } catch (FileAlreadyExistsException _) {
            return existing(image);
        }
    }

    private static ImageLock existing(DiskImage image) throws IOException {
        if (Files.isDirectory(image.file())) {
            throw new FileSystemException(image.file().toString(), null, "is a folder");
        }
        if (HELD.contains(key(image.file()))) {
            throw new ImageInUseException(image.file(), ProcessHandle.current().pid());
        }
        // QEMU's tools share their locks where they write: only an exclusive lock keeps clear of them.
        boolean isShared = image.isReadOnly() && !Files.isWritable(image.file());
        Set<StandardOpenOption> access =
                isShared ? Set.of(StandardOpenOption.READ) : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
        // Says why it cannot be opened, where what follows would only say that.
        FileChannel.open(image.file(), access).close();
        return lock(image.file(), isShared, false);
    }

    private static ImageLock lock(Path image, boolean isShared, boolean isNew) throws IOException {
        var file = new RandomAccessFile(image.toFile(), isShared ? "r" : "rw");
        try {
            FileChannel channel = file.getChannel();
            if (channel.tryLock(0, CONTENT_BYTES, isShared) == null) {
                throw new ImageInUseException(image, holder(channel, isShared));
            }
            // Who is refused meanwhile looks at this range, for a moment.
            channel.lock(CONTENT_BYTES + ProcessHandle.current().pid(), 1, isShared);
            var lock = new ImageLock(file, key(image), isNew);
            HELD.add(lock.key);
            return lock;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    // By halves: where the byte is that cannot be had.
    private static long holder(FileChannel channel, boolean isShared) throws IOException {
        long from = CONTENT_BYTES;
        for (long size = PROCESSES / 2; size > 0; size /= 2) {
            from += isFree(channel, from, size, isShared) ? size : 0;
        }
        return isFree(channel, from, 1, isShared) ? ImageInUseException.UNKNOWN : from - CONTENT_BYTES;
    }

    private static boolean isFree(FileChannel channel, long from, long size, boolean isShared) throws IOException {
        try (FileLock probe = channel.tryLock(from, size, isShared)) {
            return probe != null;
        }
    }

    private static Object key(Path image) throws IOException {
        Object key = Files.readAttributes(image, BasicFileAttributes.class).fileKey();
        return key == null ? image.toRealPath() : key;
    }

    /// Returns the image, for reading, and for writing where that is allowed. It does not mind that a thread is
    /// interrupted.
    RandomAccessFile file() {
        return file;
    }

    /// Returns whether the image was made just now.
    boolean isNew() {
        return isNew;
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            HELD.remove(key);
            file.close();
        }
    }
}
