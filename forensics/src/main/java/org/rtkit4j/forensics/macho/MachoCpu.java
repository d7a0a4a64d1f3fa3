package org.rtkit4j.forensics.macho;

/// The cores that firmware is built for. Source: Apple `mach/machine.h`.
public enum MachoCpu {
    ARM32(false),
    ARM64(true),
    /// ARMv8.3 with pointer authentication.
    ARM64E(true);

    static final int CPU_ARM = 12;
    static final int CPU_ARM64 = 0x0100_000c;
    private static final int SUBTYPE_ARM64E = 2;
    private static final int SUBTYPE_MASK = 0xff_ffff;

    private final boolean wide;

    MachoCpu(boolean wide) {
        this.wide = wide;
    }

    /// Whether addresses have 64 bits.
    public boolean isWide() {
        return wide;
    }

    static boolean isKnown(int type) {
        return type == CPU_ARM || type == CPU_ARM64;
    }

    static MachoCpu of(int type, int subtype) {
        if (type == CPU_ARM) {
            return ARM32;
        }
        return (subtype & SUBTYPE_MASK) == SUBTYPE_ARM64E ? ARM64E : ARM64;
    }
}
