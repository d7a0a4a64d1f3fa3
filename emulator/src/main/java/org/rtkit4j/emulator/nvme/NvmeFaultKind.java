package org.rtkit4j.emulator.nvme;

import java.util.Locale;

/// A way in which the disk fails.
public enum NvmeFaultKind {
    /// A read ends in an unrecovered read error; what was moved before is in memory.
    READ_ERROR,
    /// A write, or what changes blocks otherwise, ends in a write fault; some of its blocks may be written.
    WRITE_FAULT,
    /// A command fails for no reason that it could help; the same command may succeed.
    INTERNAL_ERROR,
    /// A command takes time; those behind it do not wait.
    SLOW,
    /// A command is never answered.
    STUCK,
    /// The completion is posted, and its interrupt gets lost.
    LOST_INTERRUPT,
    /// The firmware crashes before it carries the command out.
    CRASH_BEFORE,
    /// The firmware crashes when some of the command's blocks are written; before it, where it writes none.
    CRASH_DURING,
    /// The firmware crashes when the command is carried out, and does not answer it.
    CRASH_AFTER;

    /// Returns the name that profiles use, for example `read-error`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Returns whether it ends the firmware.
    public boolean isCrash() {
        return this == CRASH_BEFORE || this == CRASH_DURING || this == CRASH_AFTER;
    }

    static NvmeFaultKind of(String label) {
        for (NvmeFaultKind fault : values()) {
            if (fault.label().equals(label)) {
                return fault;
            }
        }
        throw new IllegalArgumentException("no such fault: " + label);
    }
}
