package org.rtkit4j.hardware.link;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import org.rtkit4j.hardware.system.Libc;

/// Opens the system's terminals: pseudo-terminals from either side.
final class Terminals {
    /// Larger than any system's `struct termios`, which only C looks into.
    private static final int TERMIOS_BYTES = 256;

    private static final int NAME_BYTES = 256;
    private static final int FLAGS = Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_CLOEXEC | Libc.O_NONBLOCK;

    private Terminals() {}

    /// Opens the controlling side of a new pseudo-terminal.
    static int openController() throws IOException {
        requireLinux();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Libc.STATE);
            int fd = checked("no pseudo-terminal", Libc.posixOpenpt(state, FLAGS), state);
            try {
                checked("no pseudo-terminal", Libc.grantpt(state, fd), state);
                checked("no pseudo-terminal", Libc.unlockpt(state, fd), state);
                return fd;
            } catch (IOException e) {
                Libc.close(state, fd);
                throw e;
            }
        }
    }

    /// Returns the path of the other side of a pseudo-terminal.
    static String nameOf(int controller) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Libc.STATE);
            MemorySegment name = arena.allocate(NAME_BYTES);
            int errno = Libc.ptsname(state, controller, name, NAME_BYTES);
            if (errno != 0) {
                throw new IOException("no name for the pseudo-terminal: " + Libc.strerror(errno));
            }
            return name.getString(0);
        }
    }

    /// Begins to watch who opens and closes a terminal.
    ///
    /// @return what events are read from
    static int watch(String path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Libc.STATE);
            int fd = checked("no watch", Libc.inotifyInit(state, Libc.O_NONBLOCK | Libc.O_CLOEXEC), state);
            try {
                int events = Libc.IN_OPEN | Libc.IN_CLOSE;
                checked("no watch", Libc.inotifyAddWatch(state, fd, arena.allocateFrom(path), events), state);
                return fd;
            } catch (IOException e) {
                Libc.close(state, fd);
                throw e;
            }
        }
    }

    /// Opens a terminal by its path, and makes it raw.
    static int open(String path) throws IOException {
        requireLinux();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Libc.STATE);
            int fd = checked("cannot open " + path, Libc.open(state, arena.allocateFrom(path), FLAGS), state);
            try {
                makeRaw(fd);
                return fd;
            } catch (IOException e) {
                Libc.close(state, fd);
                throw new IOException("%s: path=%s".formatted(e.getMessage(), path), e);
            }
        }
    }

    /// Turns off all that a terminal does to bytes: echo, lines, signals, translations.
    static void makeRaw(int fd) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Libc.STATE);
            MemorySegment termios = arena.allocate(TERMIOS_BYTES, Long.BYTES);
            checked("no terminal", Libc.tcgetattr(state, fd, termios), state);
            Libc.cfmakeraw(termios);
            checked("cannot make the terminal raw", Libc.tcsetattr(state, fd, Libc.TCSANOW, termios), state);
        }
    }

    private static int checked(String what, int result, MemorySegment state) throws IOException {
        if (result < 0) {
            throw new IOException("%s: %s".formatted(what, Libc.strerror(Libc.errno(state))));
        }
        return result;
    }

    private static void requireLinux() throws IOException {
        String system = System.getProperty("os.name", "");
        if (!system.toLowerCase(Locale.ROOT).equals("linux")) {
            throw new IOException("pseudo-terminals are known here on Linux only; use tcp: system=" + system);
        }
    }
}
