package org.rtkit4j.emulator.nvme;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.machine.Ram;
import org.rtkit4j.emulator.machine.Work;
import org.rtkit4j.wire.nvme.Cqe;
import org.rtkit4j.wire.nvme.NvmeRegisters;
import org.rtkit4j.wire.nvme.NvmeStatus;
import org.rtkit4j.wire.nvme.Sqe;

/// Both queue pairs at work: takes commands, has them carried out, posts completions.
final class NvmeQueues {
    private static final int ADMIN = 0;
    private static final int IO = 1;
    private static final String FILE = "nvme_io.c";
    private static final int CRASH_LINE = 711;

    private final NvmeController controller;
    private final ControllerRegisters registers;
    private final AnsFirmware firmware;
    private final HostBugs bugs;
    private final Doorbells doorbells;
    private final Machine machine;
    private final IoSpace memory;
    private final Ram ram;
    private final SubmissionQueue[] submissions = {new SubmissionQueue(), new SubmissionQueue()};
    private final CompletionQueue[] completions;
    private final Nvmmu nvmmu;
    private final IoQueues ioQueues;
    private final AdminCommands admin;
    private final IoCommands io;
    private final NvmeFaults faults;
    private final Command command = new Command();
    private final List<Parked> parked = new ArrayList<>();
    // Kept, so that a step allocates nothing.
    private final Runnable post = this::postAll;
    private long released;
    private volatile boolean isLinear;

    /// A command that takes its time.
    private record Parked(Command command, long dueNanos) {}

    NvmeQueues(NvmeController controller, Machine machine, IoSpace memory) {
        this.controller = controller;
        this.machine = machine;
        this.memory = memory;
        ram = machine.ram();
        registers = controller.registers();
        firmware = controller.firmware();
        bugs = controller.bugs();
        doorbells = controller.doorbells();
        faults = controller.faults();
        completions = new CompletionQueue[] {new CompletionQueue(ram, bugs), new CompletionQueue(ram, bugs)};
        NvmeConfig config = controller.config();
        nvmmu = new Nvmmu(registers, config.variant(), ram, bugs);
        var prp = new Prp(ram, Math.max(config.mostBytes(), Health.ERROR_ENTRIES * Prp.PAGE_BYTES));
        Disk disk = controller.disk();
        Health health = controller.health();
        io = new IoCommands(config, disk, prp, nvmmu, bugs, health);
        ioQueues = new IoQueues(
                config.variant(), registers, ram, bugs, submissions[IO], completions[IO], this::endIoCommands);
        var tunnel = new TunnelCommands(memory, firmware);
        admin = new AdminCommands(config, registers, disk, prp, nvmmu, bugs, health, ioQueues, tunnel);
    }

    boolean isLinear() {
        return isLinear;
    }

    boolean hasIoSubmission() {
        return submissions[IO].exists();
    }

    boolean isAsserted() {
        return completions[ADMIN].isAsserted() || completions[IO].isAsserted();
    }

    boolean tail(int queue, int value) {
        return submissions[queue].tail(value);
    }

    boolean acknowledge(int queue, int head) {
        return completions[queue].acknowledge(head);
    }

    /// Brings the admin queues up; returns whether the host's configuration allows it.
    boolean enable() {
        isLinear = registers.isLinear();
        int sqEntries = (int) NvmeRegisters.AQA_ASQS.get(Integer.toUnsignedLong(registers.aqa)) + 1;
        int cqEntries = (int) NvmeRegisters.AQA_ACQS.get(Integer.toUnsignedLong(registers.aqa)) + 1;
        boolean isValid = isConfigurable()
                && isQueue(registers.asq, sqEntries, Sqe.BYTES)
                && isQueue(registers.acq, cqEntries, Cqe.BYTES);
        if (isValid) {
            submissions[ADMIN].create(registers.asq, sqEntries, Sqe.SHIFT);
            completions[ADMIN].create(registers.acq, cqEntries, true);
            admin.reset();
        }
        return isValid;
    }

    /// Forgets all queues and commands.
    void clear() {
        for (int queue = ADMIN; queue <= IO; queue++) {
            submissions[queue].delete();
            completions[queue].delete();
        }
        doorbells.reset();
        parked.clear();
        released = 0;
    }

    /// Carries out what was submitted, as much as finds room in the completion queues, and posts.
    void run() {
        if (registers.isReady()) {
            wake();
            for (int queue = ADMIN; queue <= IO; queue++) {
                if (isLinear) {
                    takeTags(queue);
                } else {
                    takeRing(queue);
                }
            }
            postNow();
        }
    }

    private void takeTags(int queue) {
        long tags = doorbells.take(queue);
        while (tags != 0 && firmware.isUp()) {
            if (submissions[queue].exists() && !completions[queue].hasRoom()) {
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
        SubmissionQueue submission = submissions[queue];
        while (submission.hasPending() && firmware.isUp()) {
            if (!completions[queue].hasRoom()) {
                again(queue);
                return;
            }
            start(queue, submission.take());
        }
    }

    // A batch was full: there is more to do at once. A queue that is full waits for its host.
    private void again(int queue) {
        if (completions[queue].isBatchFull()) {
            controller.attend();
        }
    }

    private void start(int queue, int slot) {
        SubmissionQueue submission = submissions[queue];
        if (!submission.exists() || slot >= submission.depth()) {
            bugs.notice(submission.exists() ? HostBug.SLOT_OUTSIDE_QUEUE : HostBug.NO_QUEUE, slot);
            released |= 1L << slot;
            releaseNow();
            bugs.tell(firmware);
            return;
        }
        command.queue = queue;
        command.slot = slot;
        command.fetch(ram, submission.offset(slot));
        if (controller.isShutDown()) {
            bugs.notice(HostBug.AFTER_SHUTDOWN, slot);
        }
        if (isAdmissible()) {
            dispatch();
        }
    }

    // Returns false where the command was ended, or the firmware was.
    private boolean isAdmissible() {
        if (!isLinear) {
            nvmmu.pass();
            return true;
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
                complete(command, 0, NvmeStatus.INVALID_FIELD);
            }
        }
        return isTaken;
    }

    private void dispatch() {
        if (command.queue == ADMIN) {
            NvmeStatus status = admin.carryOut(command);
            complete(command, admin.result(), status);
            return;
        }
        NvmeFaultRule rule = faults.next(command.opcode, command.firstBlock(), IoCommands.blocks(command));
        if (rule == null) {
            complete(command, 0, io.carryOut(command, IoCommands.UNLIMITED));
        } else {
            strike(rule);
        }
    }

    private void strike(NvmeFaultRule rule) {
        switch (rule.fault()) {
            case READ_ERROR -> complete(command, 0, NvmeStatus.UNRECOVERED_READ_ERROR);
            case WRITE_FAULT -> {
                io.carryOut(command, partOfCommand());
                complete(command, 0, NvmeStatus.WRITE_FAULT);
            }
            case INTERNAL_ERROR -> complete(command, 0, NvmeStatus.INTERNAL_ERROR);
            case SLOW -> park(machine.nowNanos() + rule.delayNanos());
            case STUCK -> park(Work.NEVER);
            case LOST_INTERRUPT -> {
                completions[IO].mute();
                complete(command, 0, io.carryOut(command, IoCommands.UNLIMITED));
            }
            case CRASH_BEFORE, CRASH_DURING, CRASH_AFTER -> crash(rule.fault());
        }
    }

    private void crash(NvmeFault fault) {
        postNow();
        int limit = fault == NvmeFault.CRASH_AFTER ? IoCommands.UNLIMITED : partOfCommand();
        boolean writesNothing = IoCommands.isHarmless(command.opcode) && fault == NvmeFault.CRASH_DURING;
        if (fault != NvmeFault.CRASH_BEFORE && !writesNothing) {
            io.carryOut(command, limit);
        }
        String text = "%s: command 0x%x, tag 0x%x".formatted(fault.label(), command.opcode, command.cid);
        firmware.crash(new CrashCause.FailedAssert(FILE, CRASH_LINE, text));
    }

    private int partOfCommand() {
        return faults.blocksBeforeCrash((int) Math.min(Integer.MAX_VALUE, IoCommands.blocks(command)));
    }

    private void park(long dueNanos) {
        var copy = new Command();
        copy.copy(command);
        parked.add(new Parked(copy, dueNanos));
        sleep();
    }

    private void wake() {
        if (parked.isEmpty()) {
            return;
        }
        long now = machine.nowNanos();
        for (Iterator<Parked> all = parked.iterator(); all.hasNext(); ) {
            Parked one = all.next();
            if (one.dueNanos <= now && completions[IO].hasRoom()) {
                all.remove();
                finish(one.command);
            }
        }
        sleep();
    }

    private void finish(Command late) {
        nvmmu.pass();
        if (isLinear && !nvmmu.take(late)) {
            complete(late, 0, NvmeStatus.DATA_TRANSFER_ERROR);
        } else {
            complete(late, 0, io.carryOut(late, IoCommands.UNLIMITED));
        }
    }

    // Of those that are due and find no room, the host's next doorbell is the hour.
    private void sleep() {
        long now = machine.nowNanos();
        long next = Work.NEVER;
        for (Parked one : parked) {
            next = one.dueNanos > now ? Math.min(next, one.dueNanos) : next;
        }
        controller.sleepUntil(next);
    }

    // Deletion of the I/O submission queue: its commands end.
    private void endIoCommands() {
        for (Parked one : parked) {
            end(one.command);
        }
        parked.clear();
        long tags = isLinear ? doorbells.take(IO) : 0;
        for (; tags != 0; tags &= tags - 1) {
            command.slot = Long.numberOfTrailingZeros(tags);
            released |= 1L << command.slot;
        }
        controller.sleepUntil(Work.NEVER);
    }

    private void end(Command late) {
        if (completions[IO].hasRoom()) {
            complete(late, 0, NvmeStatus.QUEUE_DELETED);
        }
    }

    private void complete(Command done, long result, NvmeStatus status) {
        long word = Cqe.STATUS_CODE.put(0, status.code());
        if (status != NvmeStatus.SUCCESS) {
            word = Cqe.DO_NOT_RETRY.put(word, status.isFinal() ? 1 : 0);
            controller.health().onError(done, status, done.queue == IO ? done.firstBlock() : 0);
        }
        int sqHead = isLinear ? 0 : submissions[done.queue].head();
        completions[done.queue].add(result, sqHead, isLinear ? 0 : done.queue, done.cid, (int) word);
        released |= isLinear ? 1L << done.slot : 0;
    }

    /// Posts what was carried out.
    void postNow() {
        if (completions[ADMIN].hasUnposted() || completions[IO].hasUnposted()) {
            memory.atomically(post);
        }
    }

    // Tags are free before their completions can be seen.
    private void postAll() {
        releaseNow();
        completions[ADMIN].post();
        completions[IO].post();
    }

    private void releaseNow() {
        doorbells.release(released);
        released = 0;
    }

    private boolean isConfigurable() {
        long cc = Integer.toUnsignedLong(registers.cc);
        boolean isKnown = NvmeRegisters.CC_MPS.get(cc) == 0
                && NvmeRegisters.CC_CSS.get(cc) == 0
                && NvmeRegisters.CC_AMS.get(cc) == 0;
        // Linear queues are the only ones since t6000; t8103 still has the others.
        boolean mustBeLinear = controller.variant().hasQueueRegisters();
        return isKnown && (isLinear || !mustBeLinear);
    }

    private boolean isQueue(long base, int entries, int entryBytes) {
        boolean isSize = entries >= 2 && entries <= controller.variant().queueDepth();
        return isSize && base % Prp.PAGE_BYTES == 0 && Memory.holds(ram, base, (long) entries * entryBytes);
    }
}
