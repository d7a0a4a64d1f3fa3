package org.rtkit4j.drivers.disk;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A command to a disk, made once and used again and again without allocating.
///
/// ```java
/// var command = new DiskCommand(done -> System.out.println(done.status()));
/// while (!disk.submit(command.read(0, buffer, 0, 4096))) {
///     disk.poll();
/// }
/// ```
///
/// From the moment that the disk has taken it until its listener is called, nobody else may touch it.
public final class DiskCommand {
    /// What a command asks for.
    public enum Operation {
        READ,
        WRITE,
        /// Makes every write durable that was answered before the flush was given to the disk.
        FLUSH,
        WRITE_ZEROES,
        /// A hint that nobody needs the content any more; what is read afterwards is undefined.
        TRIM;

        /// Returns whether it moves data.
        public boolean isTransfer() {
            return this == READ || this == WRITE;
        }

        /// Returns whether it changes what the disk holds.
        public boolean isChange() {
            return this != READ && this != FLUSH;
        }
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Consumer<DiskCommand> listener;
    private Operation operation = Operation.FLUSH;
    private long offset;
    private long length;
    private boolean durable;
    private ByteBuffer buffer = NOTHING;
    private int from;
    private DiskStatus status = DiskStatus.PENDING;
    private int detail;
    private @Nullable Object owner;

    /// Makes a command that can be given to any disk.
    ///
    /// @param listener called when it is done, on the thread that polls; may give the disk the next one, or this
    /// again
    public DiskCommand(Consumer<DiskCommand> listener) {
        this.listener = listener;
    }

    /// Asks for `length` bytes at `offset` of the disk, to be put into `buffer` at `from`.
    ///
    /// The buffer is written when the command completes; its position and limit neither count nor change.
    public DiskCommand read(long offset, ByteBuffer buffer, int from, int length) {
        return set(Operation.READ, offset, length, buffer, from, false);
    }

    /// Asks for `length` bytes of `buffer` at `from` to be written at `offset` of the disk.
    ///
    /// The buffer is read while the disk takes the command, and is free afterwards.
    ///
    /// @param durable whether to be answered only once the data is durable (FUA)
    public DiskCommand write(long offset, ByteBuffer buffer, int from, int length, boolean durable) {
        return set(Operation.WRITE, offset, length, buffer, from, durable);
    }

    /// Asks for everything that was answered so far to be durable.
    public DiskCommand flush() {
        return set(Operation.FLUSH, 0, 0, NOTHING, 0, false);
    }

    /// Asks for zeroes.
    ///
    /// @param durable as in [#write]
    public DiskCommand writeZeroes(long offset, long length, boolean durable) {
        return set(Operation.WRITE_ZEROES, offset, length, NOTHING, 0, durable);
    }

    /// Says that nobody needs the content of these bytes.
    public DiskCommand trim(long offset, long length) {
        return set(Operation.TRIM, offset, length, NOTHING, 0, false);
    }

    private DiskCommand set(Operation what, long atOffset, long bytes, ByteBuffer data, int at, boolean mustBeDurable) {
        operation = what;
        offset = atOffset;
        length = bytes;
        buffer = data;
        from = at;
        durable = mustBeDurable;
        status = DiskStatus.PENDING;
        detail = 0;
        return this;
    }

    /// Remembers whom the command is for.
    public DiskCommand by(@Nullable Object newOwner) {
        owner = newOwner;
        return this;
    }

    /// Returns what [#by] said, or null. The disk does not look at it.
    public @Nullable Object owner() {
        return owner;
    }

    public Operation operation() {
        return operation;
    }

    /// Returns where on the disk, in bytes.
    public long offset() {
        return offset;
    }

    /// Returns how much, in bytes.
    public long length() {
        return length;
    }

    /// Returns whether it is answered only once it is durable.
    public boolean isDurable() {
        return durable;
    }

    /// Returns where the data is read from or put; an empty buffer where none moves.
    public ByteBuffer buffer() {
        return buffer;
    }

    /// Returns where in the buffer.
    public int from() {
        return from;
    }

    /// Returns what became of it; [DiskStatus#PENDING] until it is done.
    public DiskStatus status() {
        return status;
    }

    /// Returns what the disk itself said, in its own codes; 0 where nothing.
    public int detail() {
        return detail;
    }

    /// Completes the command; for disks.
    public void complete(DiskStatus how, int diskDetail) {
        status = how;
        detail = diskDetail;
        buffer = NOTHING;
        listener.accept(this);
    }

    /// Refuses what no disk can take: for disks, before they take a command.
    ///
    /// @throws IllegalArgumentException if the range is not of whole blocks of the disk, or too long for one
    /// command
    public void require(DiskTraits traits) {
        if (operation == Operation.FLUSH) {
            return;
        }
        long most = operation.isTransfer() ? traits.maxTransferBytes() : traits.maxRangeBytes();
        if (!traits.holds(offset, length) || length > most) {
            throw new IllegalArgumentException(
                    "the disk has no such blocks: offset=0x%x, length=0x%x, size=0x%x, block=%d, most=0x%x"
                            .formatted(offset, length, traits.sizeBytes(), traits.blockBytes(), most));
        }
        if (operation.isTransfer()) {
            Objects.checkFromIndexSize(from, (int) length, buffer.capacity());
        }
    }

    @Override
    public String toString() {
        return "%s offset=0x%x, length=0x%x, %s".formatted(operation, offset, length, status);
    }
}
