package org.rtkit4j.forensics.elf;

/// The two kinds of core. Source: ELF for the Arm Architecture, ELF for the Arm 64-bit Architecture.
public enum ElfMachine {
    ARM(40, false, 0x0500_0000),
    AARCH64(183, true, 0);

    private final int code;
    private final boolean wide;
    private final int flags;

    ElfMachine(int code, boolean wide, int flags) {
        this.code = code;
        this.wide = wide;
        this.flags = flags;
    }

    /// Returns the number of `e_machine`.
    public int code() {
        return code;
    }

    /// Whether files are of ELF's 64-bit class.
    public boolean isWide() {
        return wide;
    }

    /// Flags of the ELF header: the version of the ABI on 32-bit cores.
    public int flags() {
        return flags;
    }
}
