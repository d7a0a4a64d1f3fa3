package org.rtkit4j.emulator.nvme;

import static org.rtkit4j.emulator.nvme.QueuePair.ADMIN;
import static org.rtkit4j.emulator.nvme.QueuePair.IO;

import org.rtkit4j.emulator.firmware.DeviceFirmware;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.machine.Ram;
import org.rtkit4j.emulator.machine.Work;
import org.rtkit4j.wire.nvme.Cqe;
import org.rtkit4j.wire.nvme.NvmeRegisters;
import org.rtkit4j.wire.nvme.NvmeStatus;
import org.rtkit4j.wire.nvme.NvmeVariant;
import org.rtkit4j.wire.nvme.Sqe;

/// Both queue pairs at work: takes commands, has them carried out, posts completions.
///
/// It is told when to run, by the controller's step alone; what the host does to the queues comes through
/// [HostAccess].
final class NvmeQueues {
    private final NvmeVariant variant;
    private final ControllerRegisters registers;
    private final DeviceFirmware firmware;
    private final HostBugs bugs;
    private final Doorbells doorbells;
    private final QueuePairs pairs;
    private final Work work;
    private final Ram ram;
    private final Nvmmu nvmmu;
    private final Answers answers;
    private final IoQueues ioQueues;
    private final AdminCommands admin;
    private final IoStage io;
    private final RingTags ringTags = new RingTags();
    private final Command command = new Command();

    /// @param host what the host has written, and where
    /// @param work of the controller
    NvmeQueues(
            NvmeConfig config,
            HostAccess host,
            Machine machine,
            IoSpace memory,
            Drive drive,
            NvmeFaults faults,
            DeviceFirmware firmware,
            Work work) {
        this.firmware = firmware;
        this.work = work;
        variant = config.variant();
        registers = host.registers();
        bugs = host.bugs();
        doorbells = host.doorbells();
        pairs = host.pairs();
        ram = machine.ram();
        nvmmu = new Nvmmu(registers, config.rules(), ram, bugs);
        answers = new Answers(
                pairs,
                doorbells,
                ringTags,
                memory,
                drive.health(),
                config.rules().answeredId());
        var prp = new Prp(ram, Math.max(config.mostBytes(), Health.ERROR_ENTRIES * Prp.PAGE_BYTES));
        var commands = new IoCommands(config, drive, prp, nvmmu, bugs);
        io = new IoStage(commands, faults, nvmmu, pairs, answers, firmware, work);
        ioQueues = new IoQueues(variant, registers, ram, bugs, pairs.of(IO), this::endIoCommands);
        var tunnel = new TunnelCommands(memory, firmware);
        admin = new AdminCommands(config, registers, drive, prp, nvmmu, bugs, ioQueues, tunnel);
    }

    /// Brings the admin queues up; returns whether the host's configuration allows it.
    boolean enable() {
        pairs.linear(registers.isLinear());
        int sqEntries = (int) NvmeRegisters.AQA_ASQS.get(Integer.toUnsignedLong(registers.aqa)) + 1;
        int cqEntries = (int) NvmeRegisters.AQA_ACQS.get(Integer.toUnsignedLong(registers.aqa)) + 1;
        boolean isValid = isConfigurable()
                && isQueue(registers.asq, sqEntries, Sqe.BYTES)
                && isQueue(registers.acq, cqEntries, Cqe.BYTES);
        if (isValid) {
            pairs.of(ADMIN).submission().create(registers.asq, sqEntries, Sqe.SHIFT);
            pairs.of(ADMIN).completion().create(registers.acq, cqEntries, true);
            admin.reset();
        }
        return isValid;
    }

    /// Forgets all queues and commands.
    void clear() {
        pairs.delete();
        doorbells.reset();
        io.forget();
        answers.forget();
    }

    /// Carries out what was submitted, as much as finds room in the completion queues, and posts.
    void run() {
        if (registers.isReady()) {
            io.wake();
            for (int queue = ADMIN; queue <= IO; queue++) {
                if (pairs.areLinear()) {
                    takeTags(queue);
                } else {
                    takeRing(queue);
                }
            }
            postNow();
        }
    }

    /// Ends the batch and posts what was carried out, before the firmware crashes.
    void postNow() {
        io.flush();
        answers.postNow();
    }

    private void takeTags(int queue) {
        CommandSlots slots = pairs.of(queue).submission();
        long tags = doorbells.take(queue);
        while (tags != 0 && firmware.isUp()) {
            if (slots.exists() && !answers.haveRoom(queue)) {
                doorbells.putBack(queue, tags);
                again(queue);
                return;
            }
            int tag = Long.numberOfTrailingZeros(tags);
            tags &= tags - 1;
            start(queue, tag);
        }
    }

    private void takeRing(int queue) {
        CommandSlots slots = pairs.of(queue).submission();
        while (slots.hasPending() && firmware.isUp()) {
            if (!answers.haveRoom(queue)) {
                again(queue);
                return;
            }
            start(queue, slots.take());
        }
    }

    // A batch was full: there is more to do at once. A queue that is full waits for its host.
    private void again(int queue) {
        io.flush();
        if (pairs.of(queue).completion().isBatchFull()) {
            work.ready();
        }
    }

    private void start(int queue, int slot) {
        CommandSlots slots = pairs.of(queue).submission();
        if (!slots.exists() || slot >= slots.depth()) {
            bugs.notice(slots.exists() ? HostBug.SLOT_OUTSIDE_QUEUE : HostBug.NO_QUEUE, slot);
            answers.release(slot);
            answers.releaseNow();
            bugs.tell(firmware);
            return;
        }
        command.queue = queue;
        command.slot = slot;
        command.fetch(ram, slots.offset(slot));
        if (registers.isShutDown()) {
            bugs.notice(HostBug.AFTER_SHUTDOWN, slot);
        }
        if (isAdmissible()) {
            dispatch();
        }
    }

    // Returns false where the command was ended, or the firmware was.
    private boolean isAdmissible() {
        if (!pairs.areLinear()) {
            nvmmu.pass();
            return hasOwnTag();
        }
        if ((command.cid & 0xff) != command.slot) {
            bugs.notice(HostBug.COMMAND_ID, command.cid);
        }
        command.cid = command.slot;
        boolean isTaken = nvmmu.take(command) && (command.queue == ADMIN || ioQueues.areRegistersSet());
        if (!isTaken) {
            postNow();
            bugs.tell(firmware);
            if (firmware.isUp()) {
                answers.complete(command, 0, NvmeStatus.INVALID_FIELD);
            }
        }
        return isTaken;
    }

    private boolean hasOwnTag() {
        if (variant.isLinear() || ringTags.begin(command.queue, command.cid)) {
            return true;
        }
        bugs.notice(HostBug.DUPLICATE_TAG, command.cid);
        postNow();
        bugs.tell(firmware);
        return false;
    }

    private void dispatch() {
        if (command.queue == ADMIN) {
            NvmeStatus status = admin.carryOut(command);
            answers.complete(command, admin.result(), status);
        } else {
            io.carryOut(command);
        }
    }

    // Deletion of the I/O submission queue: its commands end.
    private void endIoCommands() {
        io.end();
        ringTags.forget(IO);
        long tags = pairs.areLinear() ? doorbells.take(IO) : 0;
        for (; tags != 0; tags &= tags - 1) {
            answers.release(Long.numberOfTrailingZeros(tags));
        }
    }

    private boolean isConfigurable() {
        long cc = Integer.toUnsignedLong(registers.cc);
        boolean isKnown = NvmeRegisters.CC_MPS.get(cc) == 0
                && NvmeRegisters.CC_CSS.get(cc) == 0
                && NvmeRegisters.CC_AMS.get(cc) == 0;
        // Linear queues are the only ones since t6000; t8103 still has the others.
        return isKnown && (pairs.areLinear() || !variant.hasQueueRegisters());
    }

    private boolean isQueue(long base, int entries, int entryBytes) {
        boolean isSize = entries >= 2 && entries <= variant.queueDepth();
        return isSize && base % Prp.PAGE_BYTES == 0 && Memory.holds(ram, base, (long) entries * entryBytes);
    }
}
