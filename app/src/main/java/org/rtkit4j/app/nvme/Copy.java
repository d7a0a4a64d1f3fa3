package org.rtkit4j.app.nvme;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.rtkit4j.app.terminal.ProgressBar;
import org.rtkit4j.drivers.disk.DiskChannel;

/// Moves many bytes between a disk and a file, piece by piece, with a bar where somebody looks.
final class Copy {
    private static final int PIECE_BYTES = 4 << 20;
    private static final int MIB_SHIFT = 20;

    private final DiskChannel disk;
    private final long length;
    private final ProgressBar bar;
    private final boolean isShown;
    private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
    private final ByteBuffer other = ByteBuffer.allocateDirect(PIECE_BYTES);
    private long done;

    /// @param isShown whether there is to be a bar
    Copy(DiskChannel disk, long length, PrintWriter err, boolean isShown) {
        this.disk = disk;
        this.length = length;
        this.isShown = isShown;
        bar = new ProgressBar(err, Math.toIntExact((length >>> MIB_SHIFT) + 1));
    }

    /// Copies from the disk's position.
    void read(WritableByteChannel to) throws IOException {
        while (done < length) {
            next(piece);
            disk.read(piece);
            piece.flip();
            while (piece.hasRemaining()) {
                to.write(piece);
            }
            progress(piece.limit());
        }
        end();
    }

    /// Copies to the disk's position, and makes it durable.
    void write(ReadableByteChannel from) throws IOException {
        while (done < length) {
            fill(from, piece);
            disk.write(piece);
            progress(piece.limit());
        }
        disk.force();
        end();
    }

    /// Compares from the disk's position on.
    ///
    /// @return how many bytes are the same before the first that differs, or -1
    long compare(ReadableByteChannel with) throws IOException {
        while (done < length) {
            fill(with, other);
            next(piece);
            disk.read(piece);
            int at = piece.flip().mismatch(other);
            if (at >= 0) {
                end();
                return done + at;
            }
            progress(piece.limit());
        }
        end();
        return -1;
    }

    private void fill(ReadableByteChannel from, ByteBuffer buffer) throws IOException {
        next(buffer);
        while (buffer.hasRemaining()) {
            if (from.read(buffer) < 0) {
                throw new EOFException("the file became shorter: expected=%d bytes".formatted(length));
            }
        }
        buffer.flip();
    }

    private void next(ByteBuffer buffer) {
        buffer.clear().limit((int) Math.min(PIECE_BYTES, length - done));
    }

    private void progress(int bytes) {
        done += bytes;
        if (isShown) {
            bar.show((int) (done >>> MIB_SHIFT));
        }
    }

    private void end() {
        if (isShown) {
            bar.clear();
        }
    }
}
