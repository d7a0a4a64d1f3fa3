package org.rtkit4j.hardware.proxy.wire;

/// What a target does about an exception under a guard.
///
/// Source: m1n1 `src/exception.h`, exc_guard_t, and `src/exception.c`.
public final class ExceptionGuard {
    /// Reboots.
    public static final int OFF = 0;
    /// Counts it and goes on behind the instruction.
    public static final int SKIP = 1;
    /// As SKIP, and the register that was to be loaded holds [#MARKED].
    public static final int MARK = 2;
    /// Counts it and returns from the function with [#MARKED].
    public static final int RETURN = 3;
    /// Says nothing about it on the console.
    public static final int SILENT = 0x100;
    /// The bits that are not [#SILENT].
    public static final int MODE_MASK = 0xff;
    /// What a load from nowhere gives, cut to its width.
    public static final long MARKED = 0xacce5515abad1deaL;

    private ExceptionGuard() {}
}
