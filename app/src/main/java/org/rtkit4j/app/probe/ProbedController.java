package org.rtkit4j.app.probe;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.emulator.profile.Guess;
import org.rtkit4j.wire.nvme.AdminOpcode;
import org.rtkit4j.wire.nvme.Cqe;
import org.rtkit4j.wire.nvme.IoOpcode;
import org.rtkit4j.wire.nvme.NvmeRegisters;
import org.rtkit4j.wire.nvme.NvmeStatus;
import org.rtkit4j.wire.nvme.Sqe;
import org.rtkit4j.wire.nvme.Tcb;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.port.SharedBuffer;

/// The storage controller of M1 to M3, asked what its firmware makes of commands that some drivers send and others
/// do not. Nothing is written to the disk, and 0x24008 is never touched: where it is gone, that stops the machine.
final class ProbedController {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long LOOK_NANOS = 50_000;
    private static final int DEPTH = 64;
    private static final int PAGE = 0x1000;
    private static final int QUEUE_BYTES = 0x4000;
    private static final int NO_DATA = 0;
    private static final int TO_MEMORY = (int) Tcb.TO_MEMORY.mask();
    private static final int FROM_MEMORY = (int) Tcb.FROM_MEMORY.mask();
    private static final int LOST = -1;
    private static final int DONE = 0;
    private static final int STATUS_TYPE_SHIFT = 8;
    private static final int MEDIA_ERRORS = 2;
    private static final int ALL_ONES = -1;
    private static final int MDTS_AT = 77;
    private static final int BYTES = 9 * QUEUE_BYTES;

    private final Connection connection;
    private final Registers registers;
    private final SharedBuffer memory;
    private final int[] heads = new int[2];
    private final int[] phases = {1, 1};
    private final byte[] zeros = new byte[BYTES];

    ProbedController(Connection connection) throws BadInputException, IOException, MemoryRefusedException {
        this.connection = connection;
        registers = connection.window("nvme");
        memory = connection.unfilteredMemory().allocate(BYTES);
        memory.write(0, zeros, 0, BYTES);
    }

    /// Asks, reading first; leaves the controller disabled.
    List<Finding> ask() {
        var findings = new ArrayList<Finding>();
        findings.add(entrySizes());
        findings.add(register(Guess.NVME_VERSION, NvmeRegisters.VS));
        findings.add(register(Guess.BASE_CMD_ID, NvmeRegisters.BASE_CMD_ID));
        if (!enable()) {
            unasked(findings, "the controller did not get ready");
        } else {
            askByCommands(findings);
        }
        registers.write32(NvmeRegisters.CC, registers.read32(NvmeRegisters.CC) & ~1);
        await(() -> NvmeRegisters.CSTS_RDY.get(registers.read32(NvmeRegisters.CSTS)) == 0);
        return findings;
    }

    private static void unasked(List<Finding> findings, String why) {
        for (Guess guess :
                List.of(Guess.NULL_CHECK, Guess.TCB_OPCODE, Guess.UNUSED_PRP, Guess.SHORT_READ, Guess.TRANSFER)) {
            findings.add(Finding.unasked(guess, why));
        }
    }

    private Finding entrySizes() {
        int cc = registers.read32(NvmeRegisters.CC);
        if (cc == ALL_ONES) {
            return Finding.unasked(Guess.CC_AT_START, "CC reads all ones: nothing is there");
        }
        if (NvmeRegisters.CC_EN.get(cc) != 0) {
            return Finding.unasked(Guess.CC_AT_START, "CC reads 0x%x: a host has enabled it".formatted(cc));
        }
        return Finding.holds(Guess.CC_AT_START, NvmeRegisters.CC_IOSQES.get(cc) != 0, "CC reads 0x%x".formatted(cc));
    }

    private Finding register(Guess guess, int offset) {
        int value = registers.read32(offset);
        if (value == ALL_ONES) {
            return Finding.unasked(guess, "it reads all ones: nothing is there");
        }
        String digits = "0x" + Integer.toHexString(value);
        boolean isBuilt = digits.equals(guess.built().replace("_", ""));
        return Finding.of(guess, isBuilt ? guess.built() : digits, "it reads " + digits);
    }

    // With all that drivers before August 2026 do but the access to 0x24008.
    private boolean enable() {
        registers.write32(NvmeRegisters.LINEAR_SQ_CTRL, 1);
        registers.write32(NvmeRegisters.MAX_PEND_CMDS, DEPTH << 16 | DEPTH);
        registers.write32(NvmeRegisters.NUM_TCBS, DEPTH - 1);
        registers.write64(NvmeRegisters.ASQ_TCB_BASE, memory.iova() + tcbs(0));
        registers.write64(NvmeRegisters.IOSQ_TCB_BASE, memory.iova() + tcbs(1));
        registers.write32(NvmeRegisters.AQA, (DEPTH - 1) << 16 | (DEPTH - 1));
        registers.write64(NvmeRegisters.ASQ, memory.iova() + commands(0));
        registers.write64(NvmeRegisters.ACQ, memory.iova() + answers(0));
        long cc = NvmeRegisters.CC_IOCQES.put(NvmeRegisters.CC_IOSQES.put(0, Sqe.SHIFT), Cqe.SHIFT);
        registers.write32(NvmeRegisters.CC, (int) NvmeRegisters.CC_EN.put(cc, 1));
        return await(() -> NvmeRegisters.CSTS_RDY.get(registers.read32(NvmeRegisters.CSTS)) != 0);
    }

    // First what every driver sends: where that is not done, nothing else says anything of a guess.
    private void askByCommands(List<Finding> findings) {
        long filler = memory.iova() + data() + PAGE;
        int plain = identify(0, 0);
        int whole = plain == DONE ? plain : identify(0, filler);
        if (whole != DONE) {
            unasked(findings, answered("Identify as drivers send it", whole));
            return;
        }
        findings.add(judged(Guess.NULL_CHECK, plain == DONE, "Identify with PRP2 0", plain));
        long used = plain == DONE ? 0 : filler;
        int withOpcode = identify(AdminOpcode.IDENTIFY, used);
        findings.add(judged(Guess.TCB_OPCODE, withOpcode != DONE, "Identify with an opcode in its TCB", withOpcode));
        findings.add(identify(0, used) == DONE ? transfer() : Finding.unasked(Guess.TRANSFER, "Identify is refused"));
        askByReads(findings, used);
    }

    private void askByReads(List<Finding> findings, long filler) {
        if (!createQueues(filler)) {
            findings.add(Finding.unasked(Guess.UNUSED_PRP, "no I/O queues"));
            findings.add(Finding.unasked(Guess.SHORT_READ, "no I/O queues"));
            return;
        }
        long page = memory.iova() + data();
        int flush = run(1, 0, NO_DATA, sqe(IoOpcode.FLUSH, 1, page, filler));
        findings.add(judged(Guess.UNUSED_PRP, flush == DONE, "Flush with a PRP", flush));
        if (filler != 0) {
            findings.add(Finding.unasked(Guess.SHORT_READ, "null PRPs are refused"));
            return;
        }
        byte[] read = sqe(IoOpcode.READ, 1, page, 0);
        Sqe.CDW12.put(MemorySegment.ofArray(read), 0, 1);
        int status = run(1, 0, TO_MEMORY, read);
        findings.add(judged(Guess.SHORT_READ, status == DONE, "Read of two blocks with PRP2 0", status));
    }

    /// What a command says of a guess: nothing, where it was neither done nor refused for what it is. No answer may
    /// be a crash, and a medium that cannot be read is no word about PRPs.
    private static Finding judged(Guess guess, boolean holds, String what, int status) {
        String why = answered(what, status);
        boolean isAboutIt = status != LOST && status >>> STATUS_TYPE_SHIFT != MEDIA_ERRORS;
        return isAboutIt ? Finding.holds(guess, holds, why) : Finding.unasked(guess, why);
    }

    private Finding transfer() {
        byte[] page = new byte[PAGE];
        memory.read(data(), page, 0, PAGE);
        String value = Integer.toString(page[MDTS_AT] & 0xff);
        return Finding.of(Guess.TRANSFER, value, "MDTS is " + value);
    }

    private boolean createQueues(long filler) {
        long size = Sqe.QUEUE_SIZE.put(Sqe.QUEUE_ID.put(0, 1), DEPTH - 1);
        byte[] cq = sqe(AdminOpcode.CREATE_CQ, 0, memory.iova() + answers(1), filler);
        Sqe.CDW10.put(MemorySegment.ofArray(cq), 0, size);
        Sqe.CDW11.put(MemorySegment.ofArray(cq), 0, 1);
        byte[] sq = sqe(AdminOpcode.CREATE_SQ, 0, memory.iova() + commands(1), filler);
        Sqe.CDW10.put(MemorySegment.ofArray(sq), 0, size);
        Sqe.CDW11.put(MemorySegment.ofArray(sq), 0, 1 << 16 | 1);
        return run(0, 0, FROM_MEMORY, cq) == DONE && run(0, 0, FROM_MEMORY, sq) == DONE;
    }

    private int identify(int opcodeInTcb, long prp2) {
        byte[] identify = sqe(AdminOpcode.IDENTIFY, 0, memory.iova() + data(), prp2);
        Sqe.CDW10.put(MemorySegment.ofArray(identify), 0, 1);
        return run(0, opcodeInTcb, TO_MEMORY, identify);
    }

    private static byte[] sqe(int opcode, int namespace, long prp1, long prp2) {
        byte[] bytes = new byte[Sqe.BYTES];
        MemorySegment sqe = MemorySegment.ofArray(bytes);
        Sqe.OPCODE.put(sqe, 0, opcode);
        Sqe.NSID.put(sqe, 0, namespace);
        Sqe.PRP1.put(sqe, 0, prp1);
        Sqe.PRP2.put(sqe, 0, prp2);
        return bytes;
    }

    /// Runs a command under tag 0 of a queue; returns its status, or -1 where none came.
    private int run(int queue, int opcodeInTcb, int flags, byte[] sqe) {
        byte[] tcb = new byte[Tcb.BYTES];
        MemorySegment fields = MemorySegment.ofArray(tcb);
        MemorySegment command = MemorySegment.ofArray(sqe);
        Tcb.OPCODE.put(fields, 0, opcodeInTcb);
        Tcb.DMA_FLAGS.put(fields, 0, flags);
        Tcb.LENGTH.put(fields, 0, Sqe.CDW12.get(command, 0) & 0xffff);
        Tcb.PRP1.put(fields, 0, Sqe.PRP1.get(command, 0));
        Tcb.PRP2.put(fields, 0, Sqe.PRP2.get(command, 0));
        memory.write(tcbs(queue), tcb, 0, tcb.length);
        memory.write(commands(queue), sqe, 0, sqe.length);
        registers.write32(queue == 0 ? NvmeRegisters.LINEAR_ASQ : NvmeRegisters.LINEAR_IOSQ, 0);
        return await(() -> (status(queue) & 1) == phases[queue]) ? take(queue) : LOST;
    }

    private int take(int queue) {
        int status = status(queue) >>> 1 & 0x7ff;
        heads[queue]++;
        registers.write32(NvmeRegisters.TCB_INVAL, 0);
        registers.write32(queue == 0 ? NvmeRegisters.ACQ_HEAD : NvmeRegisters.IOCQ_HEAD, heads[queue]);
        return status;
    }

    private int status(int queue) {
        byte[] cqe = new byte[Cqe.BYTES];
        memory.read(answers(queue) + (long) heads[queue] * Cqe.BYTES, cqe, 0, cqe.length);
        return (cqe[14] & 0xff) | (cqe[15] & 0xff) << 8;
    }

    private static String answered(String what, int status) {
        return status == LOST ? what + " is not answered" : what + ": " + NvmeStatus.describe(status);
    }

    private boolean await(BooleanSupplier condition) {
        long start = connection.clock().getAsLong();
        while (!condition.getAsBoolean()) {
            if (connection.clock().getAsLong() - start > PATIENCE_NANOS) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    private static int commands(int queue) {
        return queue * QUEUE_BYTES;
    }

    private static int answers(int queue) {
        return (2 + queue) * QUEUE_BYTES;
    }

    private static int tcbs(int queue) {
        return (4 + queue) * QUEUE_BYTES;
    }

    private static int data() {
        return 6 * QUEUE_BYTES;
    }
}
