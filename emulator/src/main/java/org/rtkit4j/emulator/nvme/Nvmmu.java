package org.rtkit4j.emulator.nvme;

import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.machine.Ram;
import org.rtkit4j.wire.nvme.IoOpcode;
import org.rtkit4j.wire.nvme.Sqe;
import org.rtkit4j.wire.nvme.Tcb;

/// The IOMMU of the controller: what a command may do to memory is what its TCB says.
///
/// It looks at direction and PRPs of commands that move data. Of the rest only what a host cannot mean is noticed:
/// whether hardware compares length, tag and opcode is not established. Linux leaves the opcode 0 since August 2026.
final class Nvmmu {
    private static final int OPCODE_AND_FLAGS = 0;

    private final ControllerRegisters registers;
    private final NvmeRules rules;
    private final Ram ram;
    private final HostBugs bugs;
    private boolean isPresent;
    private boolean allowsPrps;
    private long flags;
    private int opcode;

    Nvmmu(ControllerRegisters registers, NvmeRules rules, Ram ram, HostBugs bugs) {
        this.registers = registers;
        this.rules = rules;
        this.ram = ram;
        this.bugs = bugs;
    }

    /// There is none for the next command, and everything is allowed.
    void pass() {
        isPresent = false;
    }

    /// Returns whether the command at hand has a TCB.
    boolean isPresent() {
        return isPresent;
    }

    /// Takes the TCB of a command; returns false where there is none, which the firmware does not survive, or where
    /// the check for null PRPs refuses the command.
    boolean take(Command command) {
        isPresent = true;
        long base = command.queue == 0 ? registers.adminTcbs : registers.ioTcbs;
        long at = base + (long) command.slot * Tcb.BYTES;
        boolean isCounted = command.slot <= registers.numTcbs;
        if (!isCounted || (base & (Tcb.BYTES - 1)) != 0 || !Memory.holds(ram, at, Tcb.BYTES)) {
            bugs.notice(HostBug.TCB_OUTSIDE_MEMORY, isCounted ? at : command.slot);
            return false;
        }
        check(command, at - Machine.RAM_BASE);
        if (opcode != 0 && rules.tcbOpcode() == NvmeRules.TcbOpcode.RESERVED) {
            bugs.notice(HostBug.TCB_OPCODE_SET, opcode);
            return false;
        }
        if (flags == 0 && command.prp1 != 0 && rules.unusedPrp() == NvmeRules.UnusedPrp.REFUSED) {
            bugs.notice(HostBug.UNUSED_PRP, command.slot);
            return false;
        }
        if (checksNullPrps() && hasNullPrp(command)) {
            bugs.notice(HostBug.NULL_PRP, command.slot);
            return false;
        }
        return true;
    }

    /// Returns whether data may go to the host's memory.
    boolean allowsToMemory(Command command) {
        return allows(command, Tcb.TO_MEMORY.mask());
    }

    /// Returns whether data may come from the host's memory.
    boolean allowsFromMemory(Command command) {
        return allows(command, Tcb.FROM_MEMORY.mask());
    }

    private boolean allows(Command command, long direction) {
        if (!isPresent || (allowsPrps && (flags & direction) != 0)) {
            return true;
        }
        bugs.notice(allowsPrps ? HostBug.TCB_DIRECTION : HostBug.TCB_PRP, command.slot);
        return false;
    }

    private void check(Command command, long offset) {
        long head = ram.read64(offset + OPCODE_AND_FLAGS);
        opcode = (int) head & 0xff;
        flags = (head >>> (Byte.SIZE * Tcb.DMA_FLAGS.offset())) & 0xff;
        allowsPrps = ram.read64(offset + Tcb.PRP1.offset()) == command.prp1
                && ram.read64(offset + Tcb.PRP2.offset()) == command.prp2;
        if (opcode != 0 && opcode != command.opcode) {
            bugs.notice(HostBug.TCB_OPCODE, opcode);
        }
        if (((head >>> (Byte.SIZE * Tcb.TAG.offset())) & 0xff) != command.slot) {
            bugs.notice(HostBug.TCB_TAG, command.slot);
        }
        long length = (head >>> (Byte.SIZE * Tcb.LENGTH.offset())) & 0xffff;
        if (command.queue == 1 && hasLength(command.opcode) && length != Sqe.RW_NLB.get(command.cdw12())) {
            bugs.notice(HostBug.TCB_LENGTH, length);
        }
    }

    private boolean checksNullPrps() {
        return rules.nullCheck() == NvmeRules.NullCheck.ABSENT || registers.checksNullPrps();
    }

    private boolean hasNullPrp(Command command) {
        boolean isEitherNull = command.prp1 == 0 || command.prp2 == 0;
        return rules.nullCheck() == NvmeRules.NullCheck.ANY ? isEitherNull : command.prp1 == 0 && flags != 0;
    }

    private static boolean hasLength(int opcode) {
        return opcode == IoOpcode.READ || opcode == IoOpcode.WRITE;
    }
}
