package org.rtkit4j.emulator.nvme;

import org.rtkit4j.emulator.machine.Ram;
import org.rtkit4j.wire.nvme.Cqe;
import org.rtkit4j.wire.nvme.NvmeRegisters;
import org.rtkit4j.wire.nvme.NvmeStatus;
import org.rtkit4j.wire.nvme.NvmeVariant;
import org.rtkit4j.wire.nvme.Sqe;

/// Creation and deletion of the I/O queues, of which there is one pair, number 1.
final class IoQueues {
    private static final int ONLY = 1;

    private final NvmeVariant variant;
    private final ControllerRegisters registers;
    private final Ram ram;
    private final HostBugs bugs;
    private final CommandSlots submission;
    private final CompletionRing completion;
    private final Runnable onDelete;
    private long createdSq;
    private long createdCq;

    /// @param onDelete ends the commands of the submission queue
    IoQueues(
            NvmeVariant variant,
            ControllerRegisters registers,
            Ram ram,
            HostBugs bugs,
            QueuePair pair,
            Runnable onDelete) {
        this.variant = variant;
        this.registers = registers;
        this.ram = ram;
        this.bugs = bugs;
        submission = pair.submission();
        completion = pair.completion();
        this.onDelete = onDelete;
    }

    NvmeStatus createCompletion(Command command) {
        int entries = entries(command);
        NvmeStatus status = check(command, entries, Cqe.BYTES, completion.exists());
        if (status != NvmeStatus.SUCCESS) {
            return status;
        }
        if (Sqe.CQ_IV.get(command.cdw11()) != 0) {
            return NvmeStatus.INVALID_VECTOR;
        }
        if (NvmeRegisters.CC_IOCQES.get(registers.cc) != Cqe.SHIFT) {
            return NvmeStatus.INVALID_QUEUE_SIZE;
        }
        createdCq = command.prp1;
        completion.create(command.prp1, entries, Sqe.CQ_IEN.get(command.cdw11()) != 0);
        return NvmeStatus.SUCCESS;
    }

    NvmeStatus createSubmission(Command command) {
        int entries = entries(command);
        int shift = registers.isLinear() ? Sqe.SHIFT : NvmeVariant.T8015.ioSqeShift();
        NvmeStatus status = check(command, entries, 1 << shift, submission.exists());
        if (status != NvmeStatus.SUCCESS) {
            return status;
        }
        if (Sqe.SQ_CQID.get(command.cdw11()) != ONLY || !completion.exists()) {
            return NvmeStatus.INVALID_CQ;
        }
        if (!isEntrySize(NvmeRegisters.CC_IOSQES.get(registers.cc), shift)) {
            return NvmeStatus.INVALID_QUEUE_SIZE;
        }
        createdSq = command.prp1;
        submission.create(command.prp1, entries, shift);
        expectRegisters(entries);
        return NvmeStatus.SUCCESS;
    }

    // On t8015 entries lie 128 bytes apart whatever CC says. Source: linux 7.2, where `apple.c` lays them out so and
    // `core.c` writes the 6 of everybody; *guess* that the 7 that tells the truth does too.
    private boolean isEntrySize(long written, int shift) {
        return written == shift || (!registers.isLinear() && written == Sqe.SHIFT);
    }

    NvmeStatus deleteSubmission(Command command) {
        if (!submission.exists() || Sqe.QUEUE_ID.get(command.cdw10()) != ONLY) {
            return NvmeStatus.INVALID_QUEUE_ID;
        }
        noticeDeletion();
        onDelete.run();
        submission.delete();
        return NvmeStatus.SUCCESS;
    }

    NvmeStatus deleteCompletion(Command command) {
        if (!completion.exists() || Sqe.QUEUE_ID.get(command.cdw10()) != ONLY) {
            return NvmeStatus.INVALID_QUEUE_ID;
        }
        if (submission.exists()) {
            return NvmeStatus.INVALID_QUEUE_DELETION;
        }
        noticeDeletion();
        completion.delete();
        return NvmeStatus.SUCCESS;
    }

    /// Returns whether the queue registers, on chips that have them, hold what the firmware needs to run a command.
    boolean areRegistersSet() {
        if (!variant.hasQueueRegisters()) {
            return true;
        }
        if (registers.ioSqBase == 0 || registers.ioCqBase == 0) {
            bugs.notice(HostBug.NULL_QUEUE_REGISTERS, registers.ioSqBase | registers.ioCqBase);
            return false;
        }
        if (registers.ioSqBase != createdSq || registers.ioCqBase != createdCq) {
            bugs.notice(HostBug.QUEUE_REGISTERS_DIFFER, registers.ioSqBase);
        }
        return true;
    }

    // What stood in the registers before does not count.
    private void expectRegisters(int entries) {
        if (variant.hasQueueRegisters()) {
            registers.ioSqBase = 0;
            registers.ioCqBase = 0;
            long sizes = Integer.toUnsignedLong(registers.maxPending);
            long sq = NvmeRegisters.IOQA_SQS.get(sizes) + 1;
            long cq = NvmeRegisters.IOQA_CQS.get(sizes) + 1;
            if (sq != entries || cq != completion.depth()) {
                bugs.notice(HostBug.QUEUE_SIZE_DIFFERS, sizes);
            }
        }
    }

    private void noticeDeletion() {
        if (variant.hasQueueRegisters()) {
            bugs.notice(HostBug.QUEUE_DELETION, ONLY);
        }
    }

    private static int entries(Command command) {
        return (int) Sqe.QUEUE_SIZE.get(command.cdw10()) + 1;
    }

    private NvmeStatus check(Command command, int entries, int entryBytes, boolean exists) {
        if (Sqe.QUEUE_ID.get(command.cdw10()) != ONLY || exists) {
            return NvmeStatus.INVALID_QUEUE_ID;
        }
        if (entries < 2 || entries > variant.queueDepth()) {
            return NvmeStatus.INVALID_QUEUE_SIZE;
        }
        if (Sqe.QUEUE_PC.get(command.cdw11()) == 0) {
            return NvmeStatus.INVALID_FIELD;
        }
        if (command.prp1 % Prp.PAGE_BYTES != 0) {
            return NvmeStatus.INVALID_PRP_OFFSET;
        }
        boolean isMemory = Memory.holds(ram, command.prp1, (long) entries * entryBytes);
        return isMemory ? NvmeStatus.SUCCESS : NvmeStatus.INVALID_FIELD;
    }
}
