package org.rtkit4j.emulator.nvme;

import java.util.Arrays;
import java.util.Locale;

/// A way in which the controller itself fails, whatever becomes of single commands. It lasts until the co-processor
/// is reset; one that a profile names comes back with the firmware.
public enum ControllerFault {
    /// A shutdown that the host asks for begins and never completes: CSTS.SHST stays 1. The cache is not written.
    SHUTDOWN_HANGS,
    /// CSTS.RDY stays set when the host disables the controller.
    READY_STAYS,
    /// CSTS.RDY never comes when the host enables it.
    NEVER_READY,
    /// CSTS.CFS is set and no command is taken, until the host disables the controller.
    FATAL_STATUS,
    /// Every register reads all ones, and nothing is taken.
    ALL_ONES,
    /// The interrupt never comes, whatever is completed.
    INTERRUPT_LOST,
    /// The interrupt is asserted, whatever the host acknowledges.
    INTERRUPT_STUCK;

    /// Returns the name that profiles use, for example `never-ready`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Returns the fault of that name.
    ///
    /// @throws IllegalArgumentException if there is none
    public static ControllerFault of(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such fault of a controller: " + label));
    }
}
