package org.rtkit4j.hardware.bridge;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file of this process that is a kernel's memory, for a [BridgeClient] in a test. Linux only.
public final class KernelMemory implements AutoCloseable {
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final FileChannel channel;
    private final Path path;
    private final MemorySegment memory;

    private KernelMemory(FileChannel channel, Path path, MemorySegment memory) {
        this.channel = channel;
        this.path = path;
        this.memory = memory;
    }

    /// Makes a file of zeros and maps it.
    ///
    /// @param path where nothing is yet
    public static KernelMemory of(Path path, long sizeBytes) throws IOException {
        var channel = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        return new KernelMemory(
                channel, path.toRealPath(), channel.map(MapMode.READ_WRITE, 0, sizeBytes, Arena.ofAuto()));
    }

    /// Returns the number of this process.
    public long process() {
        return ProcessHandle.current().pid();
    }

    /// Returns the number of the file's descriptor in this process.
    public int descriptor() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(this::leadsHere)
                    .map(link -> Integer.parseInt(String.valueOf(link.getFileName())))
                    .findFirst()
                    .orElseThrow(() -> new IOException("not open here: path=" + path));
        }
    }

    private boolean leadsHere(Path link) {
        try {
            return Files.readSymbolicLink(link).equals(path);
        } catch (IOException _) {
            return false;
        }
    }

    /// Returns the memory as this process has it.
    public MemorySegment segment() {
        return memory;
    }

    /// Writes 64 bits, little-endian.
    public void put(long offset, long value) {
        memory.set(U64, offset, value);
    }

    /// Puts bytes behind it into the file: they are nobody's memory.
    public void append(byte[] bytes) throws IOException {
        channel.write(ByteBuffer.wrap(bytes), memory.byteSize());
    }

    /// Shortens the file under everybody who has mapped it.
    public void shrink(long sizeBytes) throws IOException {
        channel.truncate(sizeBytes);
    }

    /// Closes the file; what is mapped stays so.
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
