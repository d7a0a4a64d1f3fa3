package org.rtkit4j.drivers.epic;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.wire.afk.AfkRing.Entry;
import org.rtkit4j.wire.epic.Epic.Category;
import org.rtkit4j.wire.epic.Epic.Command;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Releases;

/// A service of the firmware's, to be asked. Any thread may ask; one at a time gets its turn.
public final class EpicChannel {
    private static final int SLOTS = 4;
    private static final long SLICE_NANOS = 10_000_000L;

    private final ServiceAnnouncement announcement;
    private final Wire wire;
    private final Iop iop;
    private final DeviceMemory memory;
    private final EpicOptions options;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final List<CommandSlot> slots = new CopyOnWriteArrayList<>();
    private final BooleanSupplier step = this::step;
    private final byte[] command = new byte[Command.BYTES];
    private final MemorySegment fields = MemorySegment.ofArray(command);
    private volatile boolean isGone;
    // Under the co-processor's lock.
    private boolean isPosted;
    private boolean isTold;
    private @Nullable CommandSlot current;
    private byte[] payload = {};
    private int payloadBytes;
    private byte[] inline = {};
    private int inlineBytes;

    /// What a command goes through.
    interface Wire {
        /// Writes an entry; false while there is no room.
        boolean send(int channel, int entryType, int category, int type, int tag, byte[] payload, int length);

        /// Tells the firmware what was written; false while the mailbox has no room for that.
        boolean flush();

        /// Returns what has broken the endpoint, or null.
        @Nullable
        EpicFault fault();
    }

    EpicChannel(ServiceAnnouncement announcement, Wire wire, Iop iop, DeviceMemory memory, EpicOptions options) {
        this.announcement = announcement;
        this.wire = wire;
        this.iop = iop;
        this.memory = memory;
        this.options = options;
    }

    /// Returns what the service says of itself.
    public ServiceAnnouncement announcement() {
        return announcement;
    }

    /// Gives a command and waits for its answer.
    ///
    /// @param what the command in words, for messages
    /// @param commandType of [org.rtkit4j.wire.epic.Epic.Type], or the service's own
    /// @param request its data
    /// @param length how much of that
    /// @param answer where the answer goes; what does not fit is left out
    /// @return how many bytes the answer has in `answer`
    /// @throws EpicException if the firmware refuses it, does not answer, or is gone
    public int ask(String what, int commandType, byte[] request, int length, byte[] answer)
            throws EpicException, InterruptedException {
        return ask(what, commandType, request, length, answer, options.timeoutNanos());
    }

    /// As the other form, with a time-out of the caller's.
    public int ask(String what, int commandType, byte[] request, int length, byte[] answer, long timeoutNanos)
            throws EpicException, InterruptedException {
        turn.lockInterruptibly();
        try {
            CommandSlot slot = freeSlot(what, length);
            try {
                post(slot, commandType, request, length, answer);
                await(what, slot, timeoutNanos);
                return take(what, slot, answer);
            } finally {
                slot.end(isPosted);
                current = null;
            }
        } finally {
            turn.unlock();
        }
    }

    // A service that is gone takes no memory, which nobody would give back.
    private CommandSlot freeSlot(String what, int length) throws EpicException {
        if (isGone) {
            throw new EpicException(new EpicFault.Gone(what));
        }
        if (length > options.bufferBytes()) {
            throw new IllegalArgumentException("larger than a buffer: %s, bytes=%d".formatted(what, length));
        }
        for (CommandSlot slot : slots) {
            if (slot.isFree()) {
                return slot;
            }
        }
        if (slots.size() == SLOTS) {
            throw new EpicException(new EpicFault.NoSlot(what));
        }
        try {
            var slot = new CommandSlot(slots.size(), memory, options.bufferBytes());
            slots.add(slot);
            return slot;
        } catch (MemoryRefusedException e) {
            throw new EpicException(new EpicFault.NoMemory(what, String.valueOf(e.getMessage())), e);
        }
    }

    private void post(CommandSlot slot, int commandType, byte[] request, int length, byte[] answer) {
        isPosted = false;
        isTold = false;
        inline = answer;
        inlineBytes = 0;
        if (options.isSensor()) {
            payload = request;
            payloadBytes = length;
        } else {
            slot.request().write(0, request, 0, length);
            Command.RX_BUFFER.put(fields, 0, slot.answer().iova());
            Command.TX_BUFFER.put(fields, 0, slot.request().iova());
            Command.RX_BYTES.put(fields, 0, slot.answer().sizeBytes());
            Command.TX_BYTES.put(fields, 0, length);
            payload = command;
            payloadBytes = command.length;
        }
        slot.begin(commandType);
        current = slot;
    }

    // Nobody wakes a thread that waits for room in a ring or in the mailbox, so that wait is cut into slices.
    private void await(String what, CommandSlot slot, long timeoutNanos) throws EpicException, InterruptedException {
        long start = options.clock().getAsLong();
        try {
            boolean isOver = false;
            while (!isOver) {
                long left = timeoutNanos - (options.clock().getAsLong() - start);
                if (left <= 0) {
                    throw new EpicException(new EpicFault.TimedOut(what, timeoutNanos));
                }
                isOver = iop.await(step, isTold ? left : Math.min(left, SLICE_NANOS));
            }
        } catch (RtkitException e) {
            throw new EpicException(new EpicFault.Link(what, e.fault()), e);
        }
        if (!slot.isAnswered()) {
            EpicFault fault = wire.fault();
            throw new EpicException(fault == null ? new EpicFault.Gone(what) : fault);
        }
    }

    // Called on the thread that waits, under the co-processor's lock, again and again.
    private boolean step() {
        CommandSlot slot = current;
        if (slot == null || isGone || wire.fault() != null) {
            return true;
        }
        if (!isPosted) {
            boolean isSensor = options.isSensor();
            isPosted = wire.send(
                    announcement.channel(),
                    isSensor ? Entry.NOTIFY : Entry.COMMAND,
                    isSensor ? Category.NOTIFY : Category.COMMAND,
                    slot.type(),
                    slot.tag(),
                    payload,
                    payloadBytes);
        }
        isTold = isPosted && wire.flush();
        return slot.isAnswered();
    }

    private int take(String what, CommandSlot slot, byte[] answer) throws EpicException {
        if (slot.code() != 0) {
            throw new EpicException(new EpicFault.Refused(what, slot.code()));
        }
        if (options.isSensor()) {
            return inlineBytes;
        }
        if (slot.answerBytes() > slot.answer().sizeBytes()) {
            throw new EpicException(new EpicFault.Malformed(what, "size=0x%x".formatted(slot.answerBytes())));
        }
        int length = (int) Math.min(slot.answerBytes(), answer.length);
        slot.answer().read(0, answer, 0, length);
        return length;
    }

    // ---- What the firmware says, under the co-processor's lock ----

    /// Takes an answer; returns whether somebody waits for it, or has.
    boolean onReply(int replyType, int tag, byte[] bytes, int from, int length) {
        for (CommandSlot slot : slots) {
            if (slot.tag() == tag) {
                return options.isSensor()
                        ? onInline(slot, bytes, from, length)
                        : replyType == slot.type() && onCommand(slot, bytes, from, length);
            }
        }
        return false;
    }

    private boolean onCommand(CommandSlot slot, byte[] bytes, int from, int length) {
        if (length < Command.BYTES) {
            return false;
        }
        // The addresses are ours whatever it says they are.
        MemorySegment said = MemorySegment.ofArray(bytes);
        return slot.onAnswer((int) Command.RETURN_CODE.get(said, from), Command.RX_BYTES.get(said, from));
    }

    private boolean onInline(CommandSlot slot, byte[] bytes, int from, int length) {
        if (length < Integer.BYTES) {
            return false;
        }
        int code = (int) Command.RETURN_CODE.get(MemorySegment.ofArray(bytes), from);
        boolean isTaken = slot.onAnswer(code, length - Integer.BYTES);
        if (slot.isAnswered()) {
            inlineBytes = Math.min(length - Integer.BYTES, inline.length);
            System.arraycopy(bytes, from + Integer.BYTES, inline, 0, inlineBytes);
        }
        return isTaken;
    }

    void onGone() {
        isGone = true;
    }

    /// Gives the buffers back: the endpoint is closed, or its firmware lives no more.
    void release() {
        isGone = true;
        List<CommandSlot> all = List.copyOf(slots);
        slots.clear();
        Releases.each(all, CommandSlot::close);
    }
}
