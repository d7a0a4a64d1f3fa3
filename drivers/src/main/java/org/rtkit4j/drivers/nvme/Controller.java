package org.rtkit4j.drivers.nvme;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.nvme.AdminOpcode;
import org.rtkit4j.wire.nvme.FeatureId;
import org.rtkit4j.wire.nvme.IdentifyCns;
import org.rtkit4j.wire.nvme.NvmeRegisters;
import org.rtkit4j.wire.nvme.NvmeVariant;
import org.rtkit4j.wire.nvme.Sqe;
import org.rtkit4j.wire.port.Registers;

/// The controller's registers and its admin queue: up, down, and the questions that are asked once.
///
/// Everything here waits, each time with a bound. Source of the order of accesses: linux `apple.c`
/// (apple_nvme_reset_work), aurora-silicon's for t8132.
final class Controller {
    /// The only namespace that matters; 1 on all known machines.
    static final int NAMESPACE = 1;

    private static final int ALL_ONES = -1;
    private static final int IO_QUEUE = 1;
    private static final int CQE_SHIFT = 4;

    private final NvmePlatform platform;
    private final NvmeOptions options;
    private final Queues queues;
    private final Registers registers;
    private final SubmissionQueue submission;
    private final CompletionQueue completion;
    private final BooleanSupplier isDown;
    private final int adminTag;
    // By how much the ids of answers differ from those of their commands.
    private int idOffset;
    private boolean hasLearned;

    /// @param isDown whether the co-processor is known to have crashed: nothing is waited for then
    Controller(NvmePlatform platform, NvmeOptions options, Queues queues, BooleanSupplier isDown) {
        this.platform = platform;
        this.options = options;
        this.queues = queues;
        this.isDown = isDown;
        registers = platform.registers();
        adminTag = adminTag(platform.variant());
        submission = new SubmissionQueue(platform, queues, true, Queues.ADMIN_DEPTH);
        completion = new CompletionQueue(
                queues.memory(), queues.cq(true), Queues.ADMIN_DEPTH, registers, NvmeRegisters.ACQ_HEAD);
    }

    // One tag must never be live in both queues. Linear queues share 64, of which I/O leaves the first two; of a
    // ring's entries one stays empty, so I/O never has the last tag. Source: linux 6fe0687, CVE-2026-72131, for
    // t8015.
    private static int adminTag(NvmeVariant variant) {
        return variant.isLinear() ? 0 : variant.queueDepth() - 1;
    }

    // ---- Up ----

    /// Waits for the firmware, configures the controller and enables it; queues are empty then.
    void enable() throws NvmeException {
        await("the firmware's boot", () -> bootStatus() == NvmeRegisters.BOOT_OK);
        disable();
        queues.clear();
        submission.reset();
        completion.reset();
        configure();
        uncheckPrps();
        registers.write32(NvmeRegisters.CC, (int) configuration());
        await("enabling the controller", () -> NvmeRegisters.CSTS_RDY.get(status()) != 0);
    }

    private void configure() {
        NvmeVariant variant = platform.variant();
        Registers nvmmu = platform.nvmmu();
        if (variant.isLinear()) {
            registers.write32(NvmeRegisters.LINEAR_SQ_CTRL, (int) NvmeRegisters.LINEAR_ENABLE.mask());
        }
        registers.write32(NvmeRegisters.MAX_PEND_CMDS, (int) pending(variant));
        if (variant.isLinear()) {
            nvmmu.write32(NvmeRegisters.NUM_TCBS, variant.queueDepth() - 1);
        }
        long aqa = NvmeRegisters.AQA_ACQS.put(0, Queues.ADMIN_DEPTH - 1);
        registers.write32(NvmeRegisters.AQA, (int) NvmeRegisters.AQA_ASQS.put(aqa, Queues.ADMIN_DEPTH - 1));
        write64(registers, NvmeRegisters.ASQ, queues.iova(queues.sq(true)));
        write64(registers, NvmeRegisters.ACQ, queues.iova(queues.cq(true)));
        if (variant.isLinear()) {
            write64(nvmmu, NvmeRegisters.ASQ_TCB_BASE, queues.iova(queues.tcbs(true)));
            write64(nvmmu, NvmeRegisters.IOSQ_TCB_BASE, queues.iova(queues.tcbs(false)));
        }
    }

    private void uncheckPrps() {
        if (queues.unusedPrps() == UnusedPrps.UNCHECKED) {
            int control = registers.read32(NvmeRegisters.UNKNOWN_CTRL);
            registers.write32(NvmeRegisters.UNKNOWN_CTRL, (int) NvmeRegisters.PRP_NULL_CHECK.put(control, 0));
        }
    }

    // With 64 in IOQA the controller takes head 63 for an error.
    private static long pending(NvmeVariant variant) {
        int count = variant.hasQueueRegisters() ? variant.queueDepth() - 1 : variant.queueDepth();
        return NvmeRegisters.PENDING_HIGH.put(NvmeRegisters.PENDING_LOW.put(0, count), count);
    }

    private long configuration() {
        long config = NvmeRegisters.CC_IOCQES.put(0, CQE_SHIFT);
        config = NvmeRegisters.CC_IOSQES.put(config, platform.variant().ioSqeShift());
        return NvmeRegisters.CC_EN.put(config, 1);
    }

    private void write64(Registers window, int offset, long value) {
        if (platform.variant().hasQueueRegisters()) {
            window.write32(offset, (int) value);
            window.write32(offset + Integer.BYTES, (int) (value >>> Integer.SIZE));
        } else {
            window.write64(offset, value);
        }
    }

    /// Makes the I/O queues.
    void createQueues() throws NvmeException {
        NvmeVariant variant = platform.variant();
        if (variant.countsQueues()) {
            countQueuesOneWay();
        }
        long size = Sqe.QUEUE_SIZE.put(Sqe.QUEUE_ID.put(0, IO_QUEUE), variant.queueDepth() - 1);
        long cqFlags = Sqe.CQ_IEN.put(Sqe.QUEUE_PC.put(0, 1), 1);
        require(AdminOpcode.CREATE_CQ, 0, queues.iova(queues.cq(false)), size, cqFlags, SubmissionQueue.FROM_MEMORY);
        long sqFlags = Sqe.SQ_CQID.put(Sqe.QUEUE_PC.put(0, 1), IO_QUEUE);
        require(AdminOpcode.CREATE_SQ, 0, queues.iova(queues.sq(false)), size, sqFlags, SubmissionQueue.FROM_MEMORY);
        if (variant.hasQueueRegisters()) {
            write64(registers, NvmeRegisters.IOSQ_BASE, queues.iova(queues.sq(false)));
            write64(registers, NvmeRegisters.IOCQ_BASE, queues.iova(queues.cq(false)));
        }
    }

    // The first command without data: firmware may mind what it has for PRPs.
    private void countQueuesOneWay() throws NvmeException {
        try {
            countQueues();
        } catch (NvmeException e) {
            if (!mayMindPrps(e) || !hasAnotherWay()) {
                throw e;
            }
            goAnotherWay();
            countQueuesOneWay();
        }
    }

    private boolean mayMindPrps(NvmeException e) {
        return e.fault() instanceof NvmeFault.AdminRefused && platform.variant().isLinear();
    }

    private void goAnotherWay() {
        queues.nextUnusedPrps();
        uncheckPrps();
    }

    // Identify was answered while its second PRP named a page: where it is refused without, null PRPs are looked
    // for, and the register is there that lets them pass.
    private boolean hasAnotherWay() throws NvmeException {
        return switch (queues.unusedPrps()) {
            case NAMED -> true;
            case NULL -> isIdentifyRefused();
            case UNCHECKED -> false;
        };
    }

    private boolean isIdentifyRefused() throws NvmeException {
        try {
            identifyOnce(IdentifyCns.CONTROLLER, 0);
            return false;
        } catch (NvmeException e) {
            if (e.fault() instanceof NvmeFault.AdminRefused) {
                return true;
            }
            throw e;
        }
    }

    private void countQueues() throws NvmeException {
        long wanted = FeatureId.QUEUES_CQ.put(FeatureId.QUEUES_SQ.put(0, 0), 0);
        require(
                AdminOpcode.SET_FEATURES,
                0,
                0,
                Sqe.FEATURE_FID.put(0, FeatureId.NUMBER_OF_QUEUES),
                wanted,
                SubmissionQueue.NO_DATA);
    }

    // ---- Questions ----

    /// Returns what Identify says.
    ///
    /// @param what one of [IdentifyCns]
    byte[] identify(int what, int namespace) throws NvmeException {
        try {
            return identifyOnce(what, namespace);
        } catch (NvmeException e) {
            if (!mayMindPrps(e) || queues.unusedPrps() != UnusedPrps.NULL) {
                throw e;
            }
            // Null PRPs passed before: somebody had cleared the bit, which has come back with a reset.
            goAnotherWay();
            return identifyOnce(what, namespace);
        }
    }

    private byte[] identifyOnce(int what, int namespace) throws NvmeException {
        long cdw10 = Sqe.IDENTIFY_CNS.put(0, what);
        require(AdminOpcode.IDENTIFY, namespace, queues.iova(queues.adminData()), cdw10, 0, SubmissionQueue.TO_MEMORY);
        return adminData(IdentifyCns.BYTES);
    }

    /// Returns the first bytes of a log.
    ///
    /// @param log one of [org.rtkit4j.wire.nvme.LogId]
    byte[] log(int log, int bytes) throws NvmeException {
        long cdw10 = Sqe.LOG_NUMDL.put(Sqe.LOG_LID.put(0, log), bytes / Integer.BYTES - 1);
        require(
                AdminOpcode.GET_LOG_PAGE,
                ALL_ONES,
                queues.iova(queues.adminData()),
                cdw10,
                0,
                SubmissionQueue.TO_MEMORY);
        return adminData(bytes);
    }

    private byte[] adminData(int bytes) {
        byte[] data = new byte[bytes];
        queues.memory().read(queues.adminData(), data, 0, bytes);
        return data;
    }

    // ---- Down ----

    /// Deletes the queues and says that this is a shutdown, where the chip has a way down; disables the controller.
    void shutDown() throws NvmeException {
        if (!platform.variant().hasQueueRegisters()) {
            require(AdminOpcode.DELETE_SQ, 0, 0, IO_QUEUE, 0, SubmissionQueue.NO_DATA);
            require(AdminOpcode.DELETE_CQ, 0, 0, IO_QUEUE, 0, SubmissionQueue.NO_DATA);
            int config = registers.read32(NvmeRegisters.CC);
            registers.write32(NvmeRegisters.CC, (int) NvmeRegisters.CC_SHN.put(config, NvmeRegisters.SHN_NORMAL));
            await("the controller's shutdown", () -> shutdownState() == NvmeRegisters.SHST_COMPLETE);
        }
        disable();
    }

    /// Disables the controller, which forgets its queues.
    void disable() throws NvmeException {
        int config = registers.read32(NvmeRegisters.CC);
        if (NvmeRegisters.CC_EN.get(config) == 0 && NvmeRegisters.CSTS_RDY.get(status()) == 0) {
            return;
        }
        registers.write32(NvmeRegisters.CC, (int) NvmeRegisters.CC_EN.put(NvmeRegisters.CC_SHN.put(config, 0), 0));
        await("disabling the controller", () -> NvmeRegisters.CSTS_RDY.get(status()) == 0);
    }

    // ---- Registers ----

    private int bootStatus() {
        return registers.read32(NvmeRegisters.BOOT_STATUS);
    }

    int status() {
        return registers.read32(NvmeRegisters.CSTS);
    }

    private long shutdownState() {
        return NvmeRegisters.CSTS_SHST.get(status());
    }

    /// Returns what the registers say against the controller, or null.
    @Nullable
    NvmeFault complaint() {
        int csts = status();
        if (csts == ALL_ONES) {
            return new NvmeFault.Gone("CSTS");
        }
        boolean isBad = NvmeRegisters.CSTS_CFS.get(csts) != 0 || NvmeRegisters.CSTS_RDY.get(csts) == 0;
        return isBad ? new NvmeFault.Fatal(csts) : null;
    }

    /// Returns whether the admin queue has an answer that nobody waits for.
    boolean hasSurplusAnswer() {
        return completion.peek();
    }

    private void require(int opcode, int namespace, long prp1, long cdw10, long cdw11, int direction)
            throws NvmeException {
        submission.begin(opcode, adminTag, namespace);
        submission.data(prp1, 0);
        submission.cdw10(cdw10);
        submission.cdw11(cdw11);
        submission.submit(direction);
        await(AdminOpcode.describe(opcode), completion::peek);
        learnOffset(completion.commandId() - adminTag);
        int tag = askedId(completion.commandId());
        int status = completion.status();
        completion.advance();
        invalidate(adminTag);
        completion.acknowledge();
        if (tag != adminTag) {
            throw new NvmeException(new NvmeFault.UnknownTag("admin", tag));
        }
        if (status != 0) {
            throw new NvmeException(new NvmeFault.AdminRefused(opcode, status));
        }
    }

    // One command alone is in flight: what it is answered as is what the next one will be, too.
    private void learnOffset(int offset) {
        if (!hasLearned && !platform.variant().isLinear() && Math.abs(offset) <= 1) {
            idOffset = offset;
        }
        hasLearned = true;
    }

    /// Returns the id of the command that was answered under this one. Hoolock notes that A11 is off by one, without
    /// saying which way; upstream's driver knows of none.
    int askedId(int answered) {
        return (answered - idOffset) & 0xffff;
    }

    /// Takes the memory of a command away from the controller.
    void invalidate(int tag) throws NvmeException {
        if (platform.variant().isLinear()) {
            platform.nvmmu().write32(NvmeRegisters.TCB_INVAL, tag);
            int status = platform.nvmmu().read32(NvmeRegisters.TCB_STAT);
            if (status != 0) {
                throw new NvmeException(new NvmeFault.NotInvalidated(tag, status));
            }
        }
    }

    private void await(String step, BooleanSupplier condition) throws NvmeException {
        long start = options.time().clock().getAsLong();
        while (!condition.getAsBoolean()) {
            int csts = status();
            if (csts == ALL_ONES) {
                throw new NvmeException(new NvmeFault.Gone("CSTS"));
            }
            if (isDown.getAsBoolean()) {
                throw new NvmeException(new NvmeFault.CoprocessorDown("the co-processor crashed during " + step));
            }
            long waited = options.time().clock().getAsLong() - start;
            if (waited >= options.time().bootTimeoutNanos()) {
                throw new NvmeException(new NvmeFault.TimedOut(step, waited, csts));
            }
            options.time().idle().run();
        }
    }
}
