package org.rtkit4j.drivers.nvme;

import java.lang.foreign.MemorySegment;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.nvme.NvmeRegisters;
import org.rtkit4j.wire.nvme.NvmeVariant;
import org.rtkit4j.wire.nvme.Sqe;
import org.rtkit4j.wire.nvme.Tcb;
import org.rtkit4j.wire.port.SharedBuffer;

/// One submission queue: an array indexed by tag where it is linear, with a TCB beside each command, or a ring.
///
/// A command is put together here, field by field, and copied out with one or two writes.
final class SubmissionQueue {
    /// Which way a command's data goes.
    static final int NO_DATA = 0;

    static final int TO_MEMORY = (int) Tcb.TO_MEMORY.mask();
    static final int FROM_MEMORY = (int) Tcb.FROM_MEMORY.mask();

    // What of a TCB is not always 0.
    private static final int TCB_USED_BYTES = Tcb.PRP2.offset() + Long.BYTES;
    private static final long LENGTH_MASK = 0xffff;

    private final NvmePlatform platform;
    private final Queues queues;
    private final SharedBuffer memory;
    private final int base;
    private final int tcbs;
    private final int depth;
    private final int strideShift;
    private final int doorbell;
    private final boolean isLinear;
    private final long filler;
    private final byte[] sqeBytes = new byte[Sqe.BYTES];
    private final byte[] tcbBytes = new byte[TCB_USED_BYTES];
    private final MemorySegment sqe = MemorySegment.ofArray(sqeBytes);
    private final MemorySegment tcb = MemorySegment.ofArray(tcbBytes);
    private int tail;

    SubmissionQueue(NvmePlatform platform, Queues queues, boolean admin, int depth) {
        NvmeVariant variant = platform.variant();
        this.platform = platform;
        this.queues = queues;
        this.depth = depth;
        memory = queues.memory();
        base = queues.sq(admin);
        tcbs = queues.tcbs(admin);
        filler = queues.iova(queues.adminData());
        strideShift = admin ? Sqe.SHIFT : variant.ioSqeShift();
        isLinear = variant.isLinear();
        doorbell = isLinear ? linearDoorbell(admin) : ringDoorbell(admin);
    }

    private static int linearDoorbell(boolean admin) {
        return admin ? NvmeRegisters.LINEAR_ASQ : NvmeRegisters.LINEAR_IOSQ;
    }

    private static int ringDoorbell(boolean admin) {
        return admin ? NvmeRegisters.ASQ_TAIL : NvmeRegisters.IOSQ_TAIL;
    }

    void reset() {
        tail = 0;
    }

    /// Begins a command.
    void begin(int opcode, int tag, int namespace) {
        sqe.fill((byte) 0);
        Sqe.OPCODE.put(sqe, 0, opcode);
        Sqe.CID.put(sqe, 0, tag);
        Sqe.NSID.put(sqe, 0, namespace);
    }

    void data(long prp1, long prp2) {
        Sqe.PRP1.put(sqe, 0, prp1);
        Sqe.PRP2.put(sqe, 0, prp2);
    }

    void cdw10(long value) {
        Sqe.CDW10.put(sqe, 0, value);
    }

    void cdw11(long value) {
        Sqe.CDW11.put(sqe, 0, value);
    }

    /// Sets where a transfer begins, and dword 12: how long it is.
    void blocks(long first, long cdw12) {
        Sqe.SLBA.put(sqe, 0, first);
        Sqe.CDW12.put(sqe, 0, cdw12);
    }

    /// Hands the command to the controller.
    ///
    /// @param direction which way its data goes
    void submit(int direction) {
        int tag = (int) Sqe.CID.get(sqe, 0);
        if (isLinear) {
            if (queues.unusedPrps() == UnusedPrps.NAMED) {
                fillPrp(Sqe.PRP1);
                fillPrp(Sqe.PRP2);
            }
            writeTcb(tag, direction);
            memory.write(base + ((long) tag << strideShift), sqeBytes, 0, Sqe.BYTES);
            platform.registers().write32(doorbell, tag);
            return;
        }
        memory.write(base + ((long) tail << strideShift), sqeBytes, 0, Sqe.BYTES);
        tail = tail + 1 == depth ? 0 : tail + 1;
        platform.registers().write32(doorbell, tail);
    }

    private void fillPrp(Field prp) {
        if (prp.get(sqe, 0) == 0) {
            prp.put(sqe, 0, filler);
        }
    }

    // The opcode stays 0: the byte is reserved, says linux since August 2026 (cc0fec9b), and no firmware wants it.
    private void writeTcb(int tag, int direction) {
        Tcb.DMA_FLAGS.put(tcb, 0, direction);
        Tcb.TAG.put(tcb, 0, tag);
        Tcb.LENGTH.put(tcb, 0, Sqe.CDW12.get(sqe, 0) & LENGTH_MASK);
        Tcb.PRP1.put(tcb, 0, Sqe.PRP1.get(sqe, 0));
        Tcb.PRP2.put(tcb, 0, Sqe.PRP2.get(sqe, 0));
        memory.write(tcbs + (long) tag * Tcb.BYTES, tcbBytes, 0, TCB_USED_BYTES);
    }
}
