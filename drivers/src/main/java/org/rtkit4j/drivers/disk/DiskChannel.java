package org.rtkit4j.drivers.disk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Objects;

/// A disk as a channel of bytes: any position, any length.
///
/// Keeps as many commands in flight as the disk takes. What is written is durable after [#force]; closing does
/// that and leaves the disk open. One thread at a time, as the disk itself.
public final class DiskChannel implements SeekableByteChannel {
    private static final long WAIT_NANOS = 10_000_000;

    private final Disk disk;
    private final DiskTraits traits;
    private final DiskCommand[] commands;
    private final ByteBuffer block;
    private long position;
    private int flying;
    private DiskStatus worst = DiskStatus.OK;
    private long worstOffset;
    private boolean closed;

    /// Makes a channel at position 0 of a disk, which nobody else may use meanwhile.
    public DiskChannel(Disk disk) {
        this.disk = disk;
        traits = disk.traits();
        commands = new DiskCommand[traits.depth()];
        for (int i = 0; i < commands.length; i++) {
            commands[i] = new DiskCommand(this::onDone);
        }
        block = ByteBuffer.allocateDirect(traits.blockBytes());
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        requireOpen();
        if (position >= traits.sizeBytes()) {
            return -1;
        }
        int length = (int) Math.min(destination.remaining(), traits.sizeBytes() - position);
        int done = 0;
        while (done < length) {
            done += readSome(destination, length - done);
        }
        return length;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        requireOpen();
        int length = source.remaining();
        if (length > traits.sizeBytes() - position) {
            throw new IOException("the disk ends before: offset=0x%x, length=0x%x, size=0x%x"
                    .formatted(position, length, traits.sizeBytes()));
        }
        int done = 0;
        while (done < length) {
            done += writeSome(source, length - done);
        }
        return length;
    }

    /// Makes everything durable that was written.
    ///
    /// @throws IOException if it may not be
    public void force() throws IOException {
        requireOpen();
        submit(free().flush());
        settle();
    }

    /// Writes zeroes at the position, as many as whole blocks hold, and moves the position behind them.
    ///
    /// @param length a multiple of the block size, as the position is
    public void writeZeroes(long length) throws IOException {
        requireOpen();
        long end = position + length;
        while (position < end) {
            long part = Math.min(end - position, traits.maxRangeBytes());
            submit(free().writeZeroes(position, part, false));
            position += part;
        }
        settle();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public DiskChannel position(long newPosition) {
        if (newPosition < 0) {
            throw new IllegalArgumentException("position below 0: position=" + newPosition);
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return traits.sizeBytes();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new UnsupportedOperationException("a disk keeps its size");
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        try {
            force();
        } finally {
            closed = true;
        }
    }

    private int readSome(ByteBuffer destination, int length) throws IOException {
        int within = (int) (position & (traits.blockBytes() - 1));
        int whole = length & -traits.blockBytes();
        if (within != 0 || whole == 0) {
            readBlock(position - within);
            int part = Math.min(length, traits.blockBytes() - within);
            destination.put(destination.position(), block, within, part);
            advance(destination, part);
            return part;
        }
        int at = destination.position();
        for (int done = 0; done < whole; ) {
            int part = Math.min(whole - done, traits.maxTransferBytes());
            submit(free().read(position + done, destination, at + done, part));
            done += part;
        }
        settle();
        advance(destination, whole);
        return whole;
    }

    private int writeSome(ByteBuffer source, int length) throws IOException {
        int within = (int) (position & (traits.blockBytes() - 1));
        int whole = length & -traits.blockBytes();
        if (within != 0 || whole == 0) {
            readBlock(position - within);
            int part = Math.min(length, traits.blockBytes() - within);
            block.put(within, source, source.position(), part);
            submit(free().write(position - within, block, 0, traits.blockBytes(), false));
            settle();
            advance(source, part);
            return part;
        }
        int at = source.position();
        for (int done = 0; done < whole; ) {
            int part = Math.min(whole - done, traits.maxTransferBytes());
            submit(free().write(position + done, source, at + done, part, false));
            done += part;
        }
        settle();
        advance(source, whole);
        return whole;
    }

    private void readBlock(long offset) throws IOException {
        submit(free().read(offset, block, 0, traits.blockBytes()));
        settle();
    }

    private void advance(ByteBuffer buffer, int bytes) {
        buffer.position(buffer.position() + bytes);
        position += bytes;
    }

    private DiskCommand free() throws IOException {
        while (true) {
            for (DiskCommand command : commands) {
                if (command.owner() == null) {
                    return command;
                }
            }
            await();
        }
    }

    private void submit(DiskCommand command) throws IOException {
        while (!disk.submit(command.by(this))) {
            command.by(null);
            await();
        }
        flying++;
    }

    private void onDone(DiskCommand command) {
        command.by(null);
        flying--;
        if (!command.status().isOk() && worst.isOk()) {
            worst = command.status();
            worstOffset = command.offset();
        }
    }

    /// Waits for all that was submitted.
    private void settle() throws IOException {
        while (flying > 0) {
            await();
        }
        if (!worst.isOk()) {
            DiskStatus status = worst;
            worst = DiskStatus.OK;
            String why = Objects.requireNonNullElse(disk.failure(), "the disk says " + status);
            throw new IOException("%s: offset=0x%x".formatted(why, worstOffset));
        }
    }

    private void await() throws IOException {
        if (disk.poll() > 0) {
            return;
        }
        try {
            disk.await(WAIT_NANOS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the disk works");
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}
