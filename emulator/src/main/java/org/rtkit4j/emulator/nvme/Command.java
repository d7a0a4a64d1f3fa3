package org.rtkit4j.emulator.nvme;

import java.lang.foreign.MemorySegment;
import org.rtkit4j.emulator.machine.Ram;
import org.rtkit4j.wire.nvme.Sqe;

/// A command that was fetched: copied out of the host's memory first, read then. Used again and again.
final class Command {
    private final byte[] bytes = new byte[Sqe.BYTES];
    private final MemorySegment sqe = MemorySegment.ofArray(bytes);
    // Its queue: 0 the admin queue, 1 the I/O queue; its place there, and what its answer is called.
    int queue;
    int slot;
    int cid;
    int opcode;
    int flags;
    int nsid;
    long prp1;
    long prp2;

    /// Fetches it from an offset in RAM.
    void fetch(Ram ram, long offset) {
        ram.read(offset, bytes, 0, Sqe.BYTES);
        opcode = (int) Sqe.OPCODE.get(sqe, 0);
        flags = (int) Sqe.FLAGS.get(sqe, 0);
        cid = (int) Sqe.CID.get(sqe, 0);
        nsid = (int) Sqe.NSID.get(sqe, 0);
        prp1 = Sqe.PRP1.get(sqe, 0);
        prp2 = Sqe.PRP2.get(sqe, 0);
    }

    /// Takes what another one is.
    void copy(Command other) {
        System.arraycopy(other.bytes, 0, bytes, 0, bytes.length);
        queue = other.queue;
        slot = other.slot;
        cid = other.cid;
        opcode = other.opcode;
        flags = other.flags;
        nsid = other.nsid;
        prp1 = other.prp1;
        prp2 = other.prp2;
    }

    long cdw10() {
        return Sqe.CDW10.get(sqe, 0);
    }

    long cdw11() {
        return Sqe.CDW11.get(sqe, 0);
    }

    long cdw12() {
        return Sqe.CDW12.get(sqe, 0);
    }

    long firstBlock() {
        return Sqe.SLBA.get(sqe, 0);
    }

    long logOffset() {
        return Sqe.LOG_OFFSET.get(sqe, 0);
    }

    long tunnelRequest() {
        return Sqe.TUNNEL_REQUEST.get(sqe, 0);
    }

    long tunnelAnswer() {
        return Sqe.TUNNEL_ANSWER.get(sqe, 0);
    }
}
