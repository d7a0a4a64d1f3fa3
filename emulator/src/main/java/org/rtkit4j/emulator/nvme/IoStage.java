package org.rtkit4j.emulator.nvme;

import static org.rtkit4j.emulator.nvme.QueuePair.IO;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.DeviceFirmware;
import org.rtkit4j.emulator.machine.Work;
import org.rtkit4j.wire.nvme.IoOpcode;
import org.rtkit4j.wire.nvme.NvmeStatus;

/// Where I/O commands are carried out, or struck by a fault, at once or after their time.
final class IoStage {
    private static final String FILE = "nvme_io.c";
    private static final int CRASH_LINE = 711;

    private final IoCommands commands;
    private final NvmeFaults faults;
    private final Nvmmu nvmmu;
    private final QueuePairs pairs;
    private final Answers answers;
    private final DeviceFirmware firmware;
    private final Work work;
    private final List<Parked> parked = new ArrayList<>();
    // Flushes of this batch.
    private final Command[] flushes = new Command[CompletionRing.MOST_AT_ONCE];
    private int flushCount;

    /// A command that takes its time.
    private record Parked(Command command, long dueNanos) {}

    /// @param work of the controller, which is to step when a command's time has come
    IoStage(
            IoCommands commands,
            NvmeFaults faults,
            Nvmmu nvmmu,
            QueuePairs pairs,
            Answers answers,
            DeviceFirmware firmware,
            Work work) {
        this.commands = commands;
        this.faults = faults;
        this.nvmmu = nvmmu;
        this.pairs = pairs;
        this.answers = answers;
        this.firmware = firmware;
        this.work = work;
        Arrays.setAll(flushes, _ -> new Command());
    }

    /// Carries a command out; a flush at the end of the batch, so that one write to the image's disk does for all of a
    /// batch. Source: NVM Express Base Specification 1.4, section 6: commands have no order among each other.
    void carryOut(Command command) {
        NvmeFaultRule rule = faults.next(command.opcode, command.firstBlock(), IoCommands.blocks(command));
        if (rule != null) {
            strike(command, rule);
        } else if (command.opcode == IoOpcode.FLUSH) {
            flushes[flushCount++].copy(command);
            answers.promise(flushCount);
        } else {
            answers.complete(command, 0, commands.carryOut(command, IoCommands.UNLIMITED));
        }
    }

    /// Ends the batch: carries its flushes out.
    void flush() {
        for (int i = 0; i < flushCount; i++) {
            answers.complete(flushes[i], 0, commands.carryOut(flushes[i], IoCommands.UNLIMITED));
        }
        flushCount = 0;
        answers.promise(0);
    }

    /// Carries out what was put off and is due.
    void wake() {
        if (parked.isEmpty()) {
            return;
        }
        long now = work.nowNanos();
        for (Iterator<Parked> all = parked.iterator(); all.hasNext(); ) {
            Parked one = all.next();
            if (one.dueNanos <= now && answers.haveRoom(IO)) {
                all.remove();
                finish(one.command);
            }
        }
        sleep();
    }

    /// The I/O submission queue is deleted: what was put off ends.
    void end() {
        for (Parked one : parked) {
            if (answers.haveRoom(IO)) {
                answers.complete(one.command, 0, NvmeStatus.QUEUE_DELETED);
            }
        }
        parked.clear();
        work.at(Work.NEVER);
    }

    void forget() {
        parked.clear();
        flushCount = 0;
    }

    private void strike(Command command, NvmeFaultRule rule) {
        switch (rule.fault()) {
            case READ_ERROR -> answers.complete(command, 0, NvmeStatus.UNRECOVERED_READ_ERROR);
            case WRITE_FAULT -> {
                commands.carryOut(command, partOf(command));
                answers.complete(command, 0, NvmeStatus.WRITE_FAULT);
            }
            case INTERNAL_ERROR -> answers.complete(command, 0, NvmeStatus.INTERNAL_ERROR);
            case SLOW -> park(command, work.nowNanos() + rule.delayNanos());
            case STUCK -> park(command, Work.NEVER);
            case LOST_INTERRUPT -> {
                pairs.of(IO).completion().mute();
                answers.complete(command, 0, commands.carryOut(command, IoCommands.UNLIMITED));
            }
            case CRASH_BEFORE, CRASH_DURING, CRASH_AFTER -> crash(command, rule.fault());
        }
    }

    private void crash(Command command, NvmeFaultKind fault) {
        flush();
        answers.postNow();
        int limit = fault == NvmeFaultKind.CRASH_AFTER ? IoCommands.UNLIMITED : partOf(command);
        boolean writesNothing = IoCommands.isHarmless(command.opcode) && fault == NvmeFaultKind.CRASH_DURING;
        if (fault != NvmeFaultKind.CRASH_BEFORE && !writesNothing) {
            commands.carryOut(command, limit);
        }
        String text = "%s: command 0x%x, tag 0x%x".formatted(fault.label(), command.opcode, command.cid);
        firmware.crash(new CrashCause.FailedAssert(FILE, CRASH_LINE, text));
    }

    private int partOf(Command command) {
        return faults.blocksBeforeCrash((int) Math.min(Integer.MAX_VALUE, IoCommands.blocks(command)));
    }

    private void park(Command command, long dueNanos) {
        var copy = new Command();
        copy.copy(command);
        parked.add(new Parked(copy, dueNanos));
        sleep();
    }

    private void finish(Command late) {
        nvmmu.pass();
        if (pairs.areLinear() && !nvmmu.take(late)) {
            answers.complete(late, 0, NvmeStatus.DATA_TRANSFER_ERROR);
        } else {
            answers.complete(late, 0, commands.carryOut(late, IoCommands.UNLIMITED));
        }
    }

    // Of those that are due and find no room, the host's next doorbell is the hour.
    private void sleep() {
        long now = work.nowNanos();
        long next = Work.NEVER;
        for (Parked one : parked) {
            next = one.dueNanos > now ? Math.min(next, one.dueNanos) : next;
        }
        work.at(next);
    }
}
