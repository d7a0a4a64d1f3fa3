package org.rtkit4j.hardware.link;

import java.io.IOException;
import java.nio.file.Path;

/// A pseudo-terminal of another program, opened by its path and made raw. Linux only.
public final class TerminalLink implements Link {
    private final Path path;
    private final Descriptor descriptor;

    private TerminalLink(Path path, Descriptor descriptor) {
        this.path = path;
        this.descriptor = descriptor;
    }

    /// Opens a terminal.
    ///
    /// @throws IOException if there is none, or it may not be opened; the message names the path
    public static TerminalLink open(Path path) throws IOException {
        return new TerminalLink(path, new Descriptor(Terminals.open(path.toString())));
    }

    @Override
    public int read(byte[] into, int from, int length, long timeoutNanos) throws IOException {
        return descriptor.read(into, from, length, timeoutNanos);
    }

    @Override
    public int write(byte[] bytes, int from, int length, long timeoutNanos) throws IOException {
        return descriptor.write(bytes, from, length, timeoutNanos);
    }

    @Override
    public void close() {
        descriptor.close();
    }

    @Override
    public String toString() {
        return "pty:" + path;
    }
}
