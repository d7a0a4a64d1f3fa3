package org.rtkit4j.wire.nvme;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The kinds of NVMe controller, as drivers tell them apart by the `compatible` of their node.
///
/// Source: linux `apple.c` for the first two, aurora-silicon's for the other two.
public enum NvmeVariant {
    /// Of A11: submission rings as the standard has them, no NVMMU.
    T8015("apple,t8015-nvme-ans2", false, false, false, true, false, 16),
    /// Of M1 to M3: linear submission queues, TCBs.
    T8103("apple,t8103-nvme-ans2", true, false, false, true, false, 64),
    /// Of M4: the NVMMU has its own window, the I/O queues have base registers, no queue count, no way down.
    T8132("apple,t8132-nvme-ans2", true, true, true, false, false, 64),
    /// Of A18 Pro: as [#T8132], and a write with FUA can be lost: a flush has to follow it.
    T8140("apple,t8140-nvme-ans2", true, true, true, false, true, 64);

    /// Size of an entry of the I/O submission queue without linear queues, as a power of two.
    private static final int WIDE_SQE_SHIFT = 7;

    private final String compatible;
    private final boolean isLinear;
    private final boolean hasOwnNvmmu;
    private final boolean hasQueueRegisters;
    private final boolean countsQueues;
    private final boolean losesFua;
    private final int queueDepth;

    NvmeVariant(
            String compatible,
            boolean isLinear,
            boolean hasOwnNvmmu,
            boolean hasQueueRegisters,
            boolean countsQueues,
            boolean losesFua,
            int queueDepth) {
        this.compatible = compatible;
        this.isLinear = isLinear;
        this.hasOwnNvmmu = hasOwnNvmmu;
        this.hasQueueRegisters = hasQueueRegisters;
        this.countsQueues = countsQueues;
        this.losesFua = losesFua;
        this.queueDepth = queueDepth;
    }

    /// Returns the first `compatible` of its node.
    public String compatible() {
        return compatible;
    }

    /// Returns its name in profiles, for example `t8103`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Returns whether it has linear submission queues and an NVMMU with TCBs; otherwise rings with tail doorbells.
    public boolean isLinear() {
        return isLinear;
    }

    /// Returns whether the registers of the NVMMU lie in a window of their own, named `nvmmu`.
    public boolean hasOwnNvmmu() {
        return hasOwnNvmmu;
    }

    /// Returns whether the I/O queues have base registers, which must be written after Create I/O Submission Queue:
    /// otherwise the firmware crashes. MAX_PEND_CMDS is IOQA then, and 64-bit registers are written low half first.
    ///
    /// On these a driver deletes no queues, sends no shutdown notification and leaves RTKit running: its shutdown
    /// crashes the firmware, and the reset of the power domain stops the AP.
    public boolean hasQueueRegisters() {
        return hasQueueRegisters;
    }

    /// Returns whether the number of queues can be asked for as a feature.
    public boolean countsQueues() {
        return countsQueues;
    }

    /// Returns whether a write with FUA needs a flush behind it.
    public boolean losesFua() {
        return losesFua;
    }

    /// Returns how many entries a queue has at most; with linear queues also how many tags there are, shared by both
    /// queues.
    public int queueDepth() {
        return queueDepth;
    }

    /// Returns the size of an entry of the I/O submission queue as a power of two. Those of the admin queue have 64
    /// bytes everywhere.
    public int ioSqeShift() {
        return isLinear ? Sqe.SHIFT : WIDE_SQE_SHIFT;
    }

    /// Returns the variant with this `compatible` or label, or null. `apple,nvme-ans2`, which newer chips have behind
    /// their own, is t8103's.
    public static @Nullable NvmeVariant of(String compatible) {
        for (NvmeVariant variant : values()) {
            if (variant.compatible.equals(compatible) || variant.label().equals(compatible)) {
                return variant;
            }
        }
        return compatible.equals("apple,nvme-ans2") ? T8103 : null;
    }
}
