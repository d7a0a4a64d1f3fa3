package org.rtkit4j.drivers.nvme;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.drivers.disk.Disk;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskCommand.Operation;
import org.rtkit4j.drivers.disk.DiskStatus;
import org.rtkit4j.wire.nvme.NvmeStatus;

/// Commands on their way: taken where there is room, given to the controller, and ended by its answers.
///
/// Whatever breaks on the way is kept as a fault for the next poll. Nothing here allocates.
final class CommandFlow {
    private static final int RETRIES = 3;
    private static final int MEDIA_ERRORS = 2;
    private static final int STATUS_TYPE_SHIFT = 8;

    private final NvmeOptions options;
    private final IoQueue io;
    private final Pages pages;
    private final Durability durability;
    private final IoQueue.Handler onAnswer = this::onAnswer;
    private long sequence;
    private long inFlightBytes;
    private long nowNanos;
    private boolean isFlushing;
    private boolean hasSucceeded;
    private @Nullable NvmeFault fault;

    CommandFlow(NvmeOptions options, NvmeDevice device, Durability durability) {
        this.options = options;
        io = device.io();
        pages = device.pages();
        this.durability = durability;
        tick();
    }

    // ---- In ----

    /// Returns whether a command can be taken now.
    boolean hasRoomFor(DiskCommand command) {
        return fault == null
                && io.hasFree()
                && !isTooMuch(command)
                && hasMemoryFor(command)
                && (command.operation() == Operation.FLUSH || !overlaps(command));
    }

    /// Has a flush make memory free where a command waits for that.
    void makeRoomFor(DiskCommand command) {
        if (fault == null && !isTooMuch(command) && !hasMemoryFor(command)) {
            flush();
        }
    }

    private boolean hasMemoryFor(DiskCommand command) {
        return pagesOf(command) <= pages.freeCount();
    }

    private boolean isTooMuch(DiskCommand command) {
        return command.operation().isTransfer()
                && inFlightBytes > 0
                && inFlightBytes > options.assist().mostInFlightBytes() - command.length();
    }

    private static int pagesOf(DiskCommand command) {
        boolean isTrim = command.operation() == Operation.TRIM;
        return command.operation().isTransfer() ? (int) (command.length() / Pages.BYTES) : isTrim ? 1 : 0;
    }

    // Commands that overlap are carried out in order: the second waits for the first. Reads do not disturb each
    // other.
    private boolean overlaps(DiskCommand command) {
        long block = command.offset() / Pages.BYTES;
        long blocks = command.length() / Pages.BYTES;
        boolean isChange = command.operation().isChange();
        for (long tags = io.flying(); tags != 0; tags &= tags - 1) {
            Slot other = io.slot(Long.numberOfTrailingZeros(tags));
            if ((isChange || other.operation.isChange()) && other.overlaps(block, blocks)) {
                return true;
            }
        }
        return false;
    }

    /// Takes a command for which there is room.
    void take(DiskCommand command) {
        Slot slot = io.next();
        slot.command = command;
        slot.operation = command.operation();
        slot.block = command.offset() / Pages.BYTES;
        slot.blocks = command.length() / Pages.BYTES;
        durability.plan(slot, command);
        inFlightBytes += slot.dataBytes();
        for (int i = 0; i < slot.pageCount(); i++) {
            slot.pages[i] = pages.take();
            if (slot.operation == Operation.WRITE) {
                pages.write(slot.pages[i], command.buffer(), command.from() + i * Pages.BYTES);
            }
        }
        begin(slot);
    }

    // Nobody has asked for it: one at a time, and only where it makes memory free.
    private void flush() {
        if (isFlushing || durability.unflushed().count() == 0 || !io.hasFree()) {
            return;
        }
        isFlushing = true;
        Slot slot = io.next();
        slot.command = null;
        slot.operation = Operation.FLUSH;
        slot.block = 0;
        slot.blocks = 0;
        slot.needsFlush = false;
        slot.isDurable = false;
        begin(slot);
    }

    private void begin(Slot slot) {
        if (io.flying() == 0) {
            tick();
        }
        durability.begin(slot);
        slot.attempts = 0;
        slot.sequence = ++sequence;
        slot.sinceNanos = nowNanos;
        issue(slot);
    }

    private void issue(Slot slot) {
        try {
            io.issue(slot);
        } catch (RuntimeException e) {
            breakWith(e);
        }
    }

    // ---- Out ----

    /// Ends commands that are answered. Where none is, an emulated controller may work for them first.
    ///
    /// @return how many answers there were
    /// @throws NvmeException if the controller answers what it was not asked
    int poll() throws NvmeException {
        int count = io.poll(onAnswer);
        if (count == 0 && io.flying() != 0) {
            options.assist().work().run();
            count = io.poll(onAnswer);
        }
        if (count > 0) {
            tick();
        }
        return count;
    }

    private void onAnswer(Slot slot, int status, boolean isFinal) {
        if (status != 0) {
            onError(slot, status, isFinal);
            return;
        }
        if (durability.needsFlush(slot)) {
            issue(slot);
            return;
        }
        hasSucceeded = true;
        if (slot.operation == Operation.READ) {
            copyOut(slot);
        }
        durability.onDone(slot);
        finish(slot, DiskStatus.OK, 0);
        // Behind that: until then the slot is in use, although its tag is free.
        if (durability.isFull()) {
            flush();
        }
    }

    private void copyOut(Slot slot) {
        DiskCommand command = slot.command;
        for (int i = 0; command != null && i < slot.blocks; i++) {
            pages.read(slot.pages[i], command.buffer(), command.from() + i * Pages.BYTES);
        }
    }

    private void onError(Slot slot, int status, boolean isFinal) {
        if (!isFinal && slot.attempts < RETRIES) {
            issue(slot);
            return;
        }
        finish(slot, meaning(status, isFinal), status);
    }

    private static DiskStatus meaning(int status, boolean isFinal) {
        if (status >>> STATUS_TYPE_SHIFT == MEDIA_ERRORS) {
            return DiskStatus.MEDIA_ERROR;
        }
        NvmeStatus known = NvmeStatus.of(status);
        return isFinal || (known != null && known.isFinal()) ? DiskStatus.REFUSED : DiskStatus.INTERNAL_ERROR;
    }

    /// Ends a command that the controller does not have, or does not have any more.
    void finish(Slot slot, DiskStatus status, int detail) {
        inFlightBytes -= slot.dataBytes();
        for (int i = 0; i < slot.pageCount(); i++) {
            durability.giveBack(slot.pages[i]);
        }
        DiskCommand command = slot.command;
        slot.command = null;
        if (command == null) {
            isFlushing = false;
        } else {
            command.complete(status, detail);
        }
    }

    /// Gives a restarted controller a command again that it had not answered.
    void again(Slot slot) {
        slot.isFlushing = false;
        slot.sinceNanos = nowNanos;
        issue(slot);
    }

    // ---- What breaks, and time ----

    /// Keeps a fault for the next poll to deal with.
    void fail(NvmeFault newFault) {
        fault = newFault;
    }

    /// The way to the registers has broken.
    void breakWith(RuntimeException e) {
        fail(new NvmeFault.CoprocessorDown("the controller cannot be accessed: " + e.getMessage()));
    }

    boolean hasFault() {
        return fault != null;
    }

    /// Returns what broke since this was asked last, or null.
    @Nullable
    NvmeFault takeFault() {
        NvmeFault taken = fault;
        fault = null;
        return taken;
    }

    /// Returns whether a command succeeded since this was asked last.
    boolean takeSuccess() {
        boolean taken = hasSucceeded;
        hasSucceeded = false;
        return taken;
    }

    /// Reads the clock, and returns what it says.
    long tick() {
        nowNanos = options.time().clock().getAsLong();
        return nowNanos;
    }

    /// Returns how long the command in flight may still take that has taken longest, or [Disk#NEVER].
    long nextDueNanos() {
        long oldest = Disk.NEVER;
        for (long tags = io.flying(); tags != 0; tags &= tags - 1) {
            Slot slot = io.slot(Long.numberOfTrailingZeros(tags));
            oldest = Math.min(oldest, slot.sinceNanos + options.time().commandTimeoutNanos() - nowNanos);
        }
        return oldest;
    }
}
