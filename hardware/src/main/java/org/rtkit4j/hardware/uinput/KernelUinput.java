package org.rtkit4j.hardware.uinput;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.rtkit4j.hardware.system.Libc;

/// `/dev/uinput` of a Linux kernel, opened for one device. An interrupted call is made again.
final class KernelUinput implements UinputFile {
    private final Path path;
    private final int fd;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment writing = arena.allocate(Libc.STATE);
    private final MemorySegment reading = arena.allocate(Libc.STATE);

    private KernelUinput(Path path, int fd) {
        this.path = path;
        this.fd = fd;
    }

    /// Opens it.
    ///
    /// @throws IOException if that cannot be; the message says what to do
    static KernelUinput open(Path path) throws IOException {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment state = scratch.allocate(Libc.STATE);
            int flags = Libc.O_RDWR | Libc.O_NONBLOCK | Libc.O_CLOEXEC;
            int fd = Libc.open(state, scratch.allocateFrom(path.toString()), flags);
            if (fd < 0) {
                throw new IOException(advice(path, Libc.errno(state)));
            }
            return new KernelUinput(path, fd);
        }
    }

    private static String advice(Path path, int errno) {
        String remedy = switch (errno) {
            case Libc.ENOENT -> "; where the kernel has it as a module: modprobe uinput";
            case Libc.EACCES, Libc.EPERM -> "; as root, or with the permission of its owner";
            default -> "";
        };
        return "cannot open %s: %s%s".formatted(path, Libc.strerror(errno), remedy);
    }

    @Override
    public void control(long request, int number) throws IOException {
        control(request, (long) number);
    }

    @Override
    public void control(long request, MemorySegment struct) throws IOException {
        control(request, struct.address());
    }

    private void control(long request, long argument) throws IOException {
        while (Libc.ioctl(writing, fd, request, argument) < 0) {
            goOn("request 0x%x".formatted(request), Libc.errno(writing));
        }
    }

    @Override
    public void write(MemorySegment events, long bytes) throws IOException {
        long written = Libc.write(writing, fd, events, bytes);
        while (written < 0) {
            goOn("writing", Libc.errno(writing));
            written = Libc.write(writing, fd, events, bytes);
        }
        if (written != bytes) {
            throw new IOException("%s: took a part of the events: bytes=%d, of=%d".formatted(path, written, bytes));
        }
    }

    @Override
    public int read(MemorySegment into) throws IOException {
        long got = Libc.read(reading, fd, into, into.byteSize());
        if (got < 0) {
            int errno = Libc.errno(reading);
            if (errno == Libc.EAGAIN || errno == Libc.EINTR) {
                return 0;
            }
            throw new IOException("%s: reading failed: %s".formatted(path, Libc.strerror(errno)));
        }
        return (int) got;
    }

    private void goOn(String what, int errno) throws IOException {
        if (errno != Libc.EINTR) {
            throw new IOException("%s: %s failed: %s".formatted(path, what, Libc.strerror(errno)));
        }
    }

    @Override
    public void close() {
        Libc.close(writing, fd);
        arena.close();
    }
}
