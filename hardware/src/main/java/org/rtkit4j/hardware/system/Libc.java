package org.rtkit4j.hardware.system;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The system's functions for terminals and mappings, as they are: -1 is a failure, and `state` then holds the error
/// number.
///
/// Names, arguments and numbers: POSIX, and the GNU C library on Linux.
@SuppressWarnings("restricted") // Calls into C are what this class is for.
public final class Libc {
    public static final int O_RDWR = 2;
    public static final int O_NOCTTY = 0x100;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_CLOEXEC = 0x80000;
    public static final int EINTR = 4;
    public static final int EAGAIN = 11;
    public static final short POLLIN = 1;
    public static final short POLLOUT = 4;
    public static final int TCSANOW = 0;
    public static final int TCIFLUSH = 0;
    public static final int TCIOFLUSH = 2;

    /// A file that is watched was closed: after writing, or without.
    public static final int IN_CLOSE = 0x18;
    /// It was opened.
    public static final int IN_OPEN = 0x20;
    /// There were too many events to keep them all.
    public static final int IN_Q_OVERFLOW = 0x4000;

    /// Of device memory: neither cached nor, on AArch64, gathered or reordered.
    public static final int O_SYNC = 0x101000;

    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EACCES = 13;
    public static final int PROT_READ = 1;
    public static final int PROT_WRITE = 2;
    public static final int PROT_EXEC = 4;
    public static final int MAP_SHARED = 1;
    public static final int MAP_PRIVATE = 2;
    public static final int MAP_ANONYMOUS = 0x20;

    /// What mmap returns where it fails.
    public static final long MAP_FAILED = -1;

    /// What the functions write the error number to.
    public static final StructLayout STATE = Linker.Option.captureStateLayout();

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPENPT = function("posix_openpt", INT, INT);
    private static final MethodHandle GRANTPT = function("grantpt", INT, INT);
    private static final MethodHandle UNLOCKPT = function("unlockpt", INT, INT);
    private static final MethodHandle PTSNAME = function("ptsname_r", INT, INT, POINTER, LONG);
    private static final MethodHandle OPEN = function("open", INT, POINTER, INT);
    private static final MethodHandle CLOSE = function("close", INT, INT);
    private static final MethodHandle READ = function("read", LONG, INT, POINTER, LONG);
    private static final MethodHandle WRITE = function("write", LONG, INT, POINTER, LONG);
    private static final MethodHandle IOCTL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("ioctl"),
            FunctionDescriptor.of(INT, INT, LONG, LONG),
            Linker.Option.captureCallState("errno"),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle POLL = function("poll", INT, POINTER, LONG, INT);
    private static final MethodHandle MMAP = function("mmap", POINTER, POINTER, LONG, INT, INT, INT, LONG);
    private static final MethodHandle MUNMAP = function("munmap", INT, POINTER, LONG);
    private static final MethodHandle MPROTECT = function("mprotect", INT, POINTER, LONG, INT);
    private static final MethodHandle TCGETATTR = function("tcgetattr", INT, INT, POINTER);
    private static final MethodHandle TCSETATTR = function("tcsetattr", INT, INT, INT, POINTER);
    private static final MethodHandle TCFLUSH = function("tcflush", INT, INT, INT);
    private static final MethodHandle INOTIFY_INIT = function("inotify_init1", INT, INT);
    private static final MethodHandle INOTIFY_ADD = function("inotify_add_watch", INT, INT, POINTER, INT);
    private static final MethodHandle CFMAKERAW = plain("cfmakeraw", FunctionDescriptor.ofVoid(POINTER));
    private static final MethodHandle STRERROR = plain("strerror", FunctionDescriptor.of(POINTER, INT));

    private Libc() {}

    public static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    public static int posixOpenpt(MemorySegment state, int flags) {
        try {
            return (int) OPENPT.invokeExact(state, flags);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int grantpt(MemorySegment state, int fd) {
        try {
            return (int) GRANTPT.invokeExact(state, fd);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int unlockpt(MemorySegment state, int fd) {
        try {
            return (int) UNLOCKPT.invokeExact(state, fd);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int ptsname(MemorySegment state, int fd, MemorySegment name, long size) {
        try {
            return (int) PTSNAME.invokeExact(state, fd, name, size);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int open(MemorySegment state, MemorySegment path, int flags) {
        try {
            return (int) OPEN.invokeExact(state, path, flags);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int close(MemorySegment state, int fd) {
        try {
            return (int) CLOSE.invokeExact(state, fd);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static long read(MemorySegment state, int fd, MemorySegment buffer, long size) {
        try {
            return (long) READ.invokeExact(state, fd, buffer, size);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static long write(MemorySegment state, int fd, MemorySegment buffer, long size) {
        try {
            return (long) WRITE.invokeExact(state, fd, buffer, size);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Makes a request of a device.
    ///
    /// @param argument a number, or the address of a structure
    public static int ioctl(MemorySegment state, int fd, long request, long argument) {
        try {
            return (int) IOCTL.invokeExact(state, fd, request, argument);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int poll(MemorySegment state, MemorySegment polls, long count, int millis) {
        try {
            return (int) POLL.invokeExact(state, polls, count, millis);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Maps `sizeBytes` bytes from `offset` of a file on, at any address.
    public static MemorySegment mmap(
            MemorySegment state, long sizeBytes, int protection, int flags, int fd, long offset) {
        try {
            return (MemorySegment)
                    MMAP.invokeExact(state, MemorySegment.NULL, sizeBytes, protection, flags, fd, offset);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int munmap(MemorySegment state, MemorySegment mapped, long sizeBytes) {
        try {
            return (int) MUNMAP.invokeExact(state, mapped, sizeBytes);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int mprotect(MemorySegment state, MemorySegment mapped, long sizeBytes, int protection) {
        try {
            return (int) MPROTECT.invokeExact(state, mapped, sizeBytes, protection);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int tcgetattr(MemorySegment state, int fd, MemorySegment termios) {
        try {
            return (int) TCGETATTR.invokeExact(state, fd, termios);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int tcsetattr(MemorySegment state, int fd, int when, MemorySegment termios) {
        try {
            return (int) TCSETATTR.invokeExact(state, fd, when, termios);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int tcflush(MemorySegment state, int fd, int queues) {
        try {
            return (int) TCFLUSH.invokeExact(state, fd, queues);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int inotifyInit(MemorySegment state, int flags) {
        try {
            return (int) INOTIFY_INIT.invokeExact(state, flags);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int inotifyAddWatch(MemorySegment state, int fd, MemorySegment path, int events) {
        try {
            return (int) INOTIFY_ADD.invokeExact(state, fd, path, events);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static void cfmakeraw(MemorySegment termios) {
        try {
            CFMAKERAW.invokeExact(termios);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Returns what an error number means, in the system's words.
    public static String strerror(int errno) {
        try {
            var text = (MemorySegment) STRERROR.invokeExact(errno);
            return text.reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static MethodHandle function(String name, ValueLayout result, ValueLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    private static MethodHandle plain(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor);
    }

    private static IllegalStateException unexpected(Throwable cause) {
        return new IllegalStateException("a call into C failed", cause);
    }
}
