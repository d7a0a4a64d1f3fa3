package org.rtkit4j.hardware.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file of this process that a kernel's memory could be, and the number of its descriptor.
final class SharedFile implements AutoCloseable {
    private final FileChannel channel;
    private final int descriptor;

    private SharedFile(FileChannel channel, int descriptor) {
        this.channel = channel;
        this.descriptor = descriptor;
    }

    static SharedFile of(Path path, long sizeBytes) throws IOException {
        var channel = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        if (sizeBytes > 0) {
            channel.write(ByteBuffer.allocate(1), sizeBytes - 1);
        }
        return new SharedFile(channel, descriptorOf(path.toRealPath()));
    }

    private static int descriptorOf(Path file) throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(link -> leadsTo(link, file))
                    .map(link -> Integer.parseInt(link.getFileName().toString()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean leadsTo(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file);
        } catch (IOException _) {
            return false;
        }
    }

    static long process() {
        return ProcessHandle.current().pid();
    }

    int descriptor() {
        return descriptor;
    }

    void put(long offset, long value) {
        var bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try {
            channel.write(bytes.putLong(0, value), offset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void shrink(long sizeBytes) throws IOException {
        channel.truncate(sizeBytes);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
