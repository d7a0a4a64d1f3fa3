package org.rtkit4j.drivers.nvme;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.rtkit4j.drivers.disk.DiskCommand.Operation;
import org.rtkit4j.wire.nvme.DsmRange;
import org.rtkit4j.wire.nvme.IoOpcode;
import org.rtkit4j.wire.nvme.NvmeRegisters;
import org.rtkit4j.wire.nvme.NvmeVariant;
import org.rtkit4j.wire.nvme.Sqe;

/// The I/O queues and their tags: commands go out, answers come in. What either means is not known here.
///
/// With linear queues admin and I/O commands share their tags: 0 and 1 belong to the admin queue.
final class IoQueue {
    private static final int ADMIN_TAGS = 2;
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Queues queues;
    private final Pages pages;
    private final Controller controller;
    private final SubmissionQueue submission;
    private final CompletionQueue completion;
    private final Slot[] slots = new Slot[Queues.TAGS];
    // Which slots the tags in flight belong to: these, or those with which a recovery writes again.
    private final Slot[] owners = new Slot[Queues.TAGS];
    private final byte[] listBytes = new byte[Pages.BYTES];
    private final MemorySegment list = MemorySegment.ofArray(listBytes);
    private final byte[] rangeBytes = new byte[DsmRange.BYTES];
    private final MemorySegment range = MemorySegment.ofArray(rangeBytes);
    private final long allTags;
    private final int blockShift;

    // Sets of tags, a bit each.
    private long free;
    private long flying;

    /// Hears what the controller says.
    interface Handler {
        /// A command is done; its tag is free again.
        ///
        /// @param status as [org.rtkit4j.wire.nvme.NvmeStatus] has it
        /// @param isFinal whether another try is useless
        void onAnswer(Slot slot, int status, boolean isFinal);
    }

    /// @param blockShift size of the disk's blocks as a power of two, at most that of a page
    IoQueue(NvmePlatform platform, Queues queues, Pages pages, Controller controller, int mostPages, int blockShift) {
        NvmeVariant variant = platform.variant();
        this.queues = queues;
        this.pages = pages;
        this.controller = controller;
        this.blockShift = blockShift;
        submission = new SubmissionQueue(platform, queues, false, variant.queueDepth());
        completion = new CompletionQueue(
                queues.memory(), queues.cq(false), variant.queueDepth(), platform.registers(), NvmeRegisters.IOCQ_HEAD);
        allTags = tags(variant);
        free = allTags;
        for (int tag = 0; tag < slots.length; tag++) {
            slots[tag] = new Slot(tag, mostPages);
            owners[tag] = slots[tag];
        }
    }

    // A ring is full when one entry is left; the same goes for the highest tag of the linear queue.
    private static long tags(NvmeVariant variant) {
        long all = (1L << (variant.queueDepth() - 1)) - 1;
        return variant.isLinear() ? all & -(1L << ADMIN_TAGS) : all;
    }

    int mostPages() {
        return slots[0].pages.length;
    }

    int depth() {
        return Long.bitCount(allTags);
    }

    /// Forgets all that is in flight; the controller has forgotten it too.
    void reset() {
        submission.reset();
        completion.reset();
        free = allTags;
        flying = 0;
    }

    boolean hasFree() {
        return free != 0;
    }

    /// Returns the tags in flight, a bit each.
    long flying() {
        return flying;
    }

    /// Returns the slot that a tag in flight belongs to.
    Slot slot(int tag) {
        return owners[tag];
    }

    /// Returns the slot of a free tag, which the caller fills in and gives to [#issue]; there must be one.
    Slot next() {
        return slots[Long.numberOfTrailingZeros(free)];
    }

    /// Gives a command to the controller.
    void issue(Slot slot) {
        long bit = 1L << slot.tag;
        free &= ~bit;
        flying |= bit;
        owners[slot.tag] = slot;
        slot.attempts++;
        Operation operation = slot.isFlushing ? Operation.FLUSH : slot.operation;
        submission.begin(opcode(operation), slot.tag, Controller.NAMESPACE);
        switch (operation) {
            case READ -> transfer(slot, SubmissionQueue.TO_MEMORY);
            case WRITE -> transfer(slot, SubmissionQueue.FROM_MEMORY);
            case WRITE_ZEROES -> {
                blocks(slot);
                submission.submit(SubmissionQueue.NO_DATA);
            }
            case TRIM -> deallocate(slot);
            case FLUSH -> submission.submit(SubmissionQueue.NO_DATA);
        }
    }

    private static int opcode(Operation operation) {
        return switch (operation) {
            case READ -> IoOpcode.READ;
            case WRITE -> IoOpcode.WRITE;
            case WRITE_ZEROES -> IoOpcode.WRITE_ZEROES;
            case TRIM -> IoOpcode.DATASET_MANAGEMENT;
            case FLUSH -> IoOpcode.FLUSH;
        };
    }

    private void transfer(Slot slot, int direction) {
        blocks(slot);
        submission.data(pages.iova(slot.pages[0]), secondPrp(slot));
        submission.submit(direction);
    }

    private void blocks(Slot slot) {
        int shift = pageShift() - blockShift;
        long cdw12 = Sqe.RW_NLB.put(0, (slot.blocks << shift) - 1);
        submission.blocks(slot.block << shift, slot.isDurable ? Sqe.RW_FUA.put(cdw12, 1) : cdw12);
    }

    private static int pageShift() {
        return Integer.numberOfTrailingZeros(Pages.BYTES);
    }

    // Nothing, the second page, or a list of all but the first.
    private long secondPrp(Slot slot) {
        int count = slot.pageCount();
        if (count <= 2) {
            return count == 2 ? pages.iova(slot.pages[1]) : 0;
        }
        for (int i = 1; i < count; i++) {
            list.set(U64, (long) (i - 1) * Long.BYTES, pages.iova(slot.pages[i]));
        }
        int offset = queues.list(slot.tag);
        queues.memory().write(offset, listBytes, 0, (count - 1) * Long.BYTES);
        return queues.iova(offset);
    }

    private void deallocate(Slot slot) {
        int shift = pageShift() - blockShift;
        DsmRange.BLOCKS.put(range, 0, slot.blocks << shift);
        DsmRange.FIRST.put(range, 0, slot.block << shift);
        pages.write(slot.pages[0], rangeBytes, DsmRange.BYTES);
        submission.data(pages.iova(slot.pages[0]), 0);
        submission.cdw11(Sqe.DSM_AD.mask());
        submission.submit(SubmissionQueue.FROM_MEMORY);
    }

    /// Takes the answers that are there, one round of the queue at most.
    ///
    /// @return how many there were
    /// @throws NvmeException if the controller answers what it was not asked
    int poll(Handler handler) throws NvmeException {
        int count = 0;
        while (count < Queues.TAGS && completion.peek()) {
            take(handler);
            count++;
        }
        if (count > 0) {
            completion.acknowledge();
        }
        return count;
    }

    private void take(Handler handler) throws NvmeException {
        int tag = controller.askedId(completion.commandId());
        int status = completion.status();
        boolean isFinal = completion.isFinal();
        completion.advance();
        long bit = tag < Queues.TAGS ? 1L << tag : 0;
        if ((flying & bit) == 0) {
            throw new NvmeException(new NvmeFault.UnknownTag("I/O", tag));
        }
        controller.invalidate(tag);
        flying &= ~bit;
        free |= bit;
        handler.onAnswer(owners[tag], status, isFinal);
    }
}
