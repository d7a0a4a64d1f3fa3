package org.rtkit4j.app.emulate;

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
import org.rtkit4j.hardware.bridge.BridgeClient;

/// A kernel's memory in a file of this process, mapped here as the kernel has it.
final class KernelMemory implements AutoCloseable {
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final FileChannel channel;
    private final Path path;
    private final MemorySegment memory;

    private KernelMemory(FileChannel channel, Path path, MemorySegment memory) {
        this.channel = channel;
        this.path = path;
        this.memory = memory;
    }

    static KernelMemory of(Path path, long sizeBytes) throws IOException {
        var channel = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        return new KernelMemory(
                channel, path.toRealPath(), channel.map(MapMode.READ_WRITE, 0, sizeBytes, Arena.ofAuto()));
    }

    /// Says HELLO and switches the machine on with this memory.
    BridgeClient powerOn(Path socket) throws IOException {
        BridgeClient kernel = BridgeClient.connect(socket);
        memory.set(U64, 0, kernel.hello());
        var answer = kernel.memory(ProcessHandle.current().pid(), descriptor(), 0);
        if (answer.value() != memory.byteSize()) {
            throw new IOException("the machine has not taken this memory: " + answer.text());
        }
        memory.set(U64, 0, 0);
        return kernel;
    }

    int descriptor() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(this::leadsHere)
                    .map(link -> Integer.parseInt(link.getFileName().toString()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private boolean leadsHere(Path link) {
        try {
            return Files.readSymbolicLink(link).equals(path);
        } catch (IOException _) {
            return false;
        }
    }

    void put(long offset, long value) {
        memory.set(U64, offset, value);
    }

    /// Puts bytes behind it into the file.
    void append(byte[] bytes) throws IOException {
        channel.write(ByteBuffer.wrap(bytes), memory.byteSize());
    }

    void shrink(long sizeBytes) throws IOException {
        channel.truncate(sizeBytes);
    }

    MemorySegment segment() {
        return memory;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
