package org.rtkit4j.capture.pcapng;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// A capture that is open for reading; whatever is in it.
///
/// It is mapped; what is no regular file is copied to a temporary one first. Cursors of a closed file throw
/// [IllegalStateException].
public final class CaptureFile implements Closeable {
    private final String name;
    private final MemorySegment bytes;
    private final @Nullable Arena arena;

    private CaptureFile(String name, MemorySegment bytes, @Nullable Arena arena) throws CaptureFormatException {
        this.name = name;
        this.bytes = bytes;
        this.arena = arena;
        if (!new PcapngBytes(bytes).beginSection(0)) {
            throw new CaptureFormatException(name + ": not a pcapng file: offset=0, size=" + bytes.byteSize());
        }
    }

    /// Opens a file.
    ///
    /// @throws CaptureFormatException if it does not begin as a pcapng file does
    public static CaptureFile open(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            try (InputStream stream = Files.newInputStream(path)) {
                return of(path.toString(), stream);
            }
        }
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return mapped(path.toString(), channel);
        }
    }

    /// Takes what a stream has, to its end, for a file. It goes through a temporary file, so it may be larger than
    /// memory; of a stream that does not begin as a pcapng file does, the first bytes are read and no more.
    ///
    /// @throws CaptureFormatException if it does not begin as a pcapng file does
    public static CaptureFile of(String name, InputStream stream) throws IOException {
        byte[] head = stream.readNBytes(PcapngBytes.SECTION_BYTES);
        of(name, head).close();
        Path copy = Files.createTempFile("rtkit", ".pcapng");
        try (var channel = FileChannel.open(
                copy, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            // Closing this would close the channel, which is still to be mapped.
            OutputStream out = Channels.newOutputStream(channel);
            out.write(head);
            stream.transferTo(out);
            return mapped(name, channel);
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // the file closes it
    private static CaptureFile mapped(String name, FileChannel channel) throws IOException {
        var arena = Arena.ofShared();
        try {
            var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new CaptureFile(name, bytes, arena);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /// Takes bytes for a file.
    ///
    /// @throws CaptureFormatException if they do not begin as a pcapng file does
    public static CaptureFile of(String name, byte[] bytes) throws CaptureFormatException {
        return new CaptureFile(name, MemorySegment.ofArray(bytes), null);
    }

    /// Returns whether bytes begin as a pcapng file does.
    public static boolean recognises(byte[] bytes) {
        return new PcapngBytes(MemorySegment.ofArray(bytes)).beginSection(0);
    }

    public String name() {
        return name;
    }

    /// Returns a cursor before the first packet.
    public CaptureCursor cursor() {
        return new CaptureCursor(bytes);
    }

    @Override
    public void close() {
        if (arena != null) {
            arena.close();
        }
    }
}
