package org.rtkit4j.hardware.bridge;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The file that a kernel says is its memory: mapped, once it has shown that it can write there.
///
/// A kernel names any process and any file of it. Only those who have the file can put the key into it, which was
/// made for this kernel a moment ago; nobody gets at other people's files by naming them.
final class ClaimedMemory implements AutoCloseable {
    /// What a machine's RAM is a multiple of.
    static final long GRANULE_BYTES = 0x4000;

    private static final ValueLayout.OfLong KEY = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Arena arena;
    private final MemorySegment memory;

    private ClaimedMemory(Arena arena, MemorySegment memory) {
        this.arena = arena;
        this.memory = memory;
    }

    /// Maps the file from its beginning, down to a multiple of 16 KiB.
    ///
    /// @param keyOffset where the key lies in it
    /// @throws IOException if it cannot be opened, or is not the memory of whoever has the key
    static ClaimedMemory of(long process, int descriptor, long keyOffset, long key) throws IOException {
        Path file = Path.of("/proc", Long.toUnsignedString(process), "fd", Integer.toUnsignedString(descriptor));
        if (!Files.isRegularFile(file)) {
            throw new IOException("no file that can be mapped: path=" + file);
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return map(channel, file, keyOffset, key);
        }
    }

    @SuppressWarnings("MustBeClosedChecker")
    private static ClaimedMemory map(FileChannel channel, Path file, long keyOffset, long key) throws IOException {
        long size = channel.size() & -GRANULE_BYTES;
        if (size == 0 || size > BridgeServer.MOST_MEMORY_BYTES) {
            throw new IOException("no size for a memory: path=%s, size=%d".formatted(file, channel.size()));
        }
        var arena = Arena.ofShared();
        try {
            MemorySegment memory = channel.map(MapMode.READ_WRITE, 0, size, arena);
            if (keyOffset < 0 || keyOffset > size - Long.BYTES || memory.get(KEY, keyOffset) != key) {
                throw new IOException("the key is not there: path=%s, offset=0x%x".formatted(file, keyOffset));
            }
            return new ClaimedMemory(arena, memory);
        } catch (IOException | RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    MemorySegment segment() {
        return memory;
    }

    /// Unmaps it; nobody may access it any more.
    @Override
    public void close() {
        arena.close();
    }
}
