package org.rtkit4j.drivers.nvme;

import org.rtkit4j.wire.nvme.NvmeVariant;

/// What a command has for a PRP that it does not use, on chips with an NVMMU. No source says which firmware minds
/// what.
///
/// Older drivers' comments know firmware that refuses every null PRP until a bit of UNKNOWN_CTRL is cleared; with
/// firmware of macOS 15 that register is gone, and touching it stops the AP. So one way is tried after the other.
enum UnusedPrps {
    /// The address of a page of the driver's, which needs nothing of any register.
    NAMED,
    /// Zero, as with linux since August 2026: for firmware that refuses what a command does not use.
    NULL,
    /// Zero, with the bit cleared: for firmware that refuses both. It has shown that it has the register.
    UNCHECKED;

    /// Returns what is tried first. On t8132 and later the check is known to leave unused PRPs alone. Source: aurora
    /// `apple.c`.
    static UnusedPrps first(NvmeVariant variant) {
        return variant.hasQueueRegisters() ? NULL : NAMED;
    }

    /// Returns what to try where this was refused. On t8132 and later that is a page, and no register: M4 came with
    /// firmware of macOS 15, which has none there.
    UnusedPrps next(NvmeVariant variant) {
        if (variant.hasQueueRegisters()) {
            return NAMED;
        }
        return this == NAMED ? NULL : UNCHECKED;
    }
}
