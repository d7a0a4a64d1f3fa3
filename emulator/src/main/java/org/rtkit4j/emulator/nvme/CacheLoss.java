package org.rtkit4j.emulator.nvme;

import java.util.Locale;

/// What becomes of the writes in the volatile cache when power is lost or the firmware crashes.
public enum CacheLoss {
    /// What was not flushed of a block is kept or dropped by chance: a disk at its most unpleasant.
    RANDOM,
    /// Nothing that was not flushed is kept.
    ALL,
    /// Everything is kept: writes were in order, and the power came back in time.
    NONE;

    /// Returns the name that profiles use.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Returns the one of this name.
    ///
    /// @throws IllegalArgumentException if there is none
    public static CacheLoss of(String label) {
        for (CacheLoss loss : values()) {
            if (loss.label().equals(label)) {
                return loss;
            }
        }
        throw new IllegalArgumentException("none of random, all, none");
    }
}
