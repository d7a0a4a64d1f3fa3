package org.rtkit4j.drivers.nvme;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import org.rtkit4j.wire.nvme.Cqe;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.port.SharedBuffer;

/// One completion queue: entries are copied out, then looked at.
final class CompletionQueue {
    private final SharedBuffer memory;
    private final int base;
    private final int depth;
    private final Registers registers;
    private final int doorbell;
    private final byte[] bytes = new byte[Cqe.BYTES];
    private final MemorySegment entry = MemorySegment.ofArray(bytes);
    private int head;
    private int phase = 1;

    CompletionQueue(SharedBuffer memory, int base, int depth, Registers registers, int doorbell) {
        this.memory = memory;
        this.base = base;
        this.depth = depth;
        this.registers = registers;
        this.doorbell = doorbell;
    }

    /// Begins anew, over memory that was cleared.
    void reset() {
        head = 0;
        phase = 1;
    }

    /// Takes a look at the next entry; the methods below tell what it says.
    ///
    /// @return whether there is one
    boolean peek() {
        memory.read(base + (long) head * Cqe.BYTES, bytes, 0, Cqe.BYTES);
        // Nothing of the entry, nor of what it is about, may be read before its phase.
        VarHandle.acquireFence();
        return Cqe.PHASE.get(Cqe.STATUS.get(entry, 0)) == phase;
    }

    int commandId() {
        return (int) Cqe.CID.get(entry, 0);
    }

    int status() {
        return (int) Cqe.STATUS_CODE.get(Cqe.STATUS.get(entry, 0));
    }

    boolean isFinal() {
        return Cqe.DO_NOT_RETRY.get(Cqe.STATUS.get(entry, 0)) != 0;
    }

    /// Goes on to the next entry. The controller learns of it with [#acknowledge].
    void advance() {
        head++;
        if (head == depth) {
            head = 0;
            phase ^= 1;
        }
    }

    void acknowledge() {
        registers.write32(doorbell, head);
    }
}
