package org.rtkit4j.app.probe;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.app.via.HostProfile;
import org.rtkit4j.emulator.profile.Guess;
import org.rtkit4j.wire.nvme.AdminOpcode;
import org.rtkit4j.wire.nvme.Cqe;
import org.rtkit4j.wire.nvme.IoOpcode;
import org.rtkit4j.wire.nvme.NvmeRegisters;
import org.rtkit4j.wire.nvme.NvmeStatus;
import org.rtkit4j.wire.nvme.NvmeVariant;
import org.rtkit4j.wire.nvme.Sqe;
import org.rtkit4j.wire.nvme.Tcb;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.port.SharedBuffer;

/// The storage controller of any chip, asked what its firmware makes of commands that some drivers send and others
/// do not. Nothing is written to the disk, and 0x24008 is never touched: where it is gone, that stops the machine.
///
/// A11 has rings in the place of linear queues, and no NVMMU: what is about TCBs and unused PRPs cannot be asked
/// there. M4 and later have an NVMMU with a window of its own, and queue registers. Source: linux `apple.c`, and
/// aurora-silicon's for M4.
final class ProbedController {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long LOOK_NANOS = 50_000;
    private static final int ENTRIES = 8;
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
    private static final int REVISION_AT = 64;
    private static final int REVISION_BYTES = 8;
    private static final int IN_PAGE = 0x200;
    private static final int BYTES = 9 * QUEUE_BYTES;
    // Below the number of tags that A11's firmware has.
    private static final int COMMAND_ID = 5;

    private final Connection connection;
    private final NvmeVariant variant;
    private final Consumer<ProbeStep> told;
    private final Registers registers;
    private final Registers nvmmu;
    private final SharedBuffer memory;
    private final Map<String, String> facts = new TreeMap<>();
    private final int[] tails = new int[2];
    private final int[] heads = new int[2];
    private final int[] phases = {1, 1};
    private final byte[] zeros = new byte[BYTES];
    private int answeredAs;

    /// @param told hears of each step before it is done
    ProbedController(Connection connection, Consumer<ProbeStep> told)
            throws BadInputException, IOException, MemoryRefusedException {
        this.connection = connection;
        this.told = told;
        variant = HostProfile.nvmeVariant(connection.kinds());
        registers = connection.window("nvme");
        facts.put(ProbedProfile.CONTROLLER, variant.label());
        nvmmu = variant.hasOwnNvmmu() ? connection.window("nvmmu") : registers;
        // Where there is no NVMMU, the SART is all that stands before memory.
        memory = (variant.isLinear()
                        ? connection.unfilteredMemory()
                        : connection.platform().memory())
                .allocate(BYTES);
        memory.write(0, zeros, 0, BYTES);
    }

    /// Asks, reading first; leaves the controller disabled.
    List<Finding> ask() {
        var findings = new ArrayList<Finding>();
        told.accept(ProbeStep.READ_REGISTERS);
        findings.add(entrySizes());
        findings.add(register(Guess.NVME_VERSION, NvmeRegisters.VS));
        findings.add(register(Guess.BASE_CMD_ID, NvmeRegisters.BASE_CMD_ID));
        if (registers.read32(NvmeRegisters.CSTS) == ALL_ONES) {
            // As drivers do: what is written there reaches nobody, or somebody else.
            unasked(findings, "registers read all ones: nothing is there");
            return findings;
        }
        told.accept(ProbeStep.ENABLE);
        if (!enable()) {
            unasked(findings, "the controller did not get ready");
        } else {
            askByCommands(findings);
        }
        told.accept(ProbeStep.DISABLE);
        disable();
        return findings;
    }

    /// Returns what it says of itself, by keys of profiles.
    Map<String, String> facts() {
        return facts;
    }

    private void disable() {
        registers.write32(NvmeRegisters.CC, registers.read32(NvmeRegisters.CC) & ~1);
        await(() -> NvmeRegisters.CSTS_RDY.get(registers.read32(NvmeRegisters.CSTS)) == 0);
    }

    private void unasked(List<Finding> findings, String why) {
        if (!variant.isLinear()) {
            findings.add(Finding.unasked(Guess.T8015_CID, why));
        }
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
        return Finding.either(Guess.CC_AT_START, NvmeRegisters.CC_IOSQES.get(cc) != 0, "CC reads 0x%x".formatted(cc));
    }

    private Finding register(Guess guess, int offset) {
        int value = registers.read32(offset);
        if (value == ALL_ONES) {
            return Finding.unasked(guess, "it reads all ones: nothing is there");
        }
        String digits = "0x" + Integer.toHexString(value);
        // A profile may write it with an underscore.
        String answer = guess.answers().stream()
                .filter(each -> each.replace("_", "").equals(digits))
                .findFirst()
                .orElse(digits);
        return Finding.of(guess, answer, "it reads " + digits);
    }

    // With all that drivers before August 2026 do but the access to 0x24008. What another host has left enabled is
    // disabled first.
    private boolean enable() {
        disable();
        if (variant.isLinear()) {
            registers.write32(NvmeRegisters.LINEAR_SQ_CTRL, 1);
        }
        // On M4 and later it counts from 0.
        int pending = variant.hasQueueRegisters() ? ENTRIES - 1 : ENTRIES;
        registers.write32(NvmeRegisters.MAX_PEND_CMDS, pending << 16 | pending);
        if (variant.isLinear()) {
            nvmmu.write32(NvmeRegisters.NUM_TCBS, ENTRIES - 1);
            write64(nvmmu, NvmeRegisters.ASQ_TCB_BASE, tcbs(0));
            write64(nvmmu, NvmeRegisters.IOSQ_TCB_BASE, tcbs(1));
        }
        registers.write32(NvmeRegisters.AQA, (ENTRIES - 1) << 16 | (ENTRIES - 1));
        write64(registers, NvmeRegisters.ASQ, commands(0));
        write64(registers, NvmeRegisters.ACQ, answers(0));
        long cc = NvmeRegisters.CC_IOCQES.put(NvmeRegisters.CC_IOSQES.put(0, variant.ioSqeShift()), Cqe.SHIFT);
        registers.write32(NvmeRegisters.CC, (int) NvmeRegisters.CC_EN.put(cc, 1));
        return await(() -> NvmeRegisters.CSTS_RDY.get(registers.read32(NvmeRegisters.CSTS)) != 0);
    }

    // M4 and later take it in two halves, the low one first.
    private void write64(Registers window, int offset, long place) {
        long address = memory.iova() + place;
        if (variant.hasQueueRegisters()) {
            window.write32(offset, (int) address);
            window.write32(offset + Integer.BYTES, (int) (address >>> Integer.SIZE));
        } else {
            window.write64(offset, address);
        }
    }

    // First what every driver sends: where that is not done, nothing else says anything of a guess.
    private void askByCommands(List<Finding> findings) {
        told.accept(ProbeStep.IDENTIFY);
        if (!variant.isLinear()) {
            askWithoutNvmmu(findings);
            return;
        }
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
        askWhereDataMayBegin();
        findings.add(identify(0, used) == DONE ? transfer() : Finding.unasked(Guess.TRANSFER, "Identify is refused"));
        askByReads(findings, used);
    }

    private void askWithoutNvmmu(List<Finding> findings) {
        for (Guess guess : List.of(Guess.NULL_CHECK, Guess.TCB_OPCODE, Guess.UNUSED_PRP, Guess.SHORT_READ)) {
            findings.add(Finding.unasked(guess, variant.label() + " has no NVMMU"));
        }
        askWhereDataMayBegin();
        int status = identify(0, 0);
        findings.add(answeredId(status));
        findings.add(status == DONE ? transfer() : Finding.unasked(Guess.TRANSFER, answered("Identify", status)));
    }

    // The one before in the queue is the answer.
    private Finding answeredId(int status) {
        if (status == LOST) {
            return Finding.unasked(Guess.T8015_CID, answered("Identify", status));
        }
        String why = "Identify 0x%x is answered as 0x%x".formatted(COMMAND_ID, answeredAs);
        boolean isKnown = answeredAs == COMMAND_ID || answeredAs == COMMAND_ID + 1;
        return isKnown
                ? Finding.either(Guess.T8015_CID, answeredAs == COMMAND_ID, why)
                : Finding.unasked(Guess.T8015_CID, why);
    }

    // Linux sent such commands up to July 2026.
    private void askWhereDataMayBegin() {
        byte[] identify = sqe(AdminOpcode.IDENTIFY, 0, memory.iova() + data() + IN_PAGE, memory.iova() + data() + PAGE);
        Sqe.CDW10.put(MemorySegment.ofArray(identify), 0, 1);
        int status = run(0, 0, TO_MEMORY, identify);
        if (status != LOST) {
            facts.put("nvme.admin-data", status == DONE ? "anywhere" : "page");
        }
    }

    private void askByReads(List<Finding> findings, long filler) {
        told.accept(ProbeStep.READ_BLOCKS);
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
    private static Finding judged(Guess guess, boolean isFirst, String what, int status) {
        String why = answered(what, status);
        boolean isAboutIt = status != LOST && status >>> STATUS_TYPE_SHIFT != MEDIA_ERRORS;
        return isAboutIt ? Finding.either(guess, isFirst, why) : Finding.unasked(guess, why);
    }

    private Finding transfer() {
        byte[] page = new byte[PAGE];
        memory.read(data(), page, 0, PAGE);
        String revision = new String(page, REVISION_AT, REVISION_BYTES, StandardCharsets.US_ASCII).strip();
        if (revision.matches("[!-~]{1,8}")) {
            facts.put("nvme.revision", revision);
        }
        String value = Integer.toString(page[MDTS_AT] & 0xff);
        return Finding.of(Guess.TRANSFER, value, "MDTS is " + value);
    }

    private boolean createQueues(long filler) {
        long size = Sqe.QUEUE_SIZE.put(Sqe.QUEUE_ID.put(0, 1), ENTRIES - 1);
        byte[] cq = sqe(AdminOpcode.CREATE_CQ, 0, memory.iova() + answers(1), filler);
        Sqe.CDW10.put(MemorySegment.ofArray(cq), 0, size);
        Sqe.CDW11.put(MemorySegment.ofArray(cq), 0, 1);
        byte[] sq = sqe(AdminOpcode.CREATE_SQ, 0, memory.iova() + commands(1), filler);
        Sqe.CDW10.put(MemorySegment.ofArray(sq), 0, size);
        Sqe.CDW11.put(MemorySegment.ofArray(sq), 0, 1 << 16 | 1);
        boolean isMade = run(0, 0, FROM_MEMORY, cq) == DONE && run(0, 0, FROM_MEMORY, sq) == DONE;
        if (isMade && variant.hasQueueRegisters()) {
            write64(registers, NvmeRegisters.IOSQ_BASE, commands(1));
            write64(registers, NvmeRegisters.IOCQ_BASE, answers(1));
        }
        return isMade;
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
        if (variant.isLinear()) {
            runByTag(queue, opcodeInTcb, flags, sqe);
        } else {
            runInRing(queue, sqe);
        }
        return await(() -> (status(answer(queue)) & 1) == phases[queue]) ? take(queue) : LOST;
    }

    private void runInRing(int queue, byte[] sqe) {
        Sqe.CID.put(MemorySegment.ofArray(sqe), 0, COMMAND_ID);
        int stride = queue == 0 ? Sqe.BYTES : 1 << variant.ioSqeShift();
        memory.write(commands(queue) + (long) tails[queue] * stride, sqe, 0, sqe.length);
        tails[queue] = (tails[queue] + 1) % ENTRIES;
        registers.write32(queue == 0 ? NvmeRegisters.ASQ_TAIL : NvmeRegisters.IOSQ_TAIL, tails[queue]);
    }

    private void runByTag(int queue, int opcodeInTcb, int flags, byte[] sqe) {
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
    }

    private int take(int queue) {
        byte[] cqe = answer(queue);
        answeredAs = (int) Cqe.CID.get(MemorySegment.ofArray(cqe), 0);
        int status = status(cqe) >>> 1 & 0x7ff;
        heads[queue] = (heads[queue] + 1) % ENTRIES;
        phases[queue] ^= heads[queue] == 0 ? 1 : 0;
        if (variant.isLinear()) {
            nvmmu.write32(NvmeRegisters.TCB_INVAL, 0);
        }
        registers.write32(queue == 0 ? NvmeRegisters.ACQ_HEAD : NvmeRegisters.IOCQ_HEAD, heads[queue]);
        return status;
    }

    private byte[] answer(int queue) {
        byte[] cqe = new byte[Cqe.BYTES];
        memory.read(answers(queue) + (long) heads[queue] * Cqe.BYTES, cqe, 0, cqe.length);
        return cqe;
    }

    private static int status(byte[] cqe) {
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
