package org.rtkit4j.emulator.nvme;

import org.rtkit4j.emulator.machine.Line;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.wire.nvme.NvmeRegisters;

/// What the host does to the controller, on the host's threads: its registers, doorbells, and its end of the queues.
///
/// What the controller has to do about it is asked for, and done in the machine's next step.
final class HostAccess {
    private static final int TAGS = 64;

    private final Runnable attend;
    private final ControllerRegisters registers;
    private final ControllerFaults faults;
    private final HostBugs bugs = new HostBugs();
    private final Doorbells doorbells = new Doorbells(bugs);
    private final QueuePairs pairs;
    private final Line line;
    private volatile DoorbellWatcher watcher = (_, _) -> {};
    // Written by the host's threads, taken by the next step.
    private volatile boolean isDisableAsked;
    private volatile boolean isShutdownAsked;

    /// @param attend has the controller step
    HostAccess(NvmeConfig config, Machine machine, Runnable attend) {
        this.attend = attend;
        registers = new ControllerRegisters(config.variant(), config.atStart());
        faults = new ControllerFaults(config.controllerFaults());
        pairs = new QueuePairs(machine.ram(), bugs);
        line = new Line(this::isAsserted, machine.interrupts());
    }

    private boolean isAsserted() {
        boolean isLost = faults.has(ControllerFault.INTERRUPT_LOST);
        return faults.has(ControllerFault.INTERRUPT_STUCK) || (pairs.areAsserted() && !isLost);
    }

    ControllerFaults faults() {
        return faults;
    }

    ControllerRegisters registers() {
        return registers;
    }

    HostBugs bugs() {
        return bugs;
    }

    Doorbells doorbells() {
        return doorbells;
    }

    QueuePairs pairs() {
        return pairs;
    }

    /// Returns the interrupt of both completion queues.
    Line line() {
        return line;
    }

    void watch(DoorbellWatcher listener) {
        watcher = listener;
    }

    /// Has the controller look at what may have changed.
    void attend() {
        attend.run();
    }

    // ---- What is written to the registers ----

    void onDoorbell(int offset, int value) {
        watcher.onDoorbell(offset, value);
    }

    /// A tag of a linear queue.
    void ring(int queue, int tag) {
        if (!registers.isReady()) {
            bugs.notice(HostBug.NOT_READY, tag);
        } else if (tag < 0 || tag >= TAGS) {
            bugs.notice(HostBug.TAG_OUT_OF_RANGE, Integer.toUnsignedLong(tag));
        } else if (!pairs.areLinear()) {
            bugs.notice(HostBug.WRONG_DOORBELL, tag);
        } else {
            doorbells.ring(queue, tag);
        }
        attend.run();
    }

    /// The tail of a ring.
    void tail(int queue, int value) {
        if (!registers.isReady()) {
            bugs.notice(HostBug.NOT_READY, value);
        } else if (pairs.areLinear()) {
            bugs.notice(HostBug.WRONG_DOORBELL, value);
        } else if (!pairs.of(queue).submission().tail(value)) {
            bugs.notice(HostBug.SQ_TAIL, Integer.toUnsignedLong(value));
        }
        attend.run();
    }

    /// The head of a completion queue: the host has come for what the interrupt told of.
    void acknowledge(int queue, int head) {
        line.heed();
        if (pairs.of(queue).completion().acknowledge(head)) {
            attend.run();
        }
    }

    void invalidate(int tag) {
        boolean isTag = tag >= 0 && tag < TAGS;
        registers.tcbStat = isTag && doorbells.invalidate(tag) ? 0 : 1;
        if (!isTag) {
            bugs.notice(HostBug.INVALIDATED_UNUSED, Integer.toUnsignedLong(tag));
        }
    }

    void configure(int value) {
        int before = registers.cc;
        registers.write(NvmeRegisters.CC, value);
        if (NvmeRegisters.CC_EN.get(before) != 0 && NvmeRegisters.CC_EN.get(value) == 0) {
            isDisableAsked = true;
        }
        if (NvmeRegisters.CC_SHN.get(before) == 0 && NvmeRegisters.CC_SHN.get(value) != 0) {
            isShutdownAsked = true;
        }
        attend.run();
    }

    void writeQueueRegister(int offset, int value) {
        if (!pairs.of(QueuePair.IO).submission().exists()) {
            bugs.notice(HostBug.QUEUE_REGISTERS_EARLY, offset);
            attend.run();
        }
        registers.write(offset, value);
    }

    /// The NVMMU is looked for in the window where it is not.
    void missNvmmu(int offset) {
        bugs.notice(HostBug.NVMMU_ELSEWHERE, offset);
        attend.run();
    }

    // ---- What the next step takes ----

    /// Returns whether the host has asked for it to be disabled since this was called last.
    boolean takeDisable() {
        boolean isAsked = isDisableAsked;
        isDisableAsked = false;
        return isAsked;
    }

    /// Returns whether the host has asked for a shutdown since this was called last.
    boolean takeShutdown() {
        boolean isAsked = isShutdownAsked;
        isShutdownAsked = false;
        return isAsked;
    }

    /// Power-on: the registers are as new, and what was asked for is forgotten.
    void reset() {
        registers.reset();
        faults.reset();
        isDisableAsked = false;
        isShutdownAsked = false;
        bugs.forget();
    }
}
