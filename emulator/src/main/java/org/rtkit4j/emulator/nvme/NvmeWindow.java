package org.rtkit4j.emulator.nvme;

import static org.rtkit4j.wire.nvme.NvmeRegisters.*;

import org.rtkit4j.emulator.machine.BusFault;
import org.rtkit4j.wire.message.NvmeDoorbell;
import org.rtkit4j.wire.nvme.NvmeVariant;
import org.rtkit4j.wire.port.Registers;

/// A window of the controller's registers: `nvme`, or `nvmmu` where that has its own. Any thread may use it.
///
/// Offsets that no source knows read as zero and ignore writes; the one that newer firmware took away is a bus
/// error. A 64-bit access is two of 32 bits, low half first, which is how newer chips want it.
final class NvmeWindow implements Registers {
    /// Size of the window `nvmmu`, as the device tree of t8140 has it.
    static final int NVMMU_BYTES = 0x60000;

    private static final int ALL_ONES = -1;
    private static final int FIRST_OF_NVMMU = 0x28000;

    private final HostAccess host;
    private final ControllerRegisters registers;
    private final NvmeVariant variant;
    private final boolean isMain;
    // Where the register is that this firmware does not have; 0: it has all.
    private final long absent;

    NvmeWindow(HostAccess host, NvmeConfig config, boolean isMain) {
        this.host = host;
        this.isMain = isMain;
        variant = config.variant();
        boolean hasAll = !isMain || config.rules().nullCheck() != NvmeRules.NullCheck.ABSENT;
        absent = hasAll ? 0 : config.physAddr() + UNKNOWN_CTRL;
        registers = host.registers();
    }

    @Override
    public int read32(long offset) {
        int at = (int) offset;
        requirePresent(at);
        if (isGone()) {
            return ALL_ONES;
        }
        if (at >= FIRST_OF_NVMMU) {
            return isNvmmu() ? registers.readNvmmu(at) : 0;
        }
        return isMain && isThere(at) ? registers.read(at) : 0;
    }

    @Override
    public long read64(long offset) {
        return Integer.toUnsignedLong(read32(offset)) | (long) read32(offset + Integer.BYTES) << Integer.SIZE;
    }

    @Override
    public void write32(long offset, int value) {
        int at = (int) offset;
        requirePresent(at);
        if (isGone()) {
            return;
        }
        if (at >= FIRST_OF_NVMMU) {
            writeNvmmu(at, value);
        } else if (isMain && isThere(at)) {
            if (NvmeDoorbell.endpoint(at) >= 0) {
                host.onDoorbell(at, value);
            }
            writeMain(at, value);
        }
    }

    @Override
    public void write64(long offset, long value) {
        write32(offset, (int) value);
        write32(offset + Integer.BYTES, (int) (value >>> Integer.SIZE));
    }

    private void writeMain(int at, int value) {
        switch (at) {
            case LINEAR_ASQ -> host.ring(0, value);
            case LINEAR_IOSQ -> host.ring(1, value);
            case ACQ_HEAD -> host.acknowledge(0, value);
            case IOCQ_HEAD -> host.acknowledge(1, value);
            case ASQ_TAIL -> host.tail(0, value);
            case IOSQ_TAIL -> host.tail(1, value);
            case CC -> host.configure(value);
            case IOSQ_BASE, IOSQ_BASE + 4, IOCQ_BASE, IOCQ_BASE + 4 -> host.writeQueueRegister(at, value);
            default -> registers.write(at, value);
        }
    }

    private void writeNvmmu(int at, int value) {
        if (!isNvmmu()) {
            host.missNvmmu(at);
        } else if (at == TCB_INVAL) {
            host.invalidate(value);
        } else {
            registers.writeNvmmu(at, value);
        }
    }

    private boolean isGone() {
        return host.faults().has(ControllerFault.ALL_ONES);
    }

    private void requirePresent(int at) {
        if (at == UNKNOWN_CTRL && absent != 0) {
            throw new BusFault(absent, Integer.BYTES);
        }
    }

    private boolean isNvmmu() {
        return variant.isLinear() && variant.hasOwnNvmmu() != isMain;
    }

    // What one chip has and another has not.
    private boolean isThere(int at) {
        return switch (at) {
            case UNKNOWN_CTRL, LINEAR_SQ_CTRL, LINEAR_ASQ, LINEAR_IOSQ -> variant.isLinear();
            case IOSQ_BASE, IOSQ_BASE + 4, IOCQ_BASE, IOCQ_BASE + 4 -> variant.hasQueueRegisters();
            default -> true;
        };
    }
}
