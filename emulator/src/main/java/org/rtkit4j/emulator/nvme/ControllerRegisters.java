package org.rtkit4j.emulator.nvme;

import static org.rtkit4j.wire.nvme.NvmeRegisters.*;

import org.rtkit4j.wire.nvme.Cqe;
import org.rtkit4j.wire.nvme.NvmeRegisters;
import org.rtkit4j.wire.nvme.NvmeVariant;

/// The registers of the controller as the host has them. Any thread may write and read.
///
/// Writes that the controller has to act on are passed on by [NvmeWindow].
final class ControllerRegisters {
    // 64 or 16 entries less one; queues in one piece; RDY within 5 s; the NVM command set; pages of 4 KiB.
    private static final long CAP_COMMON = CAP_CSS.put(CAP_TO.put(CAP_CQR.put(0, 1), 10), 1);

    private final long cap;
    private final int ccAtStart;
    private final RegistersAtStart atStart;
    volatile int cc;
    volatile int csts;
    volatile int aqa;
    volatile long asq;
    volatile long acq;
    volatile long ioSqBase;
    volatile long ioCqBase;
    volatile int maxPending;
    volatile int modeSel;
    volatile int bootStatus;
    volatile int unknownControl;
    volatile int linearControl;
    volatile int numTcbs;
    volatile long adminTcbs;
    volatile long ioTcbs;
    volatile int tcbStat;

    ControllerRegisters(NvmeVariant variant, RegistersAtStart atStart) {
        this.atStart = atStart;
        cap = CAP_MQES.put(CAP_COMMON, variant.queueDepth() - 1);
        ccAtStart =
                atStart.hasEntrySizes() ? (int) CC_IOSQES.put(CC_IOCQES.put(0, Cqe.SHIFT), variant.ioSqeShift()) : 0;
        reset();
    }

    /// The values after power-on. The sizes of queue entries are there, as the boot loader leaves them: m1n1's
    /// `nvme.c` sets CC.EN and nothing else, also where it has reset the co-processor itself.
    void reset() {
        cc = ccAtStart;
        csts = 0;
        aqa = 0;
        asq = 0;
        acq = 0;
        ioSqBase = 0;
        ioCqBase = 0;
        maxPending = 0;
        modeSel = 0;
        bootStatus = 0;
        unknownControl = (int) PRP_NULL_CHECK.mask();
        linearControl = 0;
        numTcbs = 0;
        adminTcbs = 0;
        ioTcbs = 0;
        tcbStat = 0;
    }

    /// Returns a register of the part that all chips have; 0 where there is none.
    int read(int offset) {
        return switch (offset) {
            case CAP -> (int) cap;
            case CAP + 4 -> (int) (cap >>> Integer.SIZE);
            case VS -> atStart.version();
            case CC -> cc;
            case CSTS -> csts;
            case AQA -> aqa;
            case ASQ -> (int) asq;
            case ASQ + 4 -> high(asq);
            case ACQ -> (int) acq;
            case ACQ + 4 -> high(acq);
            case IOSQ_BASE -> (int) ioSqBase;
            case IOSQ_BASE + 4 -> high(ioSqBase);
            case IOCQ_BASE -> (int) ioCqBase;
            case IOCQ_BASE + 4 -> high(ioCqBase);
            case MAX_PEND_CMDS -> maxPending;
            case BOOT_STATUS -> bootStatus;
            case MODESEL -> modeSel;
            case BASE_CMD_ID -> atStart.baseCommandId();
            case UNKNOWN_CTRL -> unknownControl;
            case LINEAR_SQ_CTRL -> linearControl;
            default -> 0;
        };
    }

    /// Returns a register of the NVMMU.
    int readNvmmu(int offset) {
        return switch (offset) {
            case NUM_TCBS -> numTcbs;
            case ASQ_TCB_BASE -> (int) adminTcbs;
            case ASQ_TCB_BASE + 4 -> high(adminTcbs);
            case IOSQ_TCB_BASE -> (int) ioTcbs;
            case IOSQ_TCB_BASE + 4 -> high(ioTcbs);
            case TCB_STAT -> tcbStat;
            default -> 0;
        };
    }

    synchronized void write(int offset, int value) {
        switch (offset) {
            case CC -> cc = value;
            case AQA -> aqa = value;
            case ASQ -> asq = withLow(asq, value);
            case ASQ + 4 -> asq = withHigh(asq, value);
            case ACQ -> acq = withLow(acq, value);
            case ACQ + 4 -> acq = withHigh(acq, value);
            case IOSQ_BASE -> ioSqBase = withLow(ioSqBase, value);
            case IOSQ_BASE + 4 -> ioSqBase = withHigh(ioSqBase, value);
            case IOCQ_BASE -> ioCqBase = withLow(ioCqBase, value);
            case IOCQ_BASE + 4 -> ioCqBase = withHigh(ioCqBase, value);
            case MAX_PEND_CMDS -> maxPending = value;
            case MODESEL -> modeSel = value;
            case UNKNOWN_CTRL -> unknownControl = value;
            case LINEAR_SQ_CTRL -> linearControl = value;
            default -> {}
        }
    }

    synchronized void writeNvmmu(int offset, int value) {
        switch (offset) {
            case NUM_TCBS -> numTcbs = value;
            case ASQ_TCB_BASE -> adminTcbs = withLow(adminTcbs, value);
            case ASQ_TCB_BASE + 4 -> adminTcbs = withHigh(adminTcbs, value);
            case IOSQ_TCB_BASE -> ioTcbs = withLow(ioTcbs, value);
            case IOSQ_TCB_BASE + 4 -> ioTcbs = withHigh(ioTcbs, value);
            default -> {}
        }
    }

    boolean isEnabled() {
        return NvmeRegisters.CC_EN.get(cc) != 0;
    }

    boolean isReady() {
        return CSTS_RDY.get(csts) != 0;
    }

    /// Returns whether the controller was shut down since it was enabled.
    boolean isShutDown() {
        return CSTS_SHST.get(csts) == SHST_COMPLETE;
    }

    boolean isLinear() {
        return LINEAR_ENABLE.get(linearControl) != 0;
    }

    boolean checksNullPrps() {
        return PRP_NULL_CHECK.get(unknownControl) != 0;
    }

    /// The firmware has died: the host sees a fatal status.
    void fail() {
        csts = (int) CSTS_CFS.put(csts, 1);
        bootStatus = 0;
    }

    /// The controller has failed, and its firmware lives.
    void failAlive() {
        csts = (int) CSTS_CFS.put(csts, 1);
    }

    void ready(boolean isReady) {
        csts = (int) CSTS_RDY.put(0, isReady ? 1 : 0);
    }

    void shutdown(int state) {
        csts = (int) CSTS_SHST.put(csts, state);
    }

    private static int high(long value) {
        return (int) (value >>> Integer.SIZE);
    }

    private static long withLow(long old, int value) {
        return (old & 0xffff_ffff_0000_0000L) | Integer.toUnsignedLong(value);
    }

    private static long withHigh(long old, int value) {
        return (old & 0xffff_ffffL) | (long) value << Integer.SIZE;
    }
}
