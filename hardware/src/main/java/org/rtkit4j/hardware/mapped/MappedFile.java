package org.rtkit4j.hardware.mapped;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.hardware.system.Libc;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.Releases;

/// A file of which pieces are mapped: offsets in it are physical addresses where it is `/dev/mem`.
///
/// What is mapped stays so until the file is closed. Any thread may map. Use of a mapping after the close throws
/// [IllegalStateException].
@SuppressWarnings("restricted") // A mapping is memory whose size only we know.
final class MappedFile implements AutoCloseable {
    private final Path path;
    private final int fd;
    private final long pageBytes;
    private final Arena arena = Arena.ofShared();
    private final List<MemorySegment> mapped = new ArrayList<>();
    private boolean isClosed;

    private MappedFile(Path path, int fd, long pageBytes) {
        this.path = path;
        this.fd = fd;
        this.pageBytes = pageBytes;
    }

    /// Opens a file for reading and writing.
    ///
    /// @param pageBytes size of a page of the kernel
    /// @throws IOException if that cannot be; the message says what to do where permission is missing
    static MappedFile open(Path path, long pageBytes) throws IOException {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment state = scratch.allocate(Libc.STATE);
            int flags = Libc.O_RDWR | Libc.O_SYNC | Libc.O_CLOEXEC;
            int fd = Libc.open(state, scratch.allocateFrom(path.toString()), flags);
            if (fd < 0) {
                throw new IOException(failure("cannot open", path, Libc.errno(state)));
            }
            return new MappedFile(path, fd, pageBytes);
        }
    }

    /// Maps a piece.
    ///
    /// @param offset of its first byte; the page around it is mapped too
    /// @param sizeBytes above 0
    /// @return memory that begins at `offset`
    synchronized MemorySegment map(long offset, long sizeBytes) throws IOException {
        if (isClosed || sizeBytes == 0 || !Region.fits(offset, sizeBytes, Long.MAX_VALUE - pageBytes)) {
            throw new IOException("cannot map: file=%s, offset=0x%x, size=0x%x".formatted(path, offset, sizeBytes));
        }
        long start = offset & -pageBytes;
        long length = (offset + sizeBytes - start + pageBytes - 1) & -pageBytes;
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment state = scratch.allocate(Libc.STATE);
            MemorySegment raw = Libc.mmap(state, length, Libc.PROT_READ | Libc.PROT_WRITE, Libc.MAP_SHARED, fd, start);
            if (raw.address() == Libc.MAP_FAILED) {
                throw new IOException(failure("cannot map 0x%x of".formatted(offset), path, Libc.errno(state)));
            }
            mapped.add(raw.reinterpret(length));
            return raw.reinterpret(length, arena, null).asSlice(offset - start, sizeBytes);
        }
    }

    int descriptor() {
        return fd;
    }

    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment state = scratch.allocate(Libc.STATE);
            Releases.all(() -> unmap(state), () -> Libc.close(state, fd));
        }
    }

    // First nobody can access it any more, then it goes away: as long as somebody can, it stays.
    private void unmap(MemorySegment state) {
        arena.close();
        mapped.forEach(segment -> Libc.munmap(state, segment, segment.byteSize()));
    }

    private static String failure(String what, Path path, int errno) {
        String advice = errno == Libc.EPERM || errno == Libc.EACCES
                ? "; physical memory is root's, and the kernel must allow it: iomem=relaxed on its command line"
                : "";
        return "%s %s: %s%s".formatted(what, path, Libc.strerror(errno), advice);
    }
}
